"""What the regions of medications show: what the patient takes now, and what is on hold."""

from typing import Any

from django.db.models import OuterRef, Q, QuerySet
from django.utils.translation import gettext

from features.foundation.access.models import User
from features.foundation.records.clock import now
from features.foundation.ui.units import unit_words
from features.medications.models import MedicationOrder
from features.medications.rules import OrderStatus, Standing, standing
from features.patients.models import Patient
from features.patients.regions import ChartRegion, once

MOST_SHOWN = 30
FIELDS = (
    "public_id", "drug__display", "status", "starts_at", "ends_at", "dose", "dose_unit", "route", "times", "period",
    "period_unit", "as_needed", "instructions", "reason",
)  # fmt: skip


def orders_in_force(patient: Patient | OuterRef) -> QuerySet[MedicationOrder]:
    """Orders that are active or on hold at this moment, the latest first, those on hold at the end."""
    at = now()
    return MedicationOrder.objects.filter(
        Q(ends_at=None) | Q(ends_at__gt=at),
        patient=patient,
        status__in=[OrderStatus.ACTIVE, OrderStatus.ON_HOLD],
        starts_at__lte=at,
    ).order_by("status", "-starts_at", "-id")


def in_force(patient: Patient) -> list[dict[str, Any]]:
    """What stands in force, and one order more than are shown."""
    rows = orders_in_force(patient).values(*FIELDS)
    return [row for row in rows[: MOST_SHOWN + 1] if _stands(row) == Standing.ACTIVE]


def _stands(row: dict[str, Any]) -> Standing | None:
    return standing(row["status"], starts_at=row["starts_at"], ends_at=row["ends_at"], at=now())


def dose_words(row: dict[str, Any]) -> str:
    """`500 mg by mouth, 2 times in 1 day`, as far as it was recorded; else the instructions."""
    parts = []
    if row["dose"] is not None:
        parts.append(f"{row['dose'].normalize():f} {unit_words(row['dose_unit'])}".strip())
    if row["route"]:
        parts.append(row["route"])
    how_often = times_words(row)
    said = ", ".join(part for part in (" ".join(parts), how_often) if part)
    if row["as_needed"]:
        said = f"{said}, {gettext('as needed')}" if said else gettext("as needed")
    return said or row["instructions"]


def times_words(row: dict[str, Any]) -> str:
    """How often: `daily`, `every 8 h`, `3 times every 2 d`."""
    times, period, unit = row["times"], row["period"], row["period_unit"]
    if times is None or period is None:
        return ""
    often, length = f"{times.normalize():f}", f"{period.normalize():f}"
    if (often, length, unit) == ("1", "1", "d"):
        return gettext("daily")
    if (often, length, unit) == ("2", "1", "d"):
        return gettext("twice daily")
    if length == "1" and unit == "d":
        return gettext("%(times)s times daily") % {"times": often}
    if often == "1":
        return gettext("every %(length)s %(unit)s") % {"length": length, "unit": unit}
    return gettext("%(times)s times every %(length)s %(unit)s") % {
        "times": often,
        "length": length,
        "unit": unit,
    }


def show_active(patient: Patient, user: User) -> dict[str, Any]:
    rows = once(patient, in_force)
    shown = [
        {**row, "dose_words": dose_words(row), "is_held": row["status"] == OrderStatus.ON_HOLD}
        for row in rows
    ]
    held = sum(row["is_held"] for row in shown[:MOST_SHOWN])
    return {
        "orders": shown[:MOST_SHOWN],
        "active": min(len(shown), MOST_SHOWN) - held,
        "held": held,
        "has_more": len(shown) > MOST_SHOWN,
    }


class ActiveMedications(ChartRegion):
    """An order begins and ends by itself, without a write: the ETag is of what is in force, not of a version key."""

    def version(self, patient: Patient, user: User) -> tuple:
        return (*super().version(patient, user), repr(once(patient, in_force)))


ACTIVE = ActiveMedications(
    "medications:active", "prescriptions.read", "medications", ("medications",), show_active
)
