"""Ages as clinicians write them (NHS rule), from dates that may be partial.

A date of birth is a date: no time zone touches it. Hours and minutes need a birth time and are not shown
here; days are the finest unit of a date.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class Precision(StrEnum):
    """How much of a birth date is known."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Age:
    """A number in its unit, and a smaller second one where the rule asks for it. Units: y, mo, w, d."""

    amount: int
    unit: str
    more: int = 0
    more_unit: str = ""


def completed_months(born: date, on: date) -> int:
    """Whole months from `born` to `on`; a month too short for the day of birth is completed on its morrow."""
    months = (on.year - born.year) * 12 + on.month - born.month
    return months - (on.day < born.day)


def possible_months(born: date | None, on: date, precision: Precision = Precision.DAY) -> range:
    """The completed months that somebody may have lived: one number for a whole date, several for a partial one.

    `born` is the first day of what is known. Empty for an unknown birth date and for a day before the birth.
    """
    if born is None or precision == Precision.UNKNOWN or born > on:
        return range(0)
    last = born
    if precision == Precision.MONTH:
        last = (born.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    elif precision == Precision.YEAR:
        last = date(born.year, 12, 31)
    return range(max(completed_months(last, on), 0), completed_months(born, on) + 1)


def age(born: date, on: date, precision: Precision = Precision.DAY) -> Age | None:
    """The age on a day, or None for an unknown or future birth date.

    Under 4 weeks days; under 1 year weeks and days; under 2 years months and days; under 18 years years and
    months; then years. With only the month or the year of birth known, no finer unit than that is given.
    """
    if precision == Precision.UNKNOWN or born > on:
        return None
    if precision == Precision.YEAR:
        return Age(on.year - born.year, "y")
    months = completed_months(born, on)
    if months >= 18 * 12:
        return Age(months // 12, "y")
    if months >= 24:
        return Age(months // 12, "y", months % 12, "mo")
    if precision == Precision.MONTH:
        return Age(months, "mo")
    if months >= 12:
        return Age(months, "mo", _days_since_month(born, on), "d")
    days = (on - born).days
    if days >= 28:
        return Age(days // 7, "w", days % 7, "d")
    return Age(days, "d")


def _days_since_month(born: date, on: date) -> int:
    """Days since the last completed month; one too short for the day of birth was completed on its morrow."""
    if on.day >= born.day:
        return on.day - born.day
    last_of_previous = (date(on.year, on.month, 1) - timedelta(days=1)).day
    return on.day - 1 if born.day > last_of_previous else last_of_previous - born.day + on.day
