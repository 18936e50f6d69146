"""z-scores and centiles by the LMS method of WHO (Child Growth Standards: Methods and development, chapter 7)."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from math import exp, log
from statistics import NormalDist

from features.foundation.clinical.units import shown
from features.vitals.growth.tables import Lms, Measure, Sex, lms_at

NORMAL = NormalDist()
FURTHEST = 3
"""Standard deviations, beyond which measures of weight are scored by the restricted method."""


class Unscored(StrEnum):
    """Why a value has no z-score."""

    NO_SEX = "no-sex"
    NO_BIRTH_DATE = "no-birth-date"
    NO_TABLE = "no-table"


@dataclass(frozen=True, slots=True)
class Compared:
    """A value beside those of healthy children: its z-score with two decimals, its centile as a share of 100."""

    z: Decimal
    centile: float


def compare(measure: Measure, sex: Sex | None, value: Decimal, days: int | None) -> Compared | Unscored:
    """`value` as it is shown, at an age in days; without sex or exact age there is a reason instead of a score.

    Nothing is corrected for a birth before term.
    """
    if sex is None:
        return Unscored.NO_SEX
    if days is None:
        return Unscored.NO_BIRTH_DATE
    lms = lms_at(measure, sex, days)
    if lms is None or value <= 0:
        return Unscored.NO_TABLE
    z = z_score(lms, float(shown(value, measure.places)), restricted=measure.by_weight)
    return Compared(shown(Decimal(repr(z)), 2), 100 * NORMAL.cdf(z))


def z_score(lms: Lms, value: float, *, restricted: bool) -> float:
    """Standard deviations from the median.

    `restricted`: beyond ±3 SD in steps of the distance between 2 and 3 SD on that side.
    """
    ratio = value / lms.median
    z = log(ratio) / lms.variation if lms.power == 0 else (ratio**lms.power - 1) / (lms.power * lms.variation)
    if not restricted or abs(z) <= FURTHEST:
        return z
    side = 1 if z > 0 else -1
    third, second = value_at(lms, side * FURTHEST), value_at(lms, side * (FURTHEST - 1))
    return side * (FURTHEST + (value - third) / (third - second))


def value_at(lms: Lms, z: float) -> float:
    """The value that lies `z` standard deviations from the median, within ±3."""
    if lms.power == 0:
        return lms.median * exp(lms.variation * z)
    return lms.median * (1 + lms.power * lms.variation * z) ** (1 / lms.power)


def curve(measure: Measure, sex: Sex, z: float, days: list[int]) -> list[tuple[int, float]]:
    """The value at `z` for each of the ages in days that WHO has a table for."""
    rows = ((age, lms_at(measure, sex, age)) for age in days)
    return [(age, value_at(lms, z)) for age, lms in rows if lms is not None]


def z_words(z: Decimal) -> str:
    """With its sign, a true minus: `+1.20`, `0.00`."""
    sign = "+" if z > 0 else "−" if z < 0 else ""
    return f"{sign}{abs(z):f}"


def centile_words(centile: float) -> str:
    """With one decimal; at the ends `<0.1` and `>99.9`, since nobody is below or above all."""
    seen = round(centile, 1)
    if seen < 0.1:
        return "<0.1"
    return ">99.9" if seen > 99.9 else f"{seen:.1f}"
