"""Reading `/live/` as a browser does."""

import http.client
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager

from django.conf import settings
from django.core.cache import cache

from features.foundation.live.announcing import channel
from features.foundation.live.tickets import stream_url


def cookie_of(browser) -> dict[str, str]:
    name = settings.SESSION_COOKIE_NAME
    return {"Cookie": f"{name}={browser.cookies[name].value}"}


@contextmanager
def stream(served, browser, url: str = "/live/") -> Iterator[Iterator[str]]:
    """What an open stream tells: `data: allergies-changed`, `event: session-ended`."""
    with closing(http.client.HTTPConnection(*served, timeout=6)) as caller:
        caller.request("GET", url, headers={**cookie_of(browser), "Accept": "text/event-stream"})
        answer = caller.getresponse()
        assert answer.status == 200, answer.status
        yield (line.decode().strip() for line in answer if line.strip())


@contextmanager
def watching(served, browser, person, topics) -> Iterator[Iterator[str]]:
    """The stream of a page that shows `topics`, once announcements are heard."""
    with stream(served, browser, stream_url(person, topics)) as lines:
        assert next(lines) == "event: heartbeat"
        ends = time.monotonic() + 2
        while not subscribers() and time.monotonic() < ends:  # none where the page may not be watched
            time.sleep(0.02)
        yield lines


def subscribers() -> int:
    """Hubs that hear announcements by now."""
    return cache.client.get_client(write=True).pubsub_numsub(channel())[0][1]


def told(lines: Iterator[str], wanted: str, *, within: float = 5) -> bool:
    """Whether `wanted` comes in time."""
    ends = time.monotonic() + within
    for line in lines:
        if line == wanted:
            return time.monotonic() <= ends
        if time.monotonic() > ends:
            return False
    return False


def rest(lines: Iterator[str]) -> list[str]:
    """Everything until the stream ends."""
    return list(lines)
