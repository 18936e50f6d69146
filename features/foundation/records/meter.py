"""What the present request has spent: statements, and seconds in the database, in drawing and in the cache."""

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

log = logging.getLogger("chartside.requests")
SLOW_STATEMENT_SECONDS = 0.1


class Meter:
    """Counts for one request, all in seconds but `statements`."""

    def __init__(self) -> None:
        self.started = time.perf_counter()
        self.statements = 0
        self.database = 0.0
        self.drawing = 0.0
        self.cache = 0.0

    def __call__(self, execute, sql, params, many, context):
        """Django's hook around each statement: counts it, and logs a slow one without its parameters."""
        began = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            spent = time.perf_counter() - began
            self.statements += 1
            self.database += spent
            if spent > SLOW_STATEMENT_SECONDS:
                log.warning("slow statement", extra={"milliseconds": round(spent * 1000)})

    def header(self) -> str:
        """The value of Server-Timing, in milliseconds; `queries` is a count."""
        parts = {
            "total": time.perf_counter() - self.started,
            "db": self.database,
            "render": self.drawing,
            "cache": self.cache,
        }
        times = [f"{name};dur={seconds * 1000:.1f}" for name, seconds in parts.items()]
        return ", ".join([*times, f"queries;desc={self.statements}"])


current: ContextVar[Meter | None] = ContextVar("current_meter", default=None)


@contextmanager
def spent_on(what: str) -> Iterator[None]:
    """Adds the length of a block to `drawing` or `cache` of the present request, if there is one."""
    meter = current.get()
    if meter is None:
        yield
        return
    began = time.perf_counter()
    try:
        yield
    finally:
        setattr(meter, what, getattr(meter, what) + time.perf_counter() - began)
