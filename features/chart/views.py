"""The chart's summary: all regions that the person may read, composed into one answer."""

from uuid import UUID

from django.http import HttpResponse

from features.foundation.access.requests import SignedInRequest
from features.interchange import regions as interchange
from features.labs import regions as labs
from features.medications import regions as medications
from features.notes import regions as notes
from features.patients import regions as patients
from features.patients.views import PatientView
from features.problems import regions as problems
from features.visits import regions as visits
from features.vitals import regions as vitals

REGIONS = (
    vitals.LATEST,
    labs.LATEST,
    notes.RECENT,
    visits.RECENT,
    medications.ACTIVE,
    problems.PROBLEMS,
    problems.ALLERGIES,
    problems.IMMUNIZATIONS,
    vitals.MEASUREMENTS,
    interchange.DOCUMENTS,
    patients.INSURANCE,
    patients.WHO,
)


class Summary(PatientView):
    """`/patients/<public_id>/`: a patient at a glance, every region with the ETag by which it refreshes itself."""

    category = "chart"
    page = region = "pages/chart.html"

    def get(self, request: SignedInRequest, public_id: UUID) -> HttpResponse:
        patient = self.patient
        shown: dict = {}
        for region in REGIONS:
            if request.user.may(region.permission):
                shown |= region.context(request, patient)
        self.record(
            "read", object_kind="patient", object_id=patient.public_id, object_version=patient.version
        )
        return self.respond(shown)
