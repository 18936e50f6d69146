"""Who else has a chart open, and who edits the same as oneself: hints for people, told by open streams."""

from typing import Any

from django.http import Http404, HttpResponse

from features.foundation.access.requests import SignedInRequest
from features.foundation.live import presence
from features.foundation.ui.responses import is_unchanged, not_modified, wants_fragment
from features.patients import company
from features.patients.events import chart_topic
from features.patients.views.base import PatientView


class CompanyView(PatientView):
    """A region about colleagues; it shows nothing of the patient, so reading it leaves no trace."""

    category = "identity"
    extends_session = False

    def show(self, name: str, shown: dict[str, Any]) -> HttpResponse:
        if wants_fragment(self.request) and is_unchanged(self.request, shown["etag"]):
            return not_modified(shown["etag"])
        return self.respond({name: shown}, etag=shown["etag"])


class Presence(CompanyView):
    """Their initials, in the banner. What one edits oneself is said to the others by POST."""

    page = "pages/patient.html"
    region = "patients/partials/presence.html"

    def get(self, request: SignedInRequest, **kwargs) -> HttpResponse:
        return self.show("patients_presence", company.present(request, self.patient))

    def post(self, request: SignedInRequest, **kwargs) -> HttpResponse:
        edited = request.POST.get("edited", "")
        if edited and edited not in company.EDITED:
            raise Http404
        presence.edit(chart_topic(self.patient), str(request.user.public_id), edited)
        return HttpResponse(status=204)


class Editors(CompanyView):
    """Those who have a form about the same open, beside one's own."""

    page = "pages/patient_region.html"
    region = "patients/partials/editors.html"

    def get(self, request: SignedInRequest, edited: str, **kwargs) -> HttpResponse:
        if edited not in company.EDITED:
            raise Http404
        return self.show("patients_editors", company.editors(request, self.patient, edited))
