"""Who has the same chart open, and what they edit there: a hint for people, never a lock.

Kept in Redis by public ids of users, for as long as a stream says that they are there; what is lost is told anew.
"""

import time
from collections.abc import Collection, Iterable

from django.core.cache import cache

from features.foundation.live.announcing import publish

PRESENCE_CHANGED = "presence-changed"

STAYS_FOR = 12
"""Seconds after which somebody counts as gone of whom no stream says anything any more."""

type Company = frozenset[tuple[str, str]]
"""Pairs: the public id of a user, and the form that they have open, if any."""


def stay(places: Collection[tuple[str, str]]) -> None:
    """Says of each pair (topic, user) that they are there; tells the others of a topic of whom they do not know."""
    if not places:
        return
    arrived = _guarded(_stay, places) or ()
    for topic in sorted({topic for (topic, _user), is_new in zip(places, arrived, strict=False) if is_new}):
        publish(PRESENCE_CHANGED, topic)


def present(topics: Iterable[str]) -> dict[str, Company]:
    """Who is there, and what they edit, by topic; nobody where Redis does not say."""
    return _guarded(_present, sorted(set(topics))) or {}


def leave(topic: str, user: str) -> None:
    """The last page on which the person had it open is closed."""
    _guarded(_leave, topic, user)
    publish(PRESENCE_CHANGED, topic)


def edit(topic: str, user: str, form: str) -> None:
    """The person opened `form` (the name of its region), or none any more."""
    if _guarded(_edit, topic, user, form):
        publish(PRESENCE_CHANGED, topic)


def _guarded(operation, *args):
    return cache.guarded(operation, *args, when_absent=None)  # type: ignore[attr-defined]  # GuardedRedisCache


def _pipeline():
    return cache.client.get_client(write=True).pipeline(transaction=False)  # type: ignore[attr-defined]


def _here(topic: str) -> str:
    return f"chartside:present:{topic}"


def _form_of(topic: str, user: str) -> str:
    return f"chartside:edits:{topic}:{user}"


def _stay(places: Collection[tuple[str, str]]) -> list[bool]:
    """Whether each is new there: nobody knew of them, or only until a moment that is over."""
    present = time.time()
    asked = _pipeline()
    for topic, user in places:
        asked.zremrangebyscore(_here(topic), 0, present)
        asked.zadd(_here(topic), {user: present + STAYS_FOR})
        asked.expire(_here(topic), 2 * STAYS_FOR)
        asked.expire(_form_of(topic, user), STAYS_FOR)
    return [bool(added) for added in asked.execute()[1::4]]


def _present(topics: list[str]) -> dict[str, Company]:
    asked = _pipeline()
    for topic in topics:
        asked.zrangebyscore(_here(topic), time.time(), "inf")
    found = zip(topics, asked.execute(), strict=True)
    here = {topic: [member.decode() for member in members] for topic, members in found}
    everybody = [(topic, user) for topic, users in here.items() for user in users]
    if not everybody:
        return {}
    forms = iter(_pipeline().mget([_form_of(*pair) for pair in everybody]).execute()[0])
    return {
        topic: frozenset((user, (next(forms) or b"").decode()) for user in users)
        for topic, users in here.items()
    }


def _leave(topic: str, user: str) -> bool:
    return bool(_pipeline().zrem(_here(topic), user).delete(_form_of(topic, user)).execute())


def _edit(topic: str, user: str, form: str) -> bool:
    key = _form_of(topic, user)
    asked = _pipeline()
    return bool((asked.set(key, form, ex=STAYS_FOR) if form else asked.delete(key)).execute())
