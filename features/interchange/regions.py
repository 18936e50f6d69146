"""What the region of documents shows: what came from elsewhere and has no place of its own in the chart."""

from typing import Any

from django.db.models import QuerySet

from features.foundation.access.models import User
from features.foundation.records.prepared import WrittenOnce
from features.interchange.models import ImportOutcome, SourceResource
from features.patients.models import Patient
from features.patients.regions import ChartRegion

MOST_SHOWN = 6


@WrittenOnce
def kept_documents(patient: int) -> QuerySet:
    """What was kept whole, with the reason, the latest first."""
    return (
        SourceResource.objects.filter(patient=patient)
        .exclude(outcome=ImportOutcome.IMPORTED)
        .order_by("-received_at", "-id")
        .values("resource_type", "source_id", "reason", "received_at")[: MOST_SHOWN + 1]
    )


def show_documents(patient: Patient, user: User) -> dict[str, Any]:
    found = kept_documents(patient.pk)
    return {"documents": found[:MOST_SHOWN], "has_more": len(found) > MOST_SHOWN}


DOCUMENTS = ChartRegion("interchange:documents", "problems.read", "documents", ("documents",), show_documents)
