"""How dates and ages are written, in one place: `14 Mar 2026`, `Mar 1958`, `67 y`."""

from datetime import date, datetime
from functools import lru_cache

from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, pgettext

from features.foundation.clinical.ages import Precision, age

PATTERNS = {Precision.DAY: "j M Y", Precision.MONTH: "M Y", Precision.YEAR: "Y"}
UNKNOWN = "–"


def day(value: date | None, precision: str = Precision.DAY) -> str:
    """A date as far as it is known; a dash where it is not."""
    if value is None or precision == Precision.UNKNOWN:
        return UNKNOWN
    return _day(value, precision, get_language())


@lru_cache(maxsize=50_000)
def _day(value: date, precision: str, language: str | None) -> str:
    return date_format(value, PATTERNS[Precision(precision)])


def listed_name(family_name: str, given_names: str) -> str:
    """A name as lists and banners write it: family name first."""
    return f"{family_name}, {given_names}" if given_names else family_name


def moment(value: datetime) -> str:
    """A date and a time of the day, in the zone that is active."""
    return date_format(value, "j M Y, H:i")


def age_in_words(born: date | None, on: date, precision: str = Precision.DAY) -> SafeString:
    """The age, its units quieter than its numbers: `67 y`, `3 y 2 mo`, `5 w 3 d`; a dash when it cannot be known."""
    return _age(born, on, precision, get_language())


@lru_cache(maxsize=50_000)
def _age(born: date | None, on: date, precision: str, language: str | None) -> SafeString:
    known = None if born is None else age(born, on, Precision(precision))
    if known is None:
        return format_html('<span class="quiet">{}</span>', UNKNOWN)
    parts = [(known.amount, known.unit), (known.more, known.more_unit)]
    return format_html_join(
        " ",
        '{}<span class="unit"> {}</span>',
        ((number, _unit(unit)) for number, unit in parts[: 1 + bool(known.more)]),
    )


def _unit(unit: str) -> str:
    names = {
        "y": pgettext("age unit", "y"),
        "mo": pgettext("age unit", "mo"),
        "w": pgettext("age unit", "w"),
        "d": pgettext("age unit", "d"),
    }
    return names[unit]
