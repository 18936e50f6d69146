"""The base views of the registration: who registers where, and what a saved registration opens."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from features.foundation.access.models import Facility
from features.foundation.access.requests import SignedInRequest
from features.foundation.live.topics import Versions
from features.foundation.records.models import SavedForm
from features.foundation.ui.draft_views import Offer
from features.foundation.ui.forms import MedicalBaseForm
from features.foundation.ui.leading_forms import LeadingFormView
from features.foundation.ui.views import MedicalBaseView
from features.registration.forms.person import PersonForm
from features.registration.telling_apart import PRESSED
from features.registration.topics import DESKS_TOPICS


class RegistrationView(MedicalBaseView):
    """A view of who registers people at a facility."""

    permission = "registration.create"
    category = "identity"

    @property
    def facility(self) -> Facility:
        """Where the person works; nobody has a permission who works nowhere."""
        if self.request.user.facility is None:
            raise PermissionDenied
        return self.request.user.facility


class OpensChart(LeadingFormView):
    """A form that makes a record of a person: saved, the chart of that person opens."""

    page = "pages/registration.html"

    def leads_to(self, saved: SavedForm) -> str:
        return reverse("chart:summary", args=[saved.object_id])

    def back_url(self) -> str:
        return reverse("patients:list")


class ComparingView(OpensChart):
    """A form that compares who is typed with everybody who has a record."""

    form_class: type[PersonForm]
    refusals = {
        "one_registration_of_an_identity": (
            "different",
            _("Somebody has just registered this person. Use that record, or say why this is somebody else."),
        ),
    }

    def watches(self) -> dict[str, Versions]:
        return DESKS_TOPICS.told()

    def candidates_url(self) -> str:
        """Where those who may be the same are asked for while one types."""
        return reverse("registration:candidates")

    def post(self, request: SignedInRequest, *args, **kwargs) -> HttpResponse:
        if PRESSED in request.POST and not self.checks_only:
            return self.show_typed(self.form(request.POST))
        return super().post(request, *args, **kwargs)

    def form(self, data: Any = None) -> MedicalBaseForm:
        form = super().form(data)
        is_judged = data is not None and not self.checks_only and not self.is_sent_again
        form.compares = is_judged  # type: ignore[attr-defined]  # PersonForm
        return form

    def explain(self, error: IntegrityError, form: PersonForm) -> None:  # type: ignore[override]
        super().explain(error, form)
        form.compare()
        form.show_why()

    def show(self, form: Any, *, status: int = 200, offers: Sequence[Offer] = ()) -> HttpResponse:
        if form.shown:
            self.record("search", query="registration", shown=[one.public_id for one in form.shown])
        return super().show(form, status=status, offers=offers)

    def around(self) -> dict[str, Any]:
        return {**super().around(), "candidates_url": self.candidates_url()}


class CandidatesView(RegistrationView):
    """Who may be the same as the person who is being typed: asked while one types, and when any desk registers."""

    page = "pages/region.html"
    region = "registration/partials/candidates.html"

    def typed(self) -> PersonForm:
        """The form as it stands in the browser."""
        raise NotImplementedError

    def post(self, request: SignedInRequest, *args, **kwargs) -> HttpResponse:
        form = self.typed()
        form.compares = True
        form.is_valid()
        self.record("search", query="registration", shown=[one.public_id for one in form.shown])
        return self.respond({"form": form, "candidates_url": request.path})
