"""What is read of the signs for the strip and the form, in one statement: the last sets, and how they are observed."""

import json
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.db.models import Func, OuterRef, QuerySet, Subquery, TextField
from django.db.models.functions import Cast, JSONObject

from features.foundation.records.prepared import WrittenOnce
from features.patients.models import Patient
from features.patients.regions import once
from features.vitals.models import BODY_MEASURED, Escalation, FrequencyOrder, ObservationClock, VitalSigns
from features.vitals.rules import SIGNS, SetStatus

SETS_READ = 60
"""How many sets back the strip looks for the signs that every set may hold; body measures are found at any depth."""
BODY_SETS_READ = 12
MOST_CALLS = 3
COLUMNS = ("id", "public_id", "taken_at", "status", "oxygen_device", "consciousness", *SIGNS)

READ = tuple(name for name in COLUMNS if name != "public_id")
"""Of each of so many sets, whose own pages nobody asks for here."""


class AsText(Func):
    """Values side by side as text: half of what JSON of them takes, and numbers stay exact."""

    template = "ARRAY[%(expressions)s]"
    arg_joiner = ", "
    output_field = ArrayField(TextField(null=True))


def told_sets(sets: QuerySet[VitalSigns], *, most: int) -> ArraySubquery:
    """So many of the sets, the newest first, each a list of READ."""
    row = AsText(*(Cast(name, TextField()) for name in READ))
    return ArraySubquery(sets.order_by("-taken_at", "-id").values(row=row)[:most])


@WrittenOnce
def _recent(patient: int) -> QuerySet:
    """The last sets, the last that hold a body measure, the clock, the order that holds, and who is called."""
    of_patient = {"patient": OuterRef("pk")}
    valid = VitalSigns.objects.filter(**of_patient).exclude(status=SetStatus.ENTERED_IN_ERROR)
    clock = ObservationClock.objects.filter(**of_patient)
    order = FrequencyOrder.objects.filter(**of_patient, ended_at=None)
    calls = Escalation.objects.filter(**of_patient, withdrawn_at=None).order_by("-raised_at", "-id")
    taken_at = Subquery(
        VitalSigns.objects.filter(pk=OuterRef("vitals_id")).values("taken_at")
    )  # never a join
    told = JSONObject(kind="kind", at_least="at_least", taken_at=taken_at, public_id="public_id")
    return (
        Patient.objects.filter(pk=patient)
        .annotate(
            sets=told_sets(valid, most=SETS_READ),
            measured=told_sets(valid.filter(BODY_MEASURED), most=BODY_SETS_READ),
            clock=clock.values(row=JSONObject(due_at="due_at", overdue_at="overdue_at"))[:1],
            order=order.values(row=JSONObject(public_id="public_id", every="every", reason="reason"))[:1],
            calls=ArraySubquery(calls.values(row=told)[:MOST_CALLS]),
        )
        .values("sets", "measured", "clock", "order", "calls")
    )


def recent_of(patient: Patient) -> dict[str, Any]:
    """That, read once for all regions of a page."""
    return once(patient, _read)


def _read(patient: Patient) -> dict[str, Any]:
    row = _recent(patient.pk)[0]
    sets = {told[0]: told for told in [*row["sets"], *row["measured"]]}
    return {
        "sets": sorted(map(_set, sets.values()), key=lambda one: (one["taken_at"], one["id"]), reverse=True),
        "clock": _json(row["clock"]) if row["clock"] else None,
        "order": _json(row["order"]) if row["order"] else None,
        "calls": [_json(told) for told in row["calls"]],
    }


def _set(told: Sequence[str | None]) -> dict[str, Any]:
    row: dict[str, Any] = dict(zip(READ, told, strict=True))
    for name in SIGNS:
        if row[name] is not None:
            row[name] = Decimal(row[name])
    row["id"], row["taken_at"] = int(row["id"]), datetime.fromisoformat(row["taken_at"])
    return row


def _json(told: Any) -> dict[str, Any]:
    """JSON is text in a statement that is written once, and read already in any other."""
    return json.loads(told) if isinstance(told, str) else told
