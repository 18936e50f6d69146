"""The pages of the registration: somebody new, a newborn, somebody whom nobody can name, and who may be the same."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_htmx.http import HttpResponseClientRedirect

from features.foundation.access.models import Facility
from features.foundation.access.requests import SignedInRequest
from features.foundation.live.topics import Versions
from features.foundation.records.clock import today
from features.foundation.records.identifiers import public_ids
from features.foundation.records.models import SavedForm
from features.foundation.ui.form_views import MedicalFormView
from features.foundation.ui.forms import MedicalBaseForm
from features.foundation.ui.responses import wants_fragment
from features.foundation.ui.views import MedicalBaseView
from features.patients.models import Patient
from features.patients.services import link_patient
from features.registration.forms import NATIONAL_ID, PersonForm, RegisterForm
from features.registration.services import register_patient
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

    def watches(self) -> dict[str, Versions]:
        return DESKS_TOPICS.told()


class NewPersonView(RegistrationView, MedicalFormView):
    """A form that makes a record of a person; saved, the chart of that person opens."""

    page = "pages/registration.html"
    form_class: type[PersonForm]
    refusals = {
        "one_registration_of_an_identity": (
            "different",
            _("Somebody has just registered this person. Use that record, or say why this is somebody else."),
        ),
    }

    def form(self, data: Any = None) -> MedicalBaseForm:
        form = super().form(data)
        form.compares = data is not None and not self.checks_only  # type: ignore[attr-defined]  # PersonForm
        return form

    def explain(self, error: IntegrityError, form: PersonForm) -> None:  # type: ignore[override]
        super().explain(error, form)
        form.compare()
        form.show_why()

    def answer(self, saved: SavedForm) -> HttpResponse:
        super().answer(saved)
        chart = reverse("chart:summary", args=[saved.object_id])
        return HttpResponseClientRedirect(chart) if wants_fragment(self.request) else redirect(chart)

    def done(self) -> HttpResponse:
        """The chart is opened instead: `answer` leads there."""
        return HttpResponse(status=204)

    def back_url(self) -> str:
        return reverse("patients:list")


class Register(NewPersonView):
    """`/registration/`: a person who comes for the first time."""

    form_class = RegisterForm
    region = "registration/partials/register.html"
    heading = _("Register a patient")
    save_words = _("Register patient")
    saved_words = _("Patient registered")
    check_name = "registration:check"

    def check_path(self) -> str:
        return reverse(self.check_name)

    def save(self, form: RegisterForm) -> Patient:
        number = form.values["national_id"]
        return register_patient(
            person=form.patient,
            facility=self.facility,
            by=self.actor,
            on=today(self.request.user.zone),
            address=form.address,
            contacts=form.contacts,
            coverage=form.coverage,
            consent=form.values["consent"],
            identifier=(NATIONAL_ID, number) if number else None,
            different=form.values["different"],
            different_from=[one.public_id for one in form.very_likely],
        )


class Candidates(RegistrationView):
    """Who may be the same as the person who is being typed: asked while one types, and when any desk registers."""

    page = "pages/region.html"
    region = "registration/partials/candidates.html"

    def post(self, request: SignedInRequest) -> HttpResponse:
        form = RegisterForm(request.POST, user=request.user, path=reverse("registration:register"))
        form.compares = True
        form.is_valid()
        self.record("search", query="registration", shown=[one.public_id for one in form.found])
        return self.respond({"candidates": form.found})


class UsePatient(RegistrationView):
    """Somebody who is registered already: the facility lists them from now on, and their chart opens."""

    def post(self, request: SignedInRequest) -> HttpResponse:
        for patient in public_ids([request.POST.get("chosen", "")]):
            if link_patient(patient=patient, facility=self.facility, by=self.actor):
                return redirect("chart:summary", patient)
        raise Http404
