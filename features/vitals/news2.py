"""NEWS2, the early warning score of the Royal College of Physicians (2017): scores, risk, and when to look again.

Free to use with acknowledgement: Royal College of Physicians. National Early Warning Score (NEWS) 2. London, 2017.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum

from features.foundation.clinical.units import shown
from features.vitals.rules import AIR, SIGNS, Acvpu

SCORED_FROM = 192
"""Months: from 16 years on."""


class NotScored(StrEnum):
    """Why somebody has no score; it is shown in its place."""

    UNDER_16 = "NEWS2 is for age 16 and over"
    AGE_UNKNOWN = "NEWS2 needs the age, which is not known"
    PREGNANT = "NEWS2 is not for pregnancy"


@dataclass(frozen=True, slots=True)
class Band:
    """From the lowest to the highest value as it is shown, both included; None where there is no end."""

    lowest: Decimal | None
    highest: Decimal | None
    score: int

    def holds(self, seen: Decimal) -> bool:
        above = self.lowest is None or seen >= self.lowest
        return above and (self.highest is None or seen <= self.highest)


def _bands(text: str) -> tuple[Band, ...]:
    """`..8=3 9..11=1 12..=0`: each value from `..` to with its score."""
    found = []
    for part in text.split():
        ends, score = part.split("=")
        lowest, highest = (Decimal(end) if end else None for end in ends.split(".."))
        found.append(Band(lowest, highest, int(score)))
    return tuple(found)


BANDS = {
    "respiratory_rate": _bands("..8=3 9..11=1 12..20=0 21..24=2 25..=3"),
    "systolic": _bands("..90=3 91..100=2 101..110=1 111..219=0 220..=3"),
    "pulse": _bands("..40=3 41..50=1 51..90=0 91..110=1 111..130=2 131..=3"),
    "temperature": _bands("..35.0=3 35.1..36.0=1 36.1..38.0=0 38.1..39.0=1 39.1..=2"),
}
SPO2_SCALE_1 = _bands("..91=3 92..93=2 94..95=1 96..=0")
SPO2_SCALE_2_ON_AIR = _bands("..83=3 84..85=2 86..87=1 88..=0")
SPO2_SCALE_2_ON_OXYGEN = _bands("..83=3 84..85=2 86..87=1 88..92=0 93..94=1 95..96=2 97..=3")
ON_OXYGEN = 2
NOT_ALERT = 3


@dataclass(frozen=True, slots=True)
class Scale2:
    """Somebody's decision that the saturation is scored on scale 2 (target 88-92 %); never a default.

    Raises ValueError for a decision of nobody.
    """

    decided_by: str
    decided_on: date

    def __post_init__(self) -> None:
        if not self.decided_by.strip():
            raise ValueError("scale 2 is somebody's decision")


@dataclass(frozen=True, slots=True)
class Observed:
    """What was recorded at one time, in the units of the signs; None is not recorded, zero is a value."""

    respiratory_rate: Decimal | None = None
    spo2: Decimal | None = None
    on_oxygen: bool | None = None
    systolic: Decimal | None = None
    pulse: Decimal | None = None
    consciousness: Acvpu | None = None
    temperature: Decimal | None = None


class Risk(StrEnum):
    LOW = "low"
    LOW_MEDIUM = "low-medium"
    MEDIUM = "medium"
    HIGH = "high"


class Trigger(StrEnum):
    """What a score calls for at once."""

    URGENT = "urgent review"
    EMERGENCY = "emergency"


class Level(StrEnum):
    """The rows of the table of responses."""

    ZERO = "0"
    ONE_TO_FOUR = "1-4"
    SINGLE_THREE = "single 3"
    FIVE_OR_SIX = "5-6"
    SEVEN_OR_MORE = "7 and more"


RISKS = {
    Level.ZERO: Risk.LOW,
    Level.ONE_TO_FOUR: Risk.LOW,
    Level.SINGLE_THREE: Risk.LOW_MEDIUM,
    Level.FIVE_OR_SIX: Risk.MEDIUM,
    Level.SEVEN_OR_MORE: Risk.HIGH,
}
TRIGGERS = {
    Level.SINGLE_THREE: Trigger.URGENT,
    Level.FIVE_OR_SIX: Trigger.URGENT,
    Level.SEVEN_OR_MORE: Trigger.EMERGENCY,
}


@dataclass(frozen=True, slots=True)
class Interval:
    """How long after a set the next one is due, and overdue."""

    due: timedelta
    overdue: timedelta
    is_continuous: bool = False
    """Monitored all the time; then a set is recorded at least so often."""


def _every(**units: int) -> Interval:
    return Interval(timedelta(**units), timedelta(**units))


INTERVALS: Mapping[Level, Interval] = {
    Level.ZERO: _every(hours=12),
    Level.ONE_TO_FOUR: Interval(timedelta(hours=4), timedelta(hours=6)),
    Level.SINGLE_THREE: _every(hours=1),
    Level.FIVE_OR_SIX: _every(hours=1),
    Level.SEVEN_OR_MORE: Interval(timedelta(minutes=30), timedelta(minutes=30), is_continuous=True),
}
"""The defaults; a facility passes its own."""


@dataclass(frozen=True, slots=True)
class Score:
    """The score of each parameter, None where it cannot be told; `recorded` is how many of them were recorded."""

    parts: Mapping[str, int | None]
    recorded: int

    @property
    def at_least(self) -> int:
        """The sum of what was scored."""
        return sum(part for part in self.parts.values() if part is not None)

    @property
    def total(self) -> int | None:
        """None where a parameter is missing: missing is neither zero nor normal."""
        return None if None in self.parts.values() else self.at_least

    @property
    def level(self) -> Level | None:
        """The row of responses. Of an incomplete set the one that what was recorded already calls for, at least; None
        where it calls for nothing yet, which is not the same as low.
        """
        certain = level_of(self.at_least, has_three=3 in self.parts.values())
        return certain if self.total is not None or certain in TRIGGERS else None

    @property
    def risk(self) -> Risk | None:
        return RISKS[self.level] if self.level else None

    @property
    def trigger(self) -> Trigger | None:
        return TRIGGERS.get(self.level) if self.level else None

    @property
    def words(self) -> str:
        """The total, or `6 of 7 recorded, at least 4`."""
        if self.total is not None:
            return str(self.total)
        return f"{self.recorded} of {len(self.parts)} recorded, at least {self.at_least}"


def level_of(total: int, *, has_three: bool) -> Level:
    """The row of responses of a total; `has_three`: a single parameter scores 3."""
    if total >= 7:
        return Level.SEVEN_OR_MORE
    if total >= 5:
        return Level.FIVE_OR_SIX
    if has_three:
        return Level.SINGLE_THREE
    return Level.ONE_TO_FOUR if total >= 1 else Level.ZERO


def on_oxygen(device: str) -> bool | None:
    """Whether a set of vital signs was taken on oxygen; None where the device is blank, which is not air."""
    return device != AIR if device else None


def news2(
    observed: Observed, *, months: int | None, is_pregnant: bool, scale_2: Scale2 | None = None
) -> Score | NotScored:
    """The score of a patient of so many completed months, of the values as they are shown; or why there is none."""
    if months is None:
        return NotScored.AGE_UNKNOWN
    if months < SCORED_FROM:
        return NotScored.UNDER_16
    if is_pregnant:
        return NotScored.PREGNANT
    parts = {
        "respiratory_rate": _measured("respiratory_rate", observed.respiratory_rate),
        "spo2": _saturation(observed, scale_2),
        "on_oxygen": None if observed.on_oxygen is None else ON_OXYGEN * observed.on_oxygen,
        "systolic": _measured("systolic", observed.systolic),
        "pulse": _measured("pulse", observed.pulse),
        "consciousness": _consciousness(observed.consciousness),
        "temperature": _measured("temperature", observed.temperature),
    }
    return Score(parts, sum(getattr(observed, name) is not None for name in parts))


def next_set(
    taken_at: datetime, level: Level, intervals: Mapping[Level, Interval] = INTERVALS
) -> tuple[datetime, datetime]:
    """When the next set is due and when it is overdue. `intervals` are the facility's."""
    interval = intervals[level]
    return taken_at + interval.due, taken_at + interval.overdue


def _measured(name: str, value: Decimal | None) -> int | None:
    return None if value is None else _score(BANDS[name], shown(value, SIGNS[name].places))


def _saturation(observed: Observed, scale_2: Scale2 | None) -> int | None:
    """From 93 % on scale 2 asks whether it was on air; where nobody says, it is recorded but has no score."""
    if observed.spo2 is None:
        return None
    seen = shown(observed.spo2, SIGNS["spo2"].places)
    if scale_2 is None:
        return _score(SPO2_SCALE_1, seen)
    if observed.on_oxygen:
        return _score(SPO2_SCALE_2_ON_OXYGEN, seen)
    on_air = _score(SPO2_SCALE_2_ON_AIR, seen)
    is_alike = on_air == _score(SPO2_SCALE_2_ON_OXYGEN, seen)
    return on_air if observed.on_oxygen is False or is_alike else None


def _consciousness(state: Acvpu | None) -> int | None:
    if state is None:
        return None
    return 0 if state == Acvpu.ALERT else NOT_ALERT


def _score(bands: tuple[Band, ...], seen: Decimal) -> int:
    return next(band.score for band in bands if band.holds(seen))
