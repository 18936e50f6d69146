"""Where the work of a request is done: the facility of whoever asks, as its time zone is the zone of that request."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from features.foundation.access.models import Facility

_HERE: ContextVar[Facility | None] = ContextVar("facility_here", default=None)


def facility_here() -> Facility | None:
    """The facility whose standards hold for what is read now; None outside a request, and for who works nowhere."""
    return _HERE.get()


@contextmanager
def working_at(facility: Facility) -> Iterator[None]:
    """Does what stands inside at a facility."""
    before = _HERE.set(facility)
    try:
        yield
    finally:
        _HERE.reset(before)
