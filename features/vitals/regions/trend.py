"""The trend of one sign: its values over time against its limits, and the same as a table."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from features.foundation.access.models import User
from features.foundation.clinical.interpretation import NO_LIMITS, Limits, range_words
from features.foundation.clinical.units import shown as rounded
from features.foundation.records.clock import now
from features.foundation.ui.trends import Line, Point, trend
from features.foundation.ui.units import unit_words
from features.patients.models import Patient
from features.patients.regions import Asked, PageOfTheHour
from features.vitals.models import BODY_MEASURED, BODY_MEASURES, VitalSigns
from features.vitals.regions import latest as signs
from features.vitals.regions.flowsheet import FIELDS, ROWS, Cell, provider_words
from features.vitals.rules import ADULT_FROM, SIGNS, SetStatus, bmi

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

PARTS = {"blood_pressure": ("systolic", "diastolic")}
"""The signs that a trend has as lines of one chart."""


@dataclass(frozen=True, slots=True)
class TrendRow:
    """A line of the table behind the chart."""

    taken_at: datetime
    cell: Cell
    by: str
    is_corrected: bool
    is_wrong: bool
    reason: str


def period_words(period: str) -> str:
    return {
        "": gettext("Last 100 values"),
        "24h": gettext("24 hours"),
        "week": gettext("Week"),
        "month": gettext("Month"),
        "year": gettext("Year"),
    }[period]


def show_trend(patient: Patient, user: User, asked: Asked) -> dict[str, Any]:
    sign = asked.things["sign"]
    period = asked.query.get("period", "")
    period = period if period in PERIODS else ""
    looked_through = _sets(patient, sign, period)
    cell_of = ROWS[sign][1]
    held = [one for one in looked_through if cell_of(one, None).value]
    sets = held if period else held[:SHOWN]
    valid = [one for one in sets if one["status"] != SetStatus.ENTERED_IN_ERROR]
    last_age = signs.months_at(patient, valid[0]["taken_at"]) if valid else None
    lines = _lines(patient, sign, valid[::-1], last_age)
    name, unit = signs.sign_words(sign), unit_words(ROWS[sign][0])
    return {
        "name": name,
        "unit": unit,
        "chart": trend(lines, name=name),
        "limits": _limits_words(lines, unit),
        "rows": [_row(patient, one, cell_of) for one in sets],
        "periods": _periods(asked, period),
        "is_cut": len(looked_through) == MOST_SETS,
        "is_narrowed": bool(period),
        "all_url": asked.url(period=""),
        "flowsheet_url": reverse("vitals:flowsheet", args=[patient.public_id]),
        "is_child": last_age is not None and last_age < ADULT_FROM,
    }


def _sets(patient: Patient, sign: str, period: str) -> list[dict[str, Any]]:
    """The sets that may hold the sign, newest first, so many at most, whatever the chart holds."""
    sets = VitalSigns.objects.filter(patient=patient)
    if sign in BODY:
        sets = sets.filter(BODY_MEASURED)
    if period:
        sets = sets.filter(taken_at__gt=now() - PERIODS[period])
    return list(sets.order_by("-taken_at", "-id").values(*FIELDS)[:MOST_SETS])


def _value(sign: str, one: dict[str, Any]) -> Decimal | None:
    """The number as it is shown, or none."""
    if sign == "bmi":
        both = one["weight"] is not None and one["height"] is not None
        return bmi(one["weight"], one["height"]) if both else None
    return None if one[sign] is None else rounded(one[sign], SIGNS[sign].places)


def _lines(patient: Patient, sign: str, sets: Sequence[dict[str, Any]], months: int | None) -> list[Line]:
    """A line for each number of the sign, oldest value first, with the limits for the age at the last one."""
    return [
        Line(
            signs.sign_words(part),
            [_point(patient, part, one, value) for one in sets if (value := _value(part, one)) is not None],
            NO_LIMITS if part == "bmi" else signs.limits_at(part, months),
        )
        for part in PARTS.get(sign, (sign,))
    ]


def _point(patient: Patient, sign: str, one: dict[str, Any], value: Decimal) -> Point:
    unit = unit_words("kg/m2" if sign == "bmi" else SIGNS[sign].unit)
    months = signs.months_at(patient, one["taken_at"])
    named = f"{signs.sign_words(sign)} " if sign in PARTS["blood_pressure"] else ""
    return Point(
        at=one["taken_at"],
        value=value,
        words=f"{named}{value:f} {unit}".strip(),
        flag="" if sign == "bmi" else signs.judged_at(sign, value, months),
        by=provider_words(one),
        note=gettext("corrected") if one["status"] == SetStatus.CORRECTED else "",
    )


def _limits_words(lines: Sequence[Line], unit: str) -> list[tuple[str, str, str]]:
    """Of each line with limits: its name if there are several, what is normal, and what is critical."""
    found = []
    for line in lines:
        normal, critical = range_words(line.limits), _critical_words(line.limits)
        if normal or critical:
            found.append((line.name if len(lines) > 1 else "", normal, critical))
    return [
        (name, f"{normal} {unit}".strip() if normal else "", critical) for name, normal, critical in found
    ]


def _critical_words(limits: Limits) -> str:
    low = f"≤ {limits.critical_low}" if limits.critical_low is not None else ""
    high = f"≥ {limits.critical_high}" if limits.critical_high is not None else ""
    return ", ".join(part for part in (low, high) if part)


def _row(patient: Patient, one: dict[str, Any], cell_of: Any) -> TrendRow:
    return TrendRow(
        one["taken_at"],
        cell_of(one, signs.months_at(patient, one["taken_at"])),
        provider_words(one),
        one["status"] == SetStatus.CORRECTED,
        one["status"] == SetStatus.ENTERED_IN_ERROR,
        one["error_reason"],
    )


def _periods(asked: Asked, present: str) -> list[tuple[str, str, bool]]:
    """The words and the address of each period, and whether it is the present one."""
    return [(period_words(name), asked.url(period=name), name == present) for name in ("", *PERIODS)]


TREND = PageOfTheHour("vitals:trend", "vitals.read", "vitals", ("vitals",), show_trend, heeds=("period",))
