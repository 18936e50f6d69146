"""How a typed date is read: as far as it says what it means, and never by a guess.

With a month in words everything is clear; so is a number of four digits in front (2019-03-14, 2019/3). Two numbers
before the year are day and month only where that leaves one reading: 14/3/2019 and 3/14/2019 are the same day, 3/3/2019
too; 3/4/2019 is asked back, in whatever country. Years have four digits.
"""

import re
import unicodedata
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.utils.dates import MONTHS, MONTHS_3, MONTHS_ALT
from django.utils.translation import gettext as _

from features.foundation.clinical.ages import Precision
from features.foundation.ui.formats import day

OLDEST_YEAR, NEWEST_YEAR = 1800, 2200
ENGLISH = "january february march april may june july august september october november december".split()
MONTH_WORD = r"(?P<word>[^\W\d_]{3,20})\.?"
SHAPES = tuple(
    re.compile(shape)
    for shape in (
        r"(?P<year>[0-9]{4})",
        r"(?P<year>[0-9]{4})[-/.](?P<month>[0-9]{1,2})",
        r"(?P<year>[0-9]{4})([-/.])(?P<month>[0-9]{1,2})\2(?P<day>[0-9]{1,2})",
        r"(?P<month>[0-9]{1,2})[-/.](?P<year>[0-9]{4})",
        r"(?P<one>[0-9]{1,2})\s?([-/.])\s?(?P<other>[0-9]{1,2})\s?\2\s?(?P<year>[0-9]{4})",
        rf"{MONTH_WORD},?[\s-]?(?P<year>[0-9]{{4}})",
        rf"(?P<day>[0-9]{{1,2}})\.?[\s-]?{MONTH_WORD},?[\s-]?(?P<year>[0-9]{{4}})",
        rf"{MONTH_WORD}\s?(?P<day>[0-9]{{1,2}}),?\s(?P<year>[0-9]{{4}})",
    )
)
SHORT_YEAR = re.compile(r"[0-9]{1,2}([-/.])[0-9]{1,2}\1[0-9]{2}|.*[^\W\d_][\s.'’-]{1,2}[0-9]{2}")


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date as far as it is known: the first day that it may be, and how much of it was said."""

    on: date
    precision: Precision = Precision.DAY

    @property
    def last(self) -> date:
        """The last day that it may be."""
        if self.precision == Precision.YEAR:
            return self.on.replace(month=12, day=31)
        if self.precision == Precision.MONTH:
            return (self.on.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
        return self.on

    def __str__(self) -> str:
        """As all dates are written, `14 Mar 2019`; what can be typed again."""
        return day(self.on, self.precision)


def read_date(text: str) -> PartialDate:
    """What `text` says. ValidationError with how to write it where it says nothing, or two things."""
    for shape in SHAPES:
        if said := shape.fullmatch(text):
            return _date(**{name: value for name, value in said.groupdict().items() if value})
    if SHORT_YEAR.fullmatch(text):
        raise ValidationError(_("Write the year with four digits, such as 14 Mar 2019."), code="short_year")
    raise ValidationError(_("This is no date. Write it as 14 Mar 2019 or 2019-03-14."), code="unreadable")


def _date(
    *, year: str, month: str = "", day: str = "", word: str = "", one: str = "", other: str = ""
) -> PartialDate:
    if one:
        month, day = _month_and_day(int(one), int(other), int(year))
    of_year, of_month = int(year), _month(word) if word else int(month or 0)
    if not OLDEST_YEAR <= of_year <= NEWEST_YEAR:
        raise ValidationError(
            _("The year %(year)s cannot be. Check its four digits."), code="year", params={"year": year}
        )
    if not month and not word:
        return PartialDate(date(of_year, 1, 1), Precision.YEAR)
    if not 1 <= of_month <= 12:
        raise ValidationError(
            _("There is no month %(month)s. Write it as 14 Mar 2019."), code="month", params={"month": month}
        )
    if not day:
        return PartialDate(date(of_year, of_month, 1), Precision.MONTH)
    if not 1 <= int(day) <= (longest := monthrange(of_year, of_month)[1]):
        month_shown = PartialDate(date(of_year, of_month, 1), Precision.MONTH)
        raise ValidationError(
            _("%(month)s has no day %(day)s: it has %(longest)d days."),
            code="day",
            params={"month": month_shown, "day": day, "longest": longest},
        )
    return PartialDate(date(of_year, of_month, int(day)))


def _month_and_day(one: int, other: int, year: int) -> tuple[str, str]:
    """Month and day of two numbers that can be read in one way only."""
    if one > 12 or one == other:
        return str(other), str(one)
    if other > 12:
        return str(one), str(other)
    if not (one >= 1 and other >= 1 and OLDEST_YEAR <= year <= NEWEST_YEAR):
        raise ValidationError(_("This is no date. Write it as 14 Mar 2019 or 2019-03-14."), code="unreadable")
    raise ValidationError(
        _("This can be %(day_first)s or %(month_first)s. Write it in one of these ways."),
        code="ambiguous",
        params={"day_first": day(date(year, other, one)), "month_first": day(date(year, one, other))},
    )


def _month(word: str) -> int:
    """The number of a month in words, of English or of the language of the page: whole, short, or its beginning."""
    typed = _folded(word)
    for number in range(1, 13):
        names = (ENGLISH[number - 1], MONTHS[number], MONTHS_3[number], MONTHS_ALT[number])
        folded = [_folded(str(name)).rstrip(".") for name in names]
        if typed in folded or (len(typed) >= 3 and folded[0].startswith(typed)) or typed == _shown(number):
            return number
    raise ValidationError(
        _("There is no month %(word)s. Write it as 14 Mar 2019."), code="month", params={"word": word}
    )


def _shown(number: int) -> str:
    """The month as dates are shown, so that what is shown can be typed."""
    return _folded(day(date(2000, number, 1), Precision.MONTH).removesuffix(" 2000")).rstrip(".")


def _folded(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold()
