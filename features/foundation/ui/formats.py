"""How dates and ages are written, in one place: `14 Mar 2026`, `Mar 1958`, `67 y`."""

from datetime import date, datetime
from functools import lru_cache
from math import inf

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, get_language_info, gettext, pgettext

from features.foundation.clinical.ages import Age, Precision, age
from features.foundation.records.clock import now

UNKNOWN = "–"


def day(value: date | None, precision: str = Precision.DAY) -> str:
    """A date as far as it is known, `14 Mar 2026`, `Mar 1958` or `1958`; a dash where it is not."""
    if value is None or precision == Precision.UNKNOWN:
        return UNKNOWN
    if precision == Precision.YEAR:
        return str(value.year)
    month = _month(value.month, get_language())
    return f"{month} {value.year}" if precision == Precision.MONTH else f"{value.day} {month} {value.year}"


@lru_cache(maxsize=500)
def _month(number: int, language: str | None) -> str:
    return date_format(date(2000, number, 1), "M")


def listed_name(family_name: str, given_names: str) -> str:
    """A name as lists and banners write it: family name first."""
    return f"{family_name}, {given_names}" if given_names else family_name


def here(value: datetime) -> datetime:
    """A moment on the clock of the facility, whose zone the view has made the active one."""
    return value.astimezone(timezone.get_current_timezone())


def day_of(value: datetime) -> str:
    """The day of a moment on the calendar of the facility."""
    return day(here(value).date())


def moment(value: datetime) -> str:
    """A date and a time of the day on the clock of the facility."""
    local = here(value)
    return f"{day(local.date())}, {local:%H:%M}"


def clock_time(value: datetime) -> str:
    """The time of the day on the clock of the facility."""
    return f"{here(value):%H:%M}"


def when(value: datetime) -> str:
    """The time of the day, with its date unless it is today's."""
    return clock_time(value) if here(value).date() == here(now()).date() else moment(value)


def ago(value: datetime) -> str:
    """The age of a value in its largest whole unit: `25 min`, `3 h`, `12 d`; beyond a year the day it was taken."""
    seconds = (now() - value).total_seconds()
    if seconds < 60:
        return gettext("now")
    return span(seconds) if seconds < AGES[-1][0] else day(here(value).date())


def span(seconds: float) -> str:
    """A length of time in its largest whole unit: `25 min`, `3 h`, `12 d`."""
    size, unit = next((size, unit) for limit, size, unit in [*AGES, (inf, *AGES[-1][1:])] if seconds < limit)
    return f"{int(seconds // size)} {_unit(unit)}"


MINUTE, HOUR, DAY = 60, 3_600, 86_400
AGES = ((HOUR, MINUTE, "min"), (2 * DAY, HOUR, "h"), (366 * DAY, DAY, "d"))
"""Below so many seconds, the size of the unit and the unit."""


def age_in_words(born: date | None, on: date, precision: str = Precision.DAY) -> SafeString:
    """The age, its units quieter than its numbers: `67 y`, `3 y 2 mo`, `5 w 3 d`; a dash when it cannot be known."""
    known = None if born is None else age(born, on, Precision(precision))
    return _age(known, get_language())


@lru_cache(maxsize=2_000)
def _age(known: Age | None, language: str | None) -> SafeString:
    if known is None:
        return format_html('<span class="quiet">{}</span>', UNKNOWN)
    parts = [(known.amount, known.unit), (known.more, known.more_unit)]
    return format_html_join(
        " ",
        '{}<span class="unit"> {}</span>',
        ((number, _unit(unit)) for number, unit in parts[: 1 + bool(known.more)]),
    )


def _unit(unit: str) -> str:
    return _unit_in(unit, get_language())


@lru_cache(maxsize=100)
def _unit_in(unit: str, language: str | None) -> str:
    names = {
        "y": pgettext("age unit", "y"),
        "mo": pgettext("age unit", "mo"),
        "w": pgettext("age unit", "w"),
        "d": pgettext("age unit", "d"),
        "h": pgettext("age unit", "h"),
        "min": pgettext("age unit", "min"),
    }
    return names[unit]


def language_name(tag: str) -> str:
    """A language's name for its tag of BCP 47, the region left out; the tag itself where nobody has named it."""
    try:
        return get_language_info(tag.lower())["name_translated"] if tag else ""
    except KeyError:
        return tag
