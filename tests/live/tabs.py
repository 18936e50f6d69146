"""A browser's tabs by the hundred: each with its stream, fetching the regions that are told to have changed."""

import asyncio
import time
from collections import Counter
from collections.abc import Mapping
from contextlib import suppress

type Address = tuple[str, int]


async def sent(address: Address, path: str, headers: Mapping[str, str]):
    """A connection on which `path` was asked for; OSError where nobody answers."""
    reader, writer = await asyncio.open_connection(*address)
    writer.write(question(path, headers))
    return reader, writer


def question(path: str, headers: Mapping[str, str]) -> bytes:
    lines = [
        f"GET {path} HTTP/1.1",
        "Host: localhost",
        *(f"{name}: {told}" for name, told in headers.items()),
    ]
    return "\r\n".join([*lines, "", ""]).encode()


class Line:
    """A connection that is kept for the next question, as browsers do."""

    def __init__(self, address: Address) -> None:
        self.address = address
        self._ends: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def ask(self, path: str, headers: Mapping[str, str]) -> tuple[int, dict[str, str], bytes]:
        """What the server answers: status, headers by their names in small letters, body."""
        was_kept = self._ends is not None
        try:
            return await self._asked(path, headers)
        except (OSError, asyncio.IncompleteReadError):
            self.close()
            if not was_kept:
                raise ConnectionResetError from None
        return await self.ask(path, headers)

    async def _asked(self, path: str, headers: Mapping[str, str]) -> tuple[int, dict[str, str], bytes]:
        self._ends = self._ends or await asyncio.open_connection(*self.address)
        reader, writer = self._ends
        writer.write(question(path, headers))
        head = await reader.readuntil(b"\r\n\r\n")
        first, *lines = head.decode().strip().split("\r\n")
        told = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines)}
        status = int(first.split()[1])
        length = 0 if status == 304 else int(told["content-length"])
        return status, told, await reader.readexactly(length)

    def close(self) -> None:
        if self._ends:
            self._ends[1].close()
        self._ends = None


class Tab:
    """A page that is open: `regions` are the addresses that it fetches, by the event on which it does."""

    def __init__(self, address: Address, cookie: str, stream: str, regions: Mapping[str, str]) -> None:
        self.address = address
        self.headers = {"Cookie": cookie}
        self.stream = stream
        self.regions = regions
        self.told: Counter[str] = Counter()
        self.heard: list[tuple[float, str]] = []
        self.statuses: Counter[int] = Counter()
        """How often its stream was answered so."""
        self.answers: Counter[int] = Counter()
        """How often a region was."""
        self.shown: dict[str, bytes] = {}
        self.arrivals: list[tuple[float, str, bytes]] = []
        """When which event's region came, and how."""
        self.ends = 0
        self._etags: dict[str, str] = {}
        self._lines = {event: Line(address) for event in regions}
        self._fetching: dict[str, asyncio.Task] = {}
        self._again: set[str] = set()

    async def live(self) -> None:
        """Opens its stream, and again whenever it ended, as a browser does; until it is cancelled."""
        try:
            while True:
                with suppress(OSError, asyncio.IncompleteReadError):
                    await self._listen()
                self.ends += 1
                await asyncio.sleep(0.3)
        finally:
            for line in self._lines.values():
                line.close()

    async def _listen(self) -> None:
        reader, writer = await sent(
            self.address, self.stream, {**self.headers, "Accept": "text/event-stream"}
        )
        try:
            status = int((await reader.readuntil(b"\r\n\r\n")).split()[1])
            self.statuses[status] += 1
            if status != 200:
                return
            if self.ends:
                self._make_up()
            while line := await reader.readline():
                self._hear(line.decode().strip())
        finally:
            writer.close()

    def _hear(self, line: str) -> None:
        kind, _, name = line.partition(": ")
        if kind not in ("data", "event") or name == "{}":
            return
        self.told[name] += 1
        self.heard.append((time.monotonic(), name))
        if name in ("gap", "hears"):
            self._make_up()
        elif name in self.regions:
            self.fetch(name)

    def _make_up(self) -> None:
        for event in self.regions:
            self.fetch(event)

    def fetch(self, event: str) -> None:
        """Fetches a region; while it is on its way, once more afterwards."""
        if event in self._fetching:
            self._again.add(event)
            return
        task = self._fetching[event] = asyncio.create_task(self._fetched(event))
        task.add_done_callback(lambda _: self._fetching.pop(event))

    async def _fetched(self, event: str) -> None:
        while True:
            self._again.discard(event)
            try:
                await self.look(event)
            except OSError:
                return
            if event not in self._again:
                return

    async def look(self, event: str) -> None:
        headers = {**self.headers, "HX-Request": "true", "If-None-Match": self._etags.get(event, '""')}
        status, told, body = await self._lines[event].ask(self.regions[event], headers)
        self.answers[status] += 1
        if status == 200:
            self._etags[event] = told["etag"]
            self.shown[event] = body
            self.arrivals.append((time.monotonic(), event, body))
