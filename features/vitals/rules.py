"""Vital signs: their codes, units and limits, one row a sign, and how a value is judged against them.

Limits are the defaults of the clinic; normal and critical ones are for adults and "facility must approve".
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

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


AIR = "air"


@dataclass(frozen=True, slots=True)
class Sign:
    """A sign: LOINC codes (the first is the one we write), UCUM unit, limits in that unit, decimals shown.

    `hard`: outside it a value is refused; `soft`: outside it somebody confirms. Both are inclusive.
    """

    codes: tuple[str, ...]
    unit: str
    hard: tuple[Decimal, Decimal]
    soft: tuple[Decimal, Decimal] | None = None
    normal: tuple[Decimal | None, Decimal | None] = (None, None)
    critical: tuple[Decimal | None, Decimal | None] = (None, None)
    places: int = 0
    whole: bool = False


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
