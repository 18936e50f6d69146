"""An open stream as a test hears it: a thread keeps what comes, the test waits for what it wants."""

import http.client
import socket
import struct
import threading
import time
from contextlib import contextmanager

from django.conf import settings

from tests.live.own_servers import until

RESET_AT_CLOSE = struct.pack("ii", 1, 0)
"""For SO_LINGER: the connection breaks, as when a cable is drawn."""


class Stream:
    """What a stream told so far, word for word: `data` and `event` alike."""

    def __init__(self, answer: http.client.HTTPResponse) -> None:
        self.status = answer.status
        self.told: list[str] = []
        self.is_over = False
        self._answer = answer
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        try:
            for line in self._answer:
                kind, _, name = line.decode().strip().partition(": ")
                if kind in ("data", "event") and name != "{}":
                    self.told.append(name)
        except (OSError, ValueError, AttributeError, http.client.HTTPException):
            pass
        self.is_over = True

    def hears(self, name: str, within: float = 5, times: int = 1) -> float:
        """Waits until it was told `name` that often; how long it took. AssertionError otherwise."""
        return until(lambda: self.told.count(name) >= times, within)

    def ends(self, within: float = 5) -> float:
        return until(lambda: self.is_over, within)

    def hears_nothing(self, name: str, for_seconds: float) -> bool:
        """Whether that long nothing of the kind comes: only for what must never happen."""
        ends = time.monotonic() + for_seconds
        while time.monotonic() < ends:
            if name in self.told:
                return False
            time.sleep(0.02)
        return True


def cookie_of(client) -> dict[str, str]:
    name = settings.SESSION_COOKIE_NAME
    return {"Cookie": f"{name}={client.cookies[name].value}"}


@contextmanager
def listening(address, client, url: str = "/live/", *, reads: bool = True, vanishes: bool = False):
    """A stream from when it has begun; with `vanishes` it breaks off instead of closing."""
    caller = http.client.HTTPConnection(*address, timeout=20)
    caller.request("GET", url, headers={**cookie_of(client), "Accept": "text/event-stream"})
    line = caller.sock
    answer = caller.getresponse()
    try:
        stream = Stream(answer) if reads else answer
        if reads and answer.status == 200:
            stream.hears("heartbeat")
        yield stream
    finally:
        if vanishes:
            line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET_AT_CLOSE)
        if reads and answer.status == 200 and not stream.is_over:
            line.shutdown(socket.SHUT_RDWR)
        caller.close()
        answer.close()
