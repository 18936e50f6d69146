"""Vital signs: their codes, units and limits, one row a sign, and how a value is judged against them.

Limits are the defaults of the clinic; normal and critical ones are for adults and "facility must approve": a facility
puts its own in their place (`vitals/standards.py`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum

from features.foundation.clinical.interpretation import NO_LIMITS, Interpretation, Limits, interpret
from features.foundation.clinical.units import shown

BLOOD_PRESSURE_PANELS = ("85354-9", "55284-4")
"""LOINC codes of the panel of both pressures; the first is the one we write."""
BMI_CODE = "39156-5"


class Acvpu(StrEnum):
    """Consciousness (LOINC 67775-7)."""

    ALERT = "A"
    CONFUSED = "C"
    VOICE = "V"
    PAIN = "P"
    UNRESPONSIVE = "U"


class SetStatus(StrEnum):
    FINAL = "final"
    CORRECTED = "corrected"
    ENTERED_IN_ERROR = "entered-in-error"


class NotMeasured(StrEnum):
    """Why a sign could not be measured; other words are kept as they were typed."""

    REFUSED = "refused"
    NOT_TOLERATED = "not-tolerated"
    NO_EQUIPMENT = "no-equipment"
    NO_SIGNAL = "no-signal"
    NOT_INDICATED = "not-indicated"


class ClockSource(StrEnum):
    """What the next set follows from; the sooner of the two counts."""

    NEWS2 = "news2"
    ORDERED = "ordered"


class EscalationKind(StrEnum):
    """What a score calls for at once, by the triggers of the Royal College of Physicians."""

    URGENT = "urgent"
    EMERGENCY = "emergency"


UNDO_WITHIN = timedelta(minutes=5)
"""So long its author takes a set back with one press; afterwards it is corrected, with a reason."""


def may_be_undone(written_at: datetime, now: datetime) -> bool:
    """Whether a set that was written at a time is still fresh enough to be taken back by its author."""
    return now - written_at <= UNDO_WITHIN


AIR = "air"

UNREVIEWED = "unreviewed: facility must approve"
"""The source of every limit of a child: no published paediatric source was read for any of them."""
DEFAULT = "default: facility must approve"
"""The source of adults' limits, until the facility sets its own."""


@dataclass(frozen=True, slots=True)
class Sign:
    """A sign: LOINC codes (the first is the one we write), UCUM unit, limits in that unit, decimals shown.

    `hard`: outside it a value is refused; `soft`: outside it somebody confirms. Both are inclusive. `source` says who
    vouches for what is normal and what is critical.
    """

    codes: tuple[str, ...]
    unit: str
    hard: tuple[Decimal, Decimal]
    soft: tuple[Decimal, Decimal] | None = None
    normal: tuple[Decimal | None, Decimal | None] = (None, None)
    critical: tuple[Decimal | None, Decimal | None] = (None, None)
    places: int = 0
    whole: bool = False
    source: str = DEFAULT


def _sign(
    codes: str, unit: str, hard: str, soft: str = "", normal: str = "", critical: str = "", **kwargs
) -> Sign:
    return Sign(
        tuple(codes.split()),
        unit,
        _pair(hard),
        _pair(soft) if soft else None,
        _open(normal),
        _open(critical),
        **kwargs,
    )


def _pair(text: str) -> tuple[Decimal, Decimal]:
    low, high = text.split()
    return Decimal(low), Decimal(high)


def _open(text: str) -> tuple[Decimal | None, Decimal | None]:
    """Two limits; a dash where there is none."""
    low, high = (None if part == "-" else Decimal(part) for part in (text or "- -").split())
    return low, high


SIGNS = {
    "systolic": _sign("8480-6", "mm[Hg]", "20 350", "60 250", "90 139", "80 180"),
    "diastolic": _sign("8462-4", "mm[Hg]", "0 250", "30 150", "50 89", "40 120"),
    "pulse": _sign("8867-4", "/min", "0 350", "30 220", "60 100", "40 131"),
    "temperature": _sign("8310-5 8331-1", "Cel", "10 48", "33 41.5", "36.1 37.9", "35.0 41.0", places=1),
    "spo2": _sign("59408-5 2708-6", "%", "0 100", "70 100", "95 100", "91 -", whole=True),
    "respiratory_rate": _sign("9279-1", "/min", "0 120", "6 60", "12 20", "8 25"),
    "weight": _sign("29463-7", "kg", "0.2 650", places=1),
    "height": _sign("8302-2", "cm", "20 280"),
    "head_circumference": _sign("9843-4", "cm", "10 80", places=1),
    "muac": _sign("56072-2", "cm", "4 60", places=1),
    "pain": _sign("72514-3", "{score}", "0 10", whole=True),
    "oxygen_flow": _sign("3151-8", "L/min", "0 70", "0 15", places=1),
    "fio2": _sign("3150-0", "%", "21 100"),
}
"""By the name of the column that holds the value."""

SIGN_OF_CODE = {code: name for name, sign in SIGNS.items() for code in sign.codes}
CONSCIOUSNESS_CODE = "67775-7"

ADULT_FROM = 216
"""Months: from 18 years on the limits of the table hold."""

EVERY_AGE = ("temperature", "spo2")
"""Children have the numbers of adults here, unreviewed: a child with a saturation of 80 % must not show nothing."""


@dataclass(frozen=True, slots=True)
class Band:
    """Normal values of children from an age in months up to the next band's."""

    from_months: int
    pulse: tuple[int, int]
    respiratory_rate: tuple[int, int]


BANDS = tuple(
    Band(from_months, pulse, breaths)
    for from_months, pulse, breaths in (
        (0, (113, 171), (25, 60)),
        (3, (108, 167), (28, 52)),
        (6, (104, 160), (26, 49)),
        (9, (101, 160), (24, 46)),
        (12, (97, 157), (23, 43)),
        (18, (92, 154), (21, 40)),
        (24, (87, 150), (20, 37)),
        (36, (82, 146), (19, 35)),
        (48, (77, 142), (18, 33)),
        (72, (71, 137), (17, 31)),
        (96, (66, 129), (16, 28)),
        (144, (61, 121), (15, 25)),
        (180, (57, 115), (14, 23)),
    )
)
SYSTOLIC_AT_LEAST = (
    (0, 59), (3, 69), (12, 72), (24, 74), (36, 76), (48, 78), (72, 82), (96, 86), (144, 90),
)  # fmt: skip
"""From an age in months, the lowest normal systolic pressure."""


def band_of(months: int) -> Band:
    """The band of a child of so many completed months; bands are half-open, `[from, to)`."""
    return max((band for band in BANDS if band.from_months <= months), key=lambda band: band.from_months)


def limits_for(sign: str, months: int, adults: Mapping[str, Sign] = SIGNS) -> Limits:
    """Normal and critical limits of a sign at an age in completed months; their source says who vouches for them.

    Adults' limits start at 18 years; `adults` are the facility's. Whatever a child has is UNREVIEWED, so that a
    screen can say so: temperature and oxygen saturation the numbers of the table, critical ones included; pulse and
    respiratory rate those of their band; the systolic pressure the lowest normal one, which leaves high pressures not
    judged. No other sign of a child has limits. Weight, height, pain and the like have none at any age.
    """
    row = (adults if months >= ADULT_FROM else SIGNS)[sign]
    if row.normal == (None, None):
        return NO_LIMITS
    if months >= ADULT_FROM:
        return Limits(*row.normal, *row.critical, source=row.source)
    if sign in EVERY_AGE:
        return Limits(*row.normal, *row.critical, source=UNREVIEWED)
    if sign == "systolic":
        least = max(least for start, least in SYSTOLIC_AT_LEAST if start <= months)
        return Limits(low=Decimal(least), source=UNREVIEWED)
    if sign in ("pulse", "respiratory_rate"):
        low, high = getattr(band_of(months), sign)
        return Limits(Decimal(low), Decimal(high), source=UNREVIEWED)
    return NO_LIMITS


def judged(sign: str, value: Decimal, months: int, limits: Limits | None = None) -> Interpretation | None:
    """What is shown is judged: 96.9 °F is 36.056 °C, shown and judged as 36.1.

    By the facility's `limits`, else by those of the age in completed months. None is "not judged", which is not the
    same as normal: the value breaks no limit, but what is normal is not known on both sides.
    """
    limits = limits_for(sign, months) if limits is None else limits
    return interpret(shown(value, SIGNS[sign].places), limits)


def bmi(weight: Decimal, height: Decimal) -> Decimal:
    """Body mass index in kg/m² with one decimal, from kg and cm. Computed, never typed."""
    return shown(weight / (height / 100) ** 2, 1)


type Classes = tuple[tuple[Decimal | None, str], ...]
"""Below each limit its class, ascending; the last has no limit."""

BMI_CLASSES_FROM = 228
"""Months: from 19 years on; before, BMI is judged for age."""
BMI_CLASSES: Classes = (
    (Decimal("16"), "severe thinness"),
    (Decimal("17"), "moderate thinness"),
    (Decimal("18.5"), "mild thinness"),
    (Decimal("25"), "normal"),
    (Decimal("30"), "overweight"),
    (Decimal("35"), "obesity I"),
    (Decimal("40"), "obesity II"),
    (None, "obesity III"),
)
"""WHO, of adults."""

MUAC_MONTHS = range(6, 60)
MUAC_CLASSES: Classes = (
    (Decimal("11.5"), "severe acute malnutrition"),
    (Decimal("12.5"), "moderate acute malnutrition"),
    (None, "adequate"),
)
"""WHO and UNICEF 2009, of children of 6 to 59 months, in cm."""


CHILD_SIGNS = {"head_circumference": range(60), "muac": MUAC_MONTHS}
"""Signs that only children of so many completed months are asked for."""


def _class_of(seen: Decimal, classes: Classes) -> str:
    return next(name for limit, name in classes if limit is None or seen < limit)


def bmi_class(index: Decimal, months: int, classes: Classes = BMI_CLASSES) -> str:
    """The class of an adult's BMI as it is shown: 24.95 is shown as 25.0, which is overweight.

    Nothing under 19 years in completed months. `classes` are the facility's.
    """
    return _class_of(shown(index, 1), classes) if months >= BMI_CLASSES_FROM else ""


def muac_class(circumference: Decimal, months: int, classes: Classes = MUAC_CLASSES) -> str:
    """The class of a child's upper arm, in cm, as it is shown: 11.46 is shown as 11.5, which is moderate.

    Nothing outside 6 to 59 completed months. `classes` are the facility's.
    """
    return _class_of(shown(circumference, SIGNS["muac"].places), classes) if months in MUAC_MONTHS else ""
