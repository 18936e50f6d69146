"""What the regions of visits show: the last and the coming ones."""

from datetime import datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from django.db.models.functions import JSONObject
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from features.foundation.access.models import User
from features.foundation.records.prepared import WrittenOnce
from features.foundation.ui import formats
from features.patients.models import Patient
from features.patients.regions import ChartRegion, PreviewFact, PreviewLine
from features.visits.models import Visit, visits_that_were
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


def tells_what_for(user: User) -> bool:
    """Whether somebody is told the type and the reason of a visit: they tell of illness, the front desk is not told."""
    return user.may("problems.read")


FIELDS = (
    "public_id", "status", "visit_class", "type_display", "reason", "starts_at", "ends_at", "ward", "bed",
)  # fmt: skip


@WrittenOnce
def recent_visits(patient: int) -> QuerySet:
    """The last visits, and one more than are shown."""
    rows = Visit.objects.filter(patient=patient).exclude(status=VisitStatus.ENTERED_IN_ERROR)
    return rows.order_by("-starts_at", "-id").values(*FIELDS)[: MOST_SHOWN + 1]


def show_recent(patient: Patient, user: User) -> dict[str, Any]:
    found = recent_visits(patient.pk)
    tells = tells_what_for(user)
    visits = [
        {
            **row,
            "what": (row["type_display"] if tells else "") or class_words(row["visit_class"]),
            "reason": row["reason"] if tells else "",
            "said": status_words(row["status"]),
        }
        for row in found[:MOST_SHOWN]
    ]
    return {"visits": visits, "has_more": len(found) > MOST_SHOWN}


RECENT = ChartRegion("visits:recent", "visits.read", "visits", ("visits",), show_recent)


def last_visit() -> ArraySubquery:
    """The last visit of a patient of a preview, in a list of one."""
    row = JSONObject(
        visit_class="visit_class", type_display="type_display", reason="reason", starts_at="starts_at"
    )
    return ArraySubquery(visits_that_were(OuterRef("pk")).values(row=row)[:1])


def tell_visit(rows: list[dict[str, Any]], patient: Patient, user: User) -> list[PreviewLine]:
    """When the patient was last here, and what for."""
    return [PreviewLine(_what(row, user), note=_when(row)) for row in rows]


def _what(row: dict[str, Any], user: User) -> str:
    if not tells_what_for(user):
        return class_words(row["visit_class"])
    what = row["type_display"] or class_words(row["visit_class"])
    return f"{what}: {row['reason']}" if row["reason"] else what


def _when(row: dict[str, Any]) -> str:
    return formats.moment(datetime.fromisoformat(row["starts_at"]))


PREVIEW = PreviewFact(
    heading=_("Last visit"),
    nothing=_("No visit is recorded."),
    permission="visits.read",
    kinds=("visits",),
    event="visits-changed",
    rows=last_visit,
    tell=tell_visit,
)
