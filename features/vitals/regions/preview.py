"""What a preview tells of vital signs: the last of each by which one sees how somebody is."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import CharField, OuterRef
from django.db.models.functions import Cast, JSONObject
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from features.foundation.access.models import User
from features.foundation.records.clock import now
from features.foundation.ui.dues import due_as_of
from features.foundation.ui.formats import moment
from features.patients.models import Patient
from features.patients.regions import PreviewFact, PreviewLine
from features.vitals.models import ObservationClock, VitalSigns
from features.vitals.regions import latest as signs
from features.vitals.regions.recent import SETS_READ
from features.vitals.rules import ADULT_FROM, SetStatus

TOLD = ("respiratory_rate", "spo2", "blood_pressure", "pulse", "temperature", "consciousness")
NUMBERS = ("respiratory_rate", "spo2", "systolic", "diastolic", "pulse", "temperature")


def last_sets() -> ArraySubquery:
    """The last sets of a patient, the newest first, as far back as the strip of the chart looks.

    Numbers travel as text: JSON would make binary fractions of them.
    """
    valid = VitalSigns.objects.filter(patient=OuterRef("pk")).exclude(status=SetStatus.ENTERED_IN_ERROR)
    numbers = {name: Cast(name, CharField()) for name in NUMBERS}
    row = JSONObject(taken_at="taken_at", status="status", consciousness="consciousness", **numbers)
    return ArraySubquery(valid.order_by("-taken_at", "-id").values(row=row)[:SETS_READ])


def tell_signs(rows: list[dict[str, Any]], patient: Patient, user: User) -> list[PreviewLine]:
    """Each sign judged as in the strip; one that was not measured says so."""
    if not rows:
        return []
    sets = [_read(row) for row in rows]
    lines = [_line(signs.reading(sign, sets, patient)) for sign in TOLD]
    months = signs.months_at(patient, sets[0]["taken_at"])
    if months is not None and months < ADULT_FROM:
        lines.append(PreviewLine(gettext("Children’s limits are not reviewed yet.")))
    return lines


def _read(row: dict[str, Any]) -> dict[str, Any]:
    numbers = {name: None if row[name] is None else Decimal(row[name]) for name in NUMBERS}
    return {**row, **numbers, "taken_at": datetime.fromisoformat(row["taken_at"])}


def _line(one: signs.Reading) -> PreviewLine:
    if not one.value:
        return PreviewLine(one.name, is_missing=True)
    note = gettext("corrected") if one.is_corrected else ""
    return PreviewLine(one.name, one.value, one.unit, one.flag, note, one.taken_at)


def clock() -> ArraySubquery:
    """When the next set of a patient is due; one row, or none."""
    clocks = ObservationClock.objects.filter(patient=OuterRef("pk"))
    return ArraySubquery(clocks.values(row=JSONObject(due_at="due_at", overdue_at="overdue_at")))


def tell_clock(rows: list[dict[str, Any]], patient: Patient, user: User) -> list[PreviewLine]:
    """That the next set is due, or overdue, and since when."""
    moments = [[datetime.fromisoformat(row[name]) for name in ("due_at", "overdue_at")] for row in rows]
    return [
        PreviewLine(gettext("due %(at)s") % {"at": moment(due_at)}, due=due_as_of(due_at, overdue_at, now()))
        for due_at, overdue_at in moments
    ]


NEXT_SET = PreviewFact(
    heading=_("Next set"),
    nothing=_("No next set is due"),
    permission="vitals.read",
    kinds=("vitals",),
    event="vitals-changed",
    rows=clock,
    tell=tell_clock,
)
PREVIEW = PreviewFact(
    heading=_("Vital signs"),
    nothing=_("No vital signs are recorded."),
    permission="vitals.read",
    kinds=("vitals",),
    event="vitals-changed",
    rows=last_sets,
    tell=tell_signs,
    is_wide=True,
)
