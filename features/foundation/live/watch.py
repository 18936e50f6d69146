"""Whether the session behind an open stream still holds; asked every few seconds, beside the event loop."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

from django.contrib.auth import get_user
from django.core.exceptions import SuspiciousOperation
from django.db import DatabaseError, InterfaceError, close_old_connections

from features.foundation.access.sessions import SessionStore, is_signed_in, why_over

WATCHERS = ThreadPoolExecutor(max_workers=2, thread_name_prefix="live-watch")
"""Two threads with one lasting connection each serve every stream of the process."""


async def still_holds(session_key: str | None) -> bool:
    """True while the session is within its limits and its person may sign in; False also when nobody can
    tell."""
    return await asyncio.get_running_loop().run_in_executor(WATCHERS, _still_holds, session_key)


def _still_holds(session_key: str | None) -> bool:
    close_old_connections()
    try:
        session = SessionStore(session_key)
        if not is_signed_in(session) or why_over(session):
            return False
        asker = SimpleNamespace(session=session)
        return get_user(asker).is_authenticated  # type: ignore[arg-type]
    except (DatabaseError, InterfaceError, SuspiciousOperation):
        return False
