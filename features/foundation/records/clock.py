"""The one clock. Everything that asks for the time asks here, so that a test can stop it and move it."""

from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings

_stopped_at: datetime | None = None


def now() -> datetime:
    """The time in UTC: the stopped one, else CHARTSIDE_NOW (local and testing only), else the machine's."""
    if _stopped_at is not None:
        return _stopped_at
    if settings.CLOCK_FROZEN_AT:
        return datetime.fromisoformat(settings.CLOCK_FROZEN_AT).astimezone(UTC)
    return datetime.now(UTC)


def today(zone: str) -> date:
    """The date on the wall calendar of a facility in `zone` (an IANA name)."""
    return now().astimezone(ZoneInfo(zone)).date()


def move_by(difference: timedelta) -> None:
    """Stops the clock at its present time plus `difference`; for journeys and tests."""
    stop_at(now() + difference)


def stop_at(moment: datetime | None) -> None:
    """Stops the clock at `moment` (aware); None lets it follow the settings again."""
    global _stopped_at
    _stopped_at = moment


@contextmanager
def stopped_at(moment: datetime):
    """Stops the clock for the length of a block."""
    before = _stopped_at
    stop_at(moment)
    try:
        yield
    finally:
        stop_at(before)
