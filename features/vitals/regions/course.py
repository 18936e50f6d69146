"""What trends are drawn and told of: the sets of a patient in a period, their lines, limits and rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext

from features.foundation.clinical.interpretation import NO_LIMITS, Limits, range_words
from features.foundation.clinical.units import shown as rounded
from features.foundation.records.clock import now
from features.foundation.ui.severity import severity_of
from features.foundation.ui.trends import Line, Point, spoken
from features.foundation.ui.units import unit_words
from features.patients.models import Patient
from features.patients.regions import Asked
from features.vitals.models import BODY_MEASURED, BODY_MEASURES, VitalSigns
from features.vitals.regions import latest as signs
from features.vitals.regions.flowsheet import FIELDS, ROWS, Cell, provider_words
from features.vitals.rules import SIGNS, SetStatus, bmi

SHOWN = 100
"""Values that are shown without a period."""
MOST_SETS = 500
"""Sets that are looked through, and values that a period shows at most."""

PERIODS = {
    "24h": timedelta(hours=24),
    "week": timedelta(days=7),
    "month": timedelta(days=31),
    "year": timedelta(days=366),
}
BODY = (*BODY_MEASURES, "bmi")
"""Found by an index of their own, however rarely they were measured."""

PRESSURES = ("systolic", "diastolic")
NO_LIMITS_KNOWN = ("bmi",)


@dataclass(frozen=True, slots=True)
class TrendRow:
    """A line of the table behind a chart: a set, and what it holds of each sign of the page."""

    taken_at: datetime
    cells: Sequence[Cell]
    by: str
    is_corrected: bool
    is_wrong: bool
    reason: str

    @property
    def cell(self) -> Cell:
        return self.cells[0]


def period_words(period: str) -> str:
    return {
        "": gettext("Last 100 values"),
        "24h": gettext("24 hours"),
        "week": gettext("Week"),
        "month": gettext("Month"),
        "year": gettext("Year"),
    }[period]


def period_of(asked: Asked) -> str:
    period = asked.query.get("period", "")
    return period if period in PERIODS else ""


def periods(asked: Asked, present: str) -> list[tuple[str, str, bool]]:
    """The words and the address of each period, and whether it is the present one."""
    return [(period_words(name), asked.url(period=name), name == present) for name in ("", *PERIODS)]


def sets_of(patient: Patient, *, of_body: bool, period: str = "") -> list[dict[str, Any]]:
    """The sets that may hold a sign, newest first, so many at most, whatever the chart holds; each with whose it is."""
    sets = VitalSigns.objects.filter(patient=patient)
    if of_body:
        sets = sets.filter(BODY_MEASURED)
    if period:
        sets = sets.filter(taken_at__gt=now() - PERIODS[period])
    rows = sets.order_by("-taken_at", "-id").values(*FIELDS)[:MOST_SETS]
    return [{**row, "whose": patient} for row in rows]


def is_valid(one: dict[str, Any]) -> bool:
    return one["status"] != SetStatus.ENTERED_IN_ERROR


def cells_of(patient: Patient, shown: Sequence[str], one: dict[str, Any]) -> list[Cell]:
    months = signs.months_at(patient, one["taken_at"])
    return [ROWS[sign][1](one, months) for sign in shown]


def row_of(patient: Patient, shown: Sequence[str], one: dict[str, Any]) -> TrendRow:
    return TrendRow(
        one["taken_at"],
        cells_of(patient, shown, one),
        provider_words(one),
        one["status"] == SetStatus.CORRECTED,
        not is_valid(one),
        one["error_reason"],
    )


def line_of(patient: Patient, sign: str, sets: Sequence[dict[str, Any]]) -> Line:
    """The valid values of a sign in `sets`, which are the newest first, with the limits for the age at the last one.

    A blood pressure is a range from its diastolic to its systolic value.
    """
    held = [one for one in reversed(sets) if is_valid(one) and ROWS[sign][1](one, None).value]
    months = signs.months_at(patient, held[-1]["taken_at"]) if held else None
    if sign == "blood_pressure":
        upper, lower = (signs.limits_at(part, months) for part in PRESSURES)
        points = [_range(patient, one) for one in held]
        return Line(signs.sign_words(sign), points, upper, lower, is_joined=False)
    limits = NO_LIMITS if sign in NO_LIMITS_KNOWN else signs.limits_at(sign, months)
    return Line(signs.sign_words(sign), [_point(patient, sign, one) for one in held], limits)


def value_of(sign: str, one: dict[str, Any]) -> Decimal:
    """The number of a set that holds the sign, as it is shown."""
    if sign == "bmi":
        return bmi(one["weight"], one["height"])
    return rounded(one[sign], SIGNS[sign].places)


def _point(patient: Patient, sign: str, one: dict[str, Any]) -> Point:
    value = value_of(sign, one)
    (cell,) = cells_of(patient, [sign], one)
    return Point(
        at=one["taken_at"],
        value=value,
        words=f"{value:f} {unit_words(ROWS[sign][0])}".strip(),
        flag=cell.flag,
        by=provider_words(one),
        note=", ".join(part for part in (cell.note, _corrected(one)) if part),
    )


def _range(patient: Patient, one: dict[str, Any]) -> Point:
    """Both pressures, or the one that was taken; which of them is out of its limits is said by name."""
    months = signs.months_at(patient, one["taken_at"])
    taken = [(part, rounded(one[part])) for part in PRESSURES if one[part] is not None]
    flags = {part: signs.judged_at(part, value, months) for part, value in taken}
    abnormal = [
        f"{signs.sign_words(part)} {spoken(flag)}" for part, flag in flags.items() if severity_of(flag)
    ]
    judged = ", ".join(abnormal) or (spoken("N") if set(flags.values()) == {"N"} else "")
    pressures = signs.pressure_words(one["systolic"], one["diastolic"])
    return Point(
        at=one["taken_at"],
        value=taken[0][1],
        words=f"{pressures} {unit_words(SIGNS['systolic'].unit)}",
        by=provider_words(one),
        note=", ".join(part for part in (judged, _corrected(one)) if part),
        marks=[(value, flags[part]) for part, value in taken],
    )


def _corrected(one: dict[str, Any]) -> str:
    return gettext("corrected") if one["status"] == SetStatus.CORRECTED else ""


def limits_words(line: Line, unit: str) -> list[tuple[str, str, str]]:
    """Of each limits of a line: whose they are if there are several, what is normal, and what is critical."""
    both = [("", line.limits)]
    if line.lower_limits != NO_LIMITS:
        both = [
            (signs.sign_words(part), limits)
            for part, limits in zip(PRESSURES, (line.limits, line.lower_limits), strict=True)
        ]
    told = [(name, range_words(limits), _critical_words(limits)) for name, limits in both]
    return [
        (name, f"{normal} {unit}".strip() if normal else "", critical)
        for name, normal, critical in told
        if normal or critical
    ]


def _critical_words(limits: Limits) -> str:
    low = f"≤ {limits.critical_low}" if limits.critical_low is not None else ""
    high = f"≥ {limits.critical_high}" if limits.critical_high is not None else ""
    return ", ".join(part for part in (low, high) if part)
