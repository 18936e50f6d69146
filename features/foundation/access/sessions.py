"""Sessions: kept in PostgreSQL, cached for a minute in Redis, limited by the one clock."""

import re
from collections.abc import Iterable, Mapping

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.signals import user_logged_in
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.core.cache import cache

from features.foundation.records.clock import now

BEGAN, ACTIVE = "session_began", "session_active"
"""Seconds since 1970, of the sign-in and of the last thing that the person did."""

KEY = re.compile("[a-z0-9]{32}")
"""Only what we made ourselves is looked up; a cookie may hold anything."""

ACTIVITY_NOTED_EVERY = 15
"""Seconds. Most requests thus write nothing; a session may end that much earlier, never later."""


class SessionStore(DatabaseStore):
    """Django's sessions in the database with a signed copy in the cache.

    A copy lives for `SESSION_CACHED_FOR` seconds. A session that ends leaves a mark beside its copy, so that
    a slow request which still writes one cannot bring it back. What Redis loses or holds falsely is read
    from PostgreSQL.
    """

    def load(self) -> dict:
        if not self.session_key:
            return {}
        return self._told(cache.get_many([self._copy, self._mark]))

    def _told(self, found: Mapping[str, object]) -> dict:
        """What the session holds, if `found` in the cache are its mark or its copy; else the database is asked."""
        if self._mark in found:
            self._session_key = None
            return {}
        if copied := self._read_copy(found.get(self._copy)):
            return copied
        row = self._get_session_from_db()  # type: ignore[attr-defined]
        if row is None:
            return {}
        cache.set(self._copy, row.session_data, settings.SESSION_CACHED_FOR)
        return self.decode(row.session_data)

    def save(self, must_create: bool = False) -> None:
        if self.session_key is None:
            self.create()
            return
        super().save(must_create)
        written = self._get_session(no_load=must_create)  # type: ignore[attr-defined]
        cache.set(self._copy, self.encode(written), settings.SESSION_CACHED_FOR)

    def delete(self, session_key: str | None = None) -> None:
        ended = session_key or self.session_key
        if ended is None:
            return
        super().delete(ended)
        cache.set(f"session-ended:{ended}", 1, 2 * settings.SESSION_CACHED_FOR)
        cache.delete(f"session:{ended}")

    def _validate_session_key(self, key: str | None) -> bool:
        return bool(key and KEY.fullmatch(key))

    @property
    def _copy(self) -> str:
        return f"session:{self.session_key}"

    @property
    def _mark(self) -> str:
        return f"session-ended:{self.session_key}"

    def _read_copy(self, copy: object) -> dict:
        """What the copy says if we signed it; else nothing, and the database is asked."""
        if not isinstance(copy, str):
            return {}
        data = self.decode(copy)
        return data if isinstance(data, dict) else {}


def read_many(keys: Iterable[str]) -> dict[str, SessionStore]:
    """The sessions of `keys`, by key, with one question to the cache for all of them."""
    stores = {key: SessionStore(key) for key in keys}
    found = cache.get_many([name for store in stores.values() for name in (store._copy, store._mark)])
    for store in stores.values():
        store._session_cache = store._told(found)  # type: ignore[attr-defined]  # where Django keeps what was loaded
    return stores


def is_signed_in(session) -> bool:
    return SESSION_KEY in session


def why_over(session) -> str:
    """`idle` or `long` when a signed-in session has reached a limit, else nothing. One without its times is
    over."""
    began, active = session.get(BEGAN), session.get(ACTIVE)
    if not isinstance(began, int) or not isinstance(active, int):
        return "idle"
    present = _seconds()
    if present - began >= settings.SESSION_ABSOLUTE_SECONDS:
        return "long"
    return "idle" if present - active >= settings.SESSION_IDLE_SECONDS else ""


def seconds_left(session) -> int:
    """Seconds until the session ends by itself, at the idle or at the absolute limit, if nothing more is done."""
    idle_end = session[ACTIVE] + settings.SESSION_IDLE_SECONDS
    long_end = session[BEGAN] + settings.SESSION_ABSOLUTE_SECONDS
    return max(0, min(idle_end, long_end) - _seconds())


def note_activity(session) -> None:
    """Remembers that the person did something now."""
    if _seconds() - session[ACTIVE] >= ACTIVITY_NOTED_EVERY:
        session[ACTIVE] = _seconds()


def begin(sender, request, user, **kwargs) -> None:
    """At sign-in both clocks of the session start."""
    request.session[BEGAN] = request.session[ACTIVE] = _seconds()


def _seconds() -> int:
    return int(now().timestamp())


user_logged_in.connect(begin, dispatch_uid="session begins")
