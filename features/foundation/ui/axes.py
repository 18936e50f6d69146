"""The two axes of a chart: rounded numbers from low to high, and rounded dates from early to late."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from itertools import takewhile

from django.utils import timezone
from django.utils.formats import date_format

from features.foundation.ui.formats import here

MOST_TICKS = 5


def number_ticks(lowest: float, highest: float) -> list[Decimal]:
    """Rounded numbers (steps of 1, 2 or 5) from at or below `lowest` to at or above `highest`."""
    low, high = Decimal(str(lowest)), Decimal(str(highest))
    step = _step((high - low) / MOST_TICKS)
    first = (low / step).to_integral_value(ROUND_FLOOR)
    last = (high / step).to_integral_value(ROUND_CEILING)
    return [number * step for number in range(int(first), int(last) + 1)]


def _step(least: Decimal) -> Decimal:
    """The smallest of 1, 2 and 5 times a power of ten that is not below `least`."""
    power = Decimal(1).scaleb(least.adjusted())
    return next(factor * power for factor in (1, 2, 5, 10) if factor * power >= least).normalize()


HOURS, DAYS, MONTHS = "hours", "days", "months"
STEPS = (
    *((HOURS, number) for number in (1, 3, 6, 12)),
    *((DAYS, number) for number in (1, 2, 7, 14)),
    *((MONTHS, number) for number in (1, 3, 6, 12, 24, 60, 120, 240)),
)
"""From fine to coarse; the first that gives few enough ticks is taken."""


@dataclass(frozen=True, slots=True)
class TimeAxis:
    """From moments to a share of the width of a picture, in percent; a little air on both sides."""

    first: datetime
    last: datetime
    air: float = 2.0

    @classmethod
    def over(cls, moments: list[datetime], *, air: float = 2.0) -> "TimeAxis":
        """Holds all `moments`; a single one stands in the middle of a day."""
        first, last = min(moments), max(moments)
        if first == last:
            first, last = first - timedelta(hours=12), last + timedelta(hours=12)
        return cls(first, last, air)

    def x(self, at: datetime) -> float:
        share = (at - self.first) / (self.last - self.first)
        return round(self.air + share * (100 - 2 * self.air), 2)

    def ticks(self) -> list[tuple[float, str]]:
        """Where rounded hours, days, months or years lie on the clock of the facility, and how they are written."""
        for unit, number in STEPS:
            found = list(self._moments(unit, number))
            if len(found) <= MOST_TICKS:
                break
        return [(self.x(at), _words(at, unit, number)) for at in found]

    def _moments(self, unit: str, number: int) -> Iterator[datetime]:
        """The rounded moments within, and at most one more than are wanted."""
        within = takewhile(lambda at: at <= self.last, _rounded_after(here(self.first), unit, number))
        for count, at in enumerate(within):
            if count > MOST_TICKS:
                return
            yield at


def _rounded_after(start: datetime, unit: str, number: int) -> Iterator[datetime]:
    """Rounded moments from `start` on, without end. Wall-clock time is counted: a day in March may have 23 hours."""
    zone = timezone.get_current_timezone()
    plain = start.replace(tzinfo=None)
    if unit == MONTHS:
        month = -(-(plain.year * 12 + plain.month - 1) // number) * number
        while month < 9999 * 12:
            at = datetime(month // 12, month % 12 + 1, 1, tzinfo=zone)
            month += number
            if at >= start:
                yield at
        return
    step = timedelta(hours=number) if unit == HOURS else timedelta(days=number)
    beginning = plain.replace(hour=0, minute=0, second=0, microsecond=0)
    at_least = beginning if unit == HOURS else beginning - timedelta(days=(beginning.toordinal() % number))
    while True:
        at = at_least.replace(tzinfo=zone)
        at_least += step
        if at >= start:
            yield at


def _words(at: datetime, unit: str, number: int) -> str:
    if unit == HOURS and at.hour:
        return date_format(at, "H:i")
    if unit == MONTHS:
        return date_format(at, "Y" if number % 12 == 0 else "M Y")
    return date_format(at, "j M")
