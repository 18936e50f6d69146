"""What one typed and did not save: one's own list, and throwing something of it away."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect
from django.utils.translation import gettext

from features.foundation.access.requests import SignedInRequest
from features.foundation.drafts.services import discard, drafts_of
from features.foundation.ui.responses import wants_fragment
from features.foundation.ui.views import SIGNED_IN, MedicalBaseView
from features.patients.drafts import unsaved

MOST = 100
"""Nobody leaves so many forms behind within thirty days; the latest are shown."""


class Drafts(MedicalBaseView):
    """Everything that the person typed and did not save; nobody else ever sees it."""

    permission = SIGNED_IN
    category = "identity"
    page = "pages/drafts.html"
    region = "patients/partials/drafts.html"

    def get(self, request: SignedInRequest) -> HttpResponse:
        held = unsaved(drafts_of(by=request.user.public_id)[:MOST], request.user)
        self.record("list", shown=[one.draft.patient for one in held if one.patient])
        return self.respond({"drafts": held})

    def post(self, request: SignedInRequest) -> HttpResponse:
        """Throws one away; one that is not there any more, or is somebody else's, stays as it is."""
        try:
            draft = UUID(request.POST.get("draft", ""))
        except ValueError:
            return HttpResponseBadRequest()
        discard(draft=draft, of=request.user.public_id, by=self.actor, category=self.category)
        messages.success(request, gettext("Unsaved text discarded."))
        return self.get(request) if wants_fragment(request) else redirect("patients:drafts")
