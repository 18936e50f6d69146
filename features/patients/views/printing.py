"""Papers of the front desk. Opening one is recorded as printing: what was on the screen may lie on a table."""

from typing import Any

from django.http import HttpResponse

from features.foundation.access.requests import SignedInRequest
from features.patients.sheets import registration_sheet, wristband
from features.patients.views.base import PatientView


class PaperView(PatientView):
    """A page made for paper: subclasses say its templates and its `content`."""

    permission = "demographics.read"
    category = "identity"

    def content(self) -> dict[str, Any]:
        raise NotImplementedError

    def get(self, request: SignedInRequest, *args, **kwargs) -> HttpResponse:
        paper = self.content()
        self.record("print", reason=self.paper)
        return self.respond({"paper": paper})

    @property
    def paper(self) -> str:
        """What the trail calls it."""
        return self.page.removeprefix("pages/").removesuffix(".html")


class RegistrationSheet(PaperView):
    page = "pages/registration_sheet.html"
    region = "patients/partials/registration_sheet.html"

    def content(self) -> dict[str, Any]:
        return registration_sheet(self.patient, self.request.user)


class Wristband(PaperView):
    page = "pages/wristband.html"
    region = "patients/partials/wristband.html"

    def content(self) -> dict[str, Any]:
        return wristband(self.patient)
