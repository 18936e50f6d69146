"""The pages of the registration: somebody new, and who may be the same."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from features.foundation.access.requests import SignedInRequest
from features.foundation.records.clock import today
from features.foundation.records.identifiers import public_ids
from features.patients.models import Patient
from features.patients.services import link_patient
from features.registration.forms.register import NATIONAL_ID, RegisterForm
from features.registration.services import register_patient
from features.registration.views.base import ComparingView, RegistrationView


class Register(RegistrationView, ComparingView):
    """`/registration/`: a person who comes for the first time."""

    form_class = RegisterForm
    region = "registration/partials/register.html"
    heading = _("Register a patient")
    save_words = _("Register patient")
    saved_words = _("Patient registered")

    def check_path(self) -> str:
        return reverse("registration:check")

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
