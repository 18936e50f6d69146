"""Moments as whole minutes since the first day of the calendar, and their text: dates are slow to make by millions."""

from datetime import UTC, date, datetime
from functools import cache
from zoneinfo import ZoneInfo

DAY = 24 * 60
"""Minutes."""
YEAR = 365.25
"""Days."""
_CLOCK = [f" {minute // 60:02d}:{minute % 60:02d}:00+00" for minute in range(DAY)]


def minute_of(moment: datetime) -> int:
    """The whole minutes (UTC) of an aware moment."""
    moment = moment.astimezone(UTC)
    return moment.toordinal() * DAY + moment.hour * 60 + moment.minute


@cache
def day_text(day: int) -> str:
    """An ordinal day as PostgreSQL reads it."""
    return date.fromordinal(day).isoformat()


def moment_text(minute: int) -> str:
    """A moment as PostgreSQL reads it."""
    day, rest = divmod(minute, DAY)
    return day_text(day) + _CLOCK[rest]


def midnight_of(day: date, zone: str) -> int:
    """The minute at which a day begins in a zone."""
    return minute_of(datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(zone)))
