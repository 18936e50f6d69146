"""All open pages of this process: hears announcements, looks at what was announced, and checks each page now and then.

One subscription to Redis and two threads serve every stream. What is not heard is found at the next check.
"""

import asyncio
import time
from collections.abc import AsyncIterator, Iterable

from django.conf import settings
from redis.asyncio import Redis
from redis.asyncio.client import PubSub
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff

from features.foundation.live import presence
from features.foundation.live.announcing import GAP, UNHEARD, channel, understood
from features.foundation.live.pages import BEAT, DEAF, HEARS, RESTARTING, Page
from features.foundation.live.topics import tells_presence
from features.foundation.live.watch import WATCHERS, NobodyCanTell, beside, check, look

ROUND = 0.25
"""Seconds between two rounds, in each of which the pages are checked whose turn it is."""

SILENT_FOR = 2
"""Seconds after which Redis is asked whether it is still there; after as many again it counts as away."""


class Hub:
    """The pages that are open, by topic. It works while there are any, and rests otherwise."""

    def __init__(self) -> None:
        self.pages: dict[str, set[Page]] = {}
        self.open_pages: set[Page] = set()
        self.hears = True
        self._tasks: list[asyncio.Task] = []
        self._announced: set[str] = set()
        self._announcement = asyncio.Event()

    def open(self, page: Page) -> None:
        self.open_pages.add(page)
        for topic in page.known:
            self.pages.setdefault(topic, set()).add(page)
        if not self._tasks:
            self._announcement = asyncio.Event()
            self._tasks = [asyncio.create_task(work()) for work in (self._listen, self._look, self._check)]

    def close(self, page: Page) -> None:
        """The page is gone, and with its last one the person is as well."""
        self.open_pages.discard(page)
        for topic in page.known:
            left = self.pages[topic]
            left.discard(page)
            if not left:
                del self.pages[topic]
            if tells_presence(topic) and not any(other.user == page.user for other in left):
                asyncio.get_running_loop().run_in_executor(WATCHERS, presence.leave, topic, page.user)
        if not self.open_pages:
            for task in self._tasks:
                task.cancel()
            self._tasks = []

    def count(self, session_key: str | None) -> int:
        """How many streams a session has open."""
        return sum(page.session_key == session_key for page in self.open_pages)

    def end(self) -> None:
        """The server stops: every stream says so and ends."""
        for page in self.open_pages:
            page.end(RESTARTING)

    def tell_all(self, event: str) -> None:
        for page in self.open_pages:
            page.tell(event)

    def heard(self, event: str, topic: str) -> None:
        """An announcement is a reason to look at its topic at once; the versions say which events that means."""
        if event == GAP:
            self.tell_all(GAP)
        elif topic in self.pages:
            self._look_at([topic])

    def _look_at(self, topics: Iterable[str]) -> None:
        self._announced.update(topics)
        self._announcement.set()

    async def frames(self, page: Page) -> AsyncIterator[str]:
        """The names that the open page is told, one by one, until it has to end."""
        yield BEAT
        if not self.hears:
            yield DEAF
        await self._check_pages([page])
        while not page.is_over or page.untold:
            for event in page.take():
                yield event
            if not page.is_over:
                await page.wakes.wait()

    async def _check(self) -> None:
        """Every page in its turn, many at once."""
        while True:
            await asyncio.sleep(ROUND)
            present = time.monotonic()
            for page in self.open_pages:
                page.beat(present, settings.LIVE_HEARTBEAT_SECONDS)
            await self._check_pages([page for page in self.open_pages if page.check_at <= present])

    async def _check_pages(self, pages: list[Page]) -> None:
        for page in pages:
            page.check_at = time.monotonic() + settings.LIVE_CHECK_SECONDS
        if not pages:
            return
        try:
            over, seen = await beside(check, pages)
        except NobodyCanTell:
            for page in pages:
                page.end()
            return
        for page in pages:
            if why := over.get(page):
                page.end(why)
            else:
                page.see(seen)

    async def _look(self) -> None:
        """What was announced, as soon as it was; while one look lasts, announcements gather for the next."""
        while True:
            await self._announcement.wait()
            self._announcement.clear()
            topics, self._announced = self._announced, set()
            try:
                seen = await beside(look, topics)
            except NobodyCanTell:
                continue
            for page in {page for topic in topics for page in self.pages.get(topic, ())}:
                page.see(seen)

    async def _listen(self) -> None:
        """Hears Redis; where that is away, says so to every page, and that all may look once it is back."""
        while True:
            try:
                async with _redis() as redis, redis.pubsub() as heard:
                    await asyncio.wait_for(heard.subscribe(channel()), SILENT_FOR)
                    await self._hear(heard)
            except UNHEARD:
                self._is_heard(False)
            await asyncio.sleep(ROUND)

    async def _hear(self, heard: PubSub) -> None:
        """Passes on every message, and asks whenever it has been silent; TimeoutError when nothing comes back."""
        while True:
            message = await heard.get_message(timeout=SILENT_FOR)
            if message is None:
                await asyncio.wait_for(heard.ping(), SILENT_FOR)
                message = await heard.get_message(timeout=SILENT_FOR)
            if message is None:
                raise TimeoutError
            self._is_heard(True)
            if message["type"] == "subscribe":  # what was announced before, nobody heard
                self._look_at(self.pages)
            elif message["type"] == "message" and (told := understood(message["data"])):
                self.heard(*told)

    def _is_heard(self, hears: bool) -> None:
        if hears != self.hears:
            self.hears = hears
            self.tell_all(HEARS if hears else DEAF)


def _redis() -> Redis:
    """A connection of its own, that does not come back by itself: what was said meanwhile would be missed unnoticed."""
    return Redis.from_url(settings.REDIS_URL, retry=Retry(NoBackoff(), 0), socket_connect_timeout=SILENT_FOR)


HUB = Hub()
