"""Forms whose save opens another page, with HTMX as without."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django_htmx.http import HttpResponseClientRedirect

from features.foundation.records.models import SavedForm
from features.foundation.ui.form_views import MedicalFormView
from features.foundation.ui.responses import NEXT_PAGE, wants_fragment


class LeadingFormView(MedicalFormView):
    """A form that is a page: saved, it says so on the page to which it `leads_to`."""

    said_on = NEXT_PAGE

    def leads_to(self, saved: SavedForm) -> str:
        """The address that is opened; where "Cancel" leads as well, unless a form says otherwise."""
        return self.back_url()

    def answer(self, saved: SavedForm) -> HttpResponse:
        super().answer(saved)
        address = self.leads_to(saved)
        return HttpResponseClientRedirect(address) if wants_fragment(self.request) else redirect(address)

    def done(self) -> HttpResponse:
        """Another page is opened instead: `answer` leads there."""
        return HttpResponse(status=204)
