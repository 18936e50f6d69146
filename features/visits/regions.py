"""What the regions of visits show: the last and the coming ones."""

from typing import Any

from django.utils.translation import gettext

from features.foundation.access.models import User
from features.patients.models import Patient
from features.patients.regions import ChartRegion
from features.visits.models import Visit
from features.visits.rules import VisitClass, VisitStatus

MOST_SHOWN = 6


def class_words(visit_class: str) -> str:
    """What kind of visit it is, where no type was recorded."""
    return {
        VisitClass.AMBULATORY: gettext("Outpatient visit"),
        VisitClass.EMERGENCY: gettext("Emergency department"),
        VisitClass.FIELD: gettext("Visit in the field"),
        VisitClass.HOME: gettext("Home visit"),
        VisitClass.INPATIENT: gettext("Admission"),
        VisitClass.ACUTE_INPATIENT: gettext("Acute admission"),
        VisitClass.NON_ACUTE_INPATIENT: gettext("Admission, not acute"),
        VisitClass.OBSERVATION: gettext("Observation"),
        VisitClass.PRE_ADMISSION: gettext("Pre-admission"),
        VisitClass.SHORT_STAY: gettext("Short stay"),
        VisitClass.VIRTUAL: gettext("Virtual visit"),
    }.get(visit_class, visit_class)  # type: ignore[call-overload]


def status_words(status: str) -> str:
    """A status that says something a reader would not expect; nothing for a visit that simply was."""
    return {
        VisitStatus.PLANNED: gettext("planned"),
        VisitStatus.ARRIVED: gettext("arrived"),
        VisitStatus.TRIAGED: gettext("triaged"),
        VisitStatus.IN_PROGRESS: gettext("in progress"),
        VisitStatus.ON_LEAVE: gettext("on leave"),
        VisitStatus.CANCELLED: gettext("cancelled"),
        VisitStatus.UNKNOWN: gettext("status unknown"),
    }.get(status, "")  # type: ignore[call-overload]


def show_recent(patient: Patient, user: User) -> dict[str, Any]:
    rows = (
        Visit.objects.filter(patient=patient)
        .exclude(status=VisitStatus.ENTERED_IN_ERROR)
        .order_by("-starts_at", "-id")
        .values(
            "public_id",
            "status",
            "visit_class",
            "type_display",
            "reason",
            "starts_at",
            "ends_at",
            "ward",
            "bed",
        )
    )
    found = list(rows[: MOST_SHOWN + 1])
    visits = [
        {
            **row,
            "what": row["type_display"] or class_words(row["visit_class"]),
            "said": status_words(row["status"]),
        }
        for row in found[:MOST_SHOWN]
    ]
    return {"visits": visits, "has_more": len(found) > MOST_SHOWN}


RECENT = ChartRegion("visits:recent", "visits.read", "visits", ("visits",), show_recent)
