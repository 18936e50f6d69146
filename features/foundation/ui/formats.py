"""How dates and ages are written, in one place: `14 Mar 2026`, `Mar 1958`, `67 y`."""

from datetime import date, datetime
from functools import lru_cache

from django.utils.formats import date_format
from django.utils.translation import get_language, pgettext

from features.foundation.clinical.ages import Age, Precision, age

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


def moment(value: datetime) -> str:
    """A date and a time of the day, in the zone that is active."""
    return date_format(value, "j M Y, H:i")


def unit_names() -> dict[str, str]:
    """The short words of age units."""
    return {
        "y": pgettext("age unit", "y"),
        "mo": pgettext("age unit", "mo"),
        "w": pgettext("age unit", "w"),
        "d": pgettext("age unit", "d"),
    }


def age_parts(born: date | None, on: date, precision: str = Precision.DAY) -> list[tuple[int, str]]:
    """Numbers with their units, such as `[(3, "y"), (2, "mo")]`; empty when the age cannot be known."""
    known = None if born is None else _age(born, on, precision)
    if known is None:
        return []
    names = unit_names()
    parts = [(known.amount, names[known.unit])]
    if known.more:
        parts.append((known.more, names[known.more_unit]))
    return parts


@lru_cache(maxsize=50_000)
def _age(born: date, on: date, precision: str) -> Age | None:
    return age(born, on, Precision(precision))


def age_in_words(born: date | None, on: date, precision: str = Precision.DAY) -> str:
    """The age in one string: `67 y`, `3 y 2 mo`, `5 w 3 d`; a dash when it cannot be known."""
    parts = age_parts(born, on, precision)
    return " ".join(f"{number} {unit}" for number, unit in parts) or UNKNOWN
