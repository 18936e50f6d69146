"""What open streams ask the database, beside the event loop: is the session still good, may the page still be seen,
what has changed."""

import asyncio
import logging
from collections.abc import Callable, Collection, Sequence
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

from django.contrib.auth import get_user
from django.db import close_old_connections

from features.foundation.access.models import User
from features.foundation.access.sessions import SessionStore, is_signed_in, read_many, why_over
from features.foundation.live import announcing, presence
from features.foundation.live.pages import REVOKED, SESSION_ENDED, Page, Seen
from features.foundation.live.tickets import rights_of
from features.foundation.live.topics import tells_presence, versions_of, watched_by

log = logging.getLogger("chartside.live")

WATCHERS = ThreadPoolExecutor(max_workers=2, thread_name_prefix="live-watch")
"""Two threads with one lasting connection each serve every stream of the process."""


class NobodyCanTell(Exception):
    """The database does not answer, or something is wrong with us: the pages come again, and the stream works on."""


async def beside[**Asked, Told](
    ask: Callable[Asked, Told], *args: Asked.args, **kwargs: Asked.kwargs
) -> Told:
    """Calls `ask` in a thread that keeps its connection. NobodyCanTell where that fails."""
    return await asyncio.get_running_loop().run_in_executor(WATCHERS, lambda: _asked(ask, *args, **kwargs))


def _asked[**Asked, Told](ask: Callable[Asked, Told], *args: Asked.args, **kwargs: Asked.kwargs) -> Told:
    close_old_connections()
    try:
        return ask(*args, **kwargs)
    except Exception as error:
        log.warning("open pages cannot be checked", extra={"fault": type(error).__name__})
        raise NobodyCanTell from error


def check(pages: Sequence[Page]) -> tuple[dict[Page, str], Seen]:
    """Which of the pages have to end, and with which last word; and what there is on the topics of the others.

    Many pages at once cost little more than one.
    """
    announcing.make_up_for()
    people = {key: _person(session) for key, session in _sessions(pages).items()}
    over = _over(pages, people)
    lasting = [page for page in pages if page not in over]
    presence.stay({(topic, page.user) for page in lasting for topic in page.known if tells_presence(topic)})
    return over, look({topic for page in lasting for topic in page.known})


def look(topics: Collection[str]) -> Seen:
    """What there is on topics of which something was announced, or whose pages are checked."""
    return Seen(versions_of(topics), presence.present(filter(tells_presence, topics)))


def _sessions(pages: Sequence[Page]) -> dict[str, SessionStore]:
    return read_many({page.session_key for page in pages if page.session_key})


def _over(pages: Sequence[Page], people: dict[str, User | None]) -> dict[Page, str]:
    """The pages whose session is over, and those that their person may not see any more."""
    over: dict[Page, str] = {}
    shown: dict[User, set[Page]] = {}
    for page in pages:
        if (person := people.get(page.session_key or "")) is None:
            over[page] = SESSION_ENDED
        elif page.known:
            shown.setdefault(person, set()).add(page)
    for person, theirs in shown.items():
        watched, rights = (
            watched_by(person, {topic for page in theirs for topic in page.known}),
            rights_of(person),
        )
        over |= {
            page: REVOKED for page in theirs if page.rights != rights or not watched >= page.known.keys()
        }
    return over


def _person(session: SessionStore) -> User | None:
    """Who is signed in by a session that is within its limits."""
    if not is_signed_in(session) or why_over(session):
        return None
    person = get_user(SimpleNamespace(session=session))  # type: ignore[arg-type]
    return person if isinstance(person, User) else None
