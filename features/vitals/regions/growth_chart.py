"""The picture of a growth chart: curves of healthy children over an axis of ages, and the points of one child."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from statistics import NormalDist

from django.utils.safestring import SafeString
from django.utils.translation import pgettext

from features.foundation.ui.formats import here
from features.foundation.ui.trends import Curve, Line, Point, trend
from features.vitals.growth.scores import curve
from features.vitals.growth.tables import DAYS_A_MONTH, MEASURES, Sex

HEIGHT = 440
LEFT, RIGHT = 2, 91
"""Percent of the width: from the first age to the last; at the right stand the names of the curves."""

RANGES = {"0-2": (0, 24), "0-5": (0, 60), "5-10": (60, 120), "5-19": (60, 228)}
"""Months, from the first to the last of a chart."""
RANGES_OF = {
    "weight": ("0-2", "0-5", "5-10"),
    "height": ("0-2", "0-5", "5-19"),
    "bmi": ("0-2", "0-5", "5-19"),
    "head_circumference": ("0-2", "0-5"),
}

DEVIATIONS = {"−3": -3.0, "−2": -2.0, "0": 0.0, "+2": 2.0, "+3": 3.0}
CENTILES = {str(share): NormalDist().inv_cdf(share / 100) for share in (3, 15, 50, 85, 97)}
LYING_UNTIL = 730
"""Days: at the next the curves of length become those of height, 0.7 cm lower."""
STEPS = 80


@dataclass(frozen=True, slots=True)
class AgeAxis:
    """From ages in days, or moments of somebody born on a day, to percent of the width."""

    born: date | None
    first: int
    last: int

    @classmethod
    def over(cls, born: date | None, months: tuple[int, int]) -> "AgeAxis":
        first, last = (round(month * DAYS_A_MONTH) for month in months)
        return cls(born, first, last)

    def age(self, at: datetime) -> int:
        if self.born is None:
            raise ValueError("nobody's age is known without a birth date")
        return (here(at).date() - self.born).days

    def holds(self, at: datetime) -> bool:
        return self.first <= self.age(at) <= self.last

    def x(self, at: datetime) -> float:
        return self.of(self.age(at))

    def of(self, days: float) -> float:
        share = (days - self.first) / (self.last - self.first)
        return round(LEFT + share * (RIGHT - LEFT), 2)

    def ticks(self) -> list[tuple[float, str]]:
        """Every half year of the first two, every year of the first five, then every second year."""
        months = (self.last - self.first) / DAYS_A_MONTH
        step = 6 if months < 30 else 12 if months < 70 else 24
        start = -(-round(self.first / DAYS_A_MONTH) // step) * step
        ages = range(start, round(self.last / DAYS_A_MONTH) + 1, step)
        return [(self.of(age * DAYS_A_MONTH), _age_words(age)) for age in ages]


def _age_words(months: int) -> str:
    if months == 0:
        return "0"
    if months % 12:
        return f"{months} {pgettext('age unit', 'mo')}"
    return f"{months // 12} {pgettext('age unit', 'y')}"


def picture(
    measure: str,
    sex: Sex | None,
    axis: AgeAxis,
    points: Sequence[Point],
    *,
    name: str,
    in_centiles: bool,
) -> SafeString | str:
    """The points of a child over the curves of its sex; without a sex there are no curves."""
    curves = _curves(measure, sex, axis, CENTILES if in_centiles else DEVIATIONS) if sex else []
    return trend([Line(name, points)], name=name, axis=axis, curves=curves, height=HEIGHT)


def _curves(measure: str, sex: Sex, axis: AgeAxis, scores: dict[str, float]) -> list[Curve]:
    found = []
    for words, z in scores.items():
        values = curve(MEASURES[measure], sex, z, _ages(axis))
        found.append(Curve(words, [(axis.of(age), value) for age, value in values], is_middle=abs(z) < 0.1))
    return found


def _ages(axis: AgeAxis) -> list[int]:
    """Days along the axis, with the two between which the curves step down from length to height."""
    step = max((axis.last - axis.first) // STEPS, 1)
    ages = {*range(axis.first, axis.last, step), axis.last}
    if axis.first < LYING_UNTIL < axis.last:
        ages |= {LYING_UNTIL, LYING_UNTIL + 1}
    return sorted(ages)
