"""The shared cache in Redis, which may be refused, hung, flushed, full or poisoned without costing a
request."""

import functools
import logging
import threading
import time
from collections.abc import Callable
from typing import Any

from django_redis.cache import RedisCache
from redis.backoff import NoBackoff
from redis.exceptions import ConnectionError as RedisConnectionError
from redis.exceptions import RedisError
from redis.exceptions import TimeoutError as RedisTimeoutError
from redis.retry import Retry

from features.foundation.records.meter import spent_on

log = logging.getLogger("chartside.cache")

OUT_OF_REACH = (RedisConnectionError, RedisTimeoutError, OSError)
"""Redis does not answer: it is left alone for a while."""

UNUSABLE = (RedisError, ValueError, RecursionError)
"""Redis answers with an error (full, wrong type) or with something that is no value of ours: a miss."""


class Circuit:
    """Remembers, for one Redis and all threads of this process, whether it answers.

    It opens at the first failure. While it is open nobody asks Redis and nobody waits. After
    `left_alone_for` seconds the next caller starts one probe in a thread of its own and goes on without
    Redis; the probe closes the circuit.
    """

    def __init__(self, left_alone_for: float) -> None:
        self.left_alone_for = left_alone_for
        self._lock = threading.Lock()
        self._ask_again_at = 0.0
        self._open = False
        self._probing = False

    def allows(self, ping: Callable[[], object]) -> bool:
        """Whether Redis may be asked now; `ping` is what the probe calls."""
        if not self._open:
            return True
        with self._lock:
            is_due = self._open and not self._probing and time.monotonic() >= self._ask_again_at
            self._probing = self._probing or is_due
        if is_due:
            threading.Thread(target=self._probe, args=(ping,), name="redis-probe", daemon=True).start()
        return False

    def opens(self, error: BaseException) -> None:
        with self._lock:
            was_open, self._open = self._open, True
            self._ask_again_at = time.monotonic() + self.left_alone_for
        if not was_open:
            log.warning("the shared cache does not answer", extra={"fault": type(error).__name__})

    def _probe(self, ping: Callable[[], object]) -> None:
        try:
            ping()
        except Exception as error:
            self.opens(error)
        else:
            with self._lock:
                self._open = False
            log.warning("the shared cache answers again")
        finally:
            self._probing = False


_circuits: dict[str, Circuit] = {}
_circuits_lock = threading.Lock()


def circuit_of(location: str, left_alone_for: float) -> Circuit:
    """The one circuit of `location`: Django makes a new cache object for each request."""
    with _circuits_lock:
        return _circuits.setdefault(location, Circuit(left_alone_for))


class GuardedRedisCache(RedisCache):
    """django-redis whose every operation answers at once: with a value, or as if nothing were stored.

    Reads miss; writes say False or 0. `incr` and `decr` give the new value, or None where there was nothing
    to raise. Redis is no place for locks: those belong in PostgreSQL.
    """

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        options = params.setdefault("OPTIONS", {})
        never_again = {"retry": Retry(NoBackoff(), 0), "retry_on_timeout": False}
        options["CONNECTION_POOL_KWARGS"] = {**options.get("CONNECTION_POOL_KWARGS", {}), **never_again}
        super().__init__(server, params)
        self._circuit = circuit_of(str(server), options.get("LEFT_ALONE_FOR", 5))

    def is_available(self) -> bool:
        """Whether Redis answers now; for the page that says whether the system is ready."""
        return bool(self.guarded(self._ping, when_absent=False))

    def guarded(self, operation: Callable, *args, when_absent: Any, **kwargs) -> Any:
        """Calls `operation` if Redis may be asked; `when_absent` if not, or if it fails."""
        if not self._circuit.allows(self._ping):
            return when_absent
        try:
            with spent_on("cache"):
                return operation(*args, **kwargs)
        except OUT_OF_REACH as error:
            self._circuit.opens(error)
        except UNUSABLE as error:
            log.info("the shared cache was of no use", extra={"fault": type(error).__name__})
        return when_absent

    def _ping(self) -> bool:
        return bool(self.client.get_client(write=True).ping())

    def get(self, key, default=None, version=None, client=None):
        return self.guarded(super().get, key, default, version, client, when_absent=default)

    def get_many(self, *args, **kwargs) -> dict:
        return self.guarded(super().get_many, *args, when_absent={}, **kwargs)

    def iter_keys(self, *args, **kwargs):
        return iter(
            self.guarded(
                lambda: list(super(GuardedRedisCache, self).iter_keys(*args, **kwargs)), when_absent=[]
            )
        )

    def sscan_iter(self, *args, **kwargs):
        return iter(
            self.guarded(
                lambda: list(super(GuardedRedisCache, self).sscan_iter(*args, **kwargs)), when_absent=[]
            )
        )

    def lock(self, *args, **kwargs):
        raise NotImplementedError("A lock that may vanish is none: use PostgreSQL.")


WHEN_ABSENT: dict[str, Any] = {
    **dict.fromkeys(
        [
            "set",
            "add",
            "touch",
            "delete",
            "has_key",
            "persist",
            "expire",
            "expire_at",
            "pexpire",
            "pexpire_at",
        ],
        False,
    ),
    **dict.fromkeys(["sismember", "smove", "hexists"], False),
    **dict.fromkeys(
        [
            "delete_many",
            "delete_pattern",
            "sadd",
            "scard",
            "sdiffstore",
            "sinterstore",
            "srem",
            "sunionstore",
        ],
        0,
    ),
    **dict.fromkeys(["hset", "hdel", "hlen", "zadd", "zcard", "zcount", "zrem", "zremrangebyscore"], 0),
    **dict.fromkeys(
        ["clear", "close", "incr", "decr", "incr_version", "ttl", "pttl", "spop", "srandmember", "sscan"]
    ),
    **dict.fromkeys(["zincrby", "zrank", "zscore"]),
    **dict.fromkeys(["set_many", "keys", "hkeys", "sdiff", "sinter", "smembers", "smismember", "sunion"], ()),
    **dict.fromkeys(["zpopmax", "zpopmin", "zrange", "zrangebyscore", "zrevrange", "zrevrangebyscore"], ()),
}
"""Every other operation and what it answers without Redis."""


def _guarded(name: str, when_absent: Any) -> Callable:
    unguarded = getattr(RedisCache, name)

    @functools.wraps(unguarded)
    def operation(self, *args, **kwargs):
        return self.guarded(functools.partial(unguarded, self), *args, when_absent=when_absent, **kwargs)

    return operation


for _name, _answer in WHEN_ABSENT.items():
    setattr(GuardedRedisCache, _name, _guarded(_name, _answer))
