"""What the strip says of how a patient is observed: when the next set is due, what is ordered, and who is called."""

from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext, ngettext

from features.foundation.access.models import User
from features.foundation.records.clock import now
from features.foundation.ui.dues import due_as_of
from features.patients.models import Patient
from features.vitals.regions.recent import recent_of
from features.vitals.rules import EscalationKind

CALLS_SHOWN = timedelta(hours=24)
HOUR = 60
"""Minutes."""


def show_observed(patient: Patient, user: User) -> dict[str, Any]:
    row = recent_of(patient)
    clock, order = row["clock"], row["order"]
    return {
        "due": due_as_of(_moment(clock["due_at"]), _moment(clock["overdue_at"]), now()) if clock else None,
        "order": order and {**order, "words": frequency_words(order["every"])},
        "calls": [_call(told) for told in row["calls"] if _is_recent(told)],
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
