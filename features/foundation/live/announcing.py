"""Says to every process, once a transaction stands, that something changed. It is a hint: what Redis loses is found."""

import json
import threading
from functools import partial

from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from redis.exceptions import RedisError

from features.foundation.records.guarded_cache import OUT_OF_REACH

GAP = "gap"
"""The event after which a page looks at everything: something may have been missed."""

_owed = threading.Event()
"""An announcement of this process did not go out."""


def channel() -> str:
    """Redis knows no databases for its channels; the name keeps those of several clinics apart."""
    return f"{settings.CACHES['default']['KEY_PREFIX']}:live:{settings.REDIS_URL.rpartition('/')[2]}"


def announce(event: str, topic: str) -> None:
    """Tells every open page that shows `topic` of `event`, such as `allergies-changed`, when this transaction stands.

    The names hold no patient data. Without Redis nobody waits; open pages then learn of it when the stream looks.
    """
    transaction.on_commit(partial(publish, event, topic), robust=True)


def publish(event: str, topic: str) -> None:
    """Tells it now, and makes up for what was not heard before."""
    if _sent(event, topic):
        make_up_for()
    else:
        _owed.set()


def make_up_for() -> None:
    """Where announcements of this process were lost, and Redis answers again: tells every page to look for itself."""
    if _owed.is_set() and _sent(GAP, ""):
        _owed.clear()


def _sent(event: str, topic: str) -> bool:
    message = json.dumps({"event": event, "topic": topic})
    guarded = cache.guarded  # type: ignore[attr-defined]  # GuardedRedisCache
    return guarded(_send, message, when_absent=None) is not None


def _send(message: str) -> int:
    return cache.client.get_client(write=True).publish(channel(), message)  # type: ignore[attr-defined]


def understood(data: bytes) -> tuple[str, str] | None:
    """The event and the topic of a message; nothing where it is none of ours."""
    try:
        told = json.loads(data)
        return str(told["event"]), str(told["topic"])
    except (ValueError, TypeError, KeyError, RecursionError):
        return None


UNHEARD = (*OUT_OF_REACH, RedisError, TimeoutError)
"""How Redis is not heard."""
