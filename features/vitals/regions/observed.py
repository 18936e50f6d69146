"""What the strip says of how a patient is observed: when the next set is due, what is ordered, and who is called."""

import json
from datetime import datetime, timedelta
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from django.db.models.functions import JSONObject
from django.utils.translation import gettext, ngettext

from features.foundation.access.models import User
from features.foundation.records.clock import now
from features.foundation.records.prepared import WrittenOnce
from features.foundation.ui.dues import due_as_of
from features.patients.models import Patient
from features.vitals.models import Escalation, FrequencyOrder, ObservationClock
from features.vitals.rules import EscalationKind

CALLS_SHOWN = timedelta(hours=24)
MOST_CALLS = 3
HOUR = 60
"""Minutes."""


@WrittenOnce
def _observed(patient: int) -> QuerySet:
    """The clock, the order that holds, and the escalations that nobody withdrew, in one statement."""
    clock = ObservationClock.objects.filter(patient=OuterRef("pk"))
    order = FrequencyOrder.objects.filter(patient=OuterRef("pk"), ended_at=None)
    calls = Escalation.objects.filter(patient=OuterRef("pk"), withdrawn_at=None).order_by("-raised_at", "-id")
    told = JSONObject(kind="kind", at_least="at_least", taken_at="vitals__taken_at", public_id="public_id")
    return (
        Patient.objects.filter(pk=patient)
        .annotate(
            clock=clock.values(row=JSONObject(due_at="due_at", overdue_at="overdue_at"))[:1],
            order=order.values(row=JSONObject(public_id="public_id", every="every", reason="reason"))[:1],
            calls=ArraySubquery(calls.values(row=told)[:MOST_CALLS]),
        )
        .values("clock", "order", "calls")
    )


def show_observed(patient: Patient, user: User) -> dict[str, Any]:
    row = _observed(patient.pk)[0]
    clock, order = (json.loads(row[name]) if row[name] else None for name in ("clock", "order"))
    return {
        "due": due_as_of(_moment(clock["due_at"]), _moment(clock["overdue_at"]), now()) if clock else None,
        "order": order and {**order, "words": frequency_words(order["every"])},
        "calls": [_call(json.loads(told)) for told in row["calls"] if _is_recent(json.loads(told))],
        "may_order": user.may("vitals.create"),
    }


def frequency_words(minutes: int) -> str:
    """`every 2 hours`, or `every 90 minutes` where these are no whole hours."""
    hours, rest = divmod(minutes, HOUR)
    if rest:
        return ngettext("every %(number)d minute", "every %(number)d minutes", minutes) % {"number": minutes}
    return ngettext("every hour", "every %(number)d hours", hours) % {"number": hours}


def _is_recent(told: dict[str, Any]) -> bool:
    return now() - _moment(told["taken_at"]) < CALLS_SHOWN


def _call(told: dict[str, Any]) -> dict[str, Any]:
    is_emergency = told["kind"] == EscalationKind.EMERGENCY
    return {
        **told,
        "taken_at": _moment(told["taken_at"]),
        "severity": "critical" if is_emergency else "abnormal",
        "icon": "siren" if is_emergency else "triangle-alert",
        "words": gettext("emergency call") if is_emergency else gettext("urgent review"),
    }


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)
