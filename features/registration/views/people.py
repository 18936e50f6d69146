"""The pages of the registration: somebody new, and who may be the same."""

from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from features.foundation.access.requests import SignedInRequest
from features.foundation.records.clock import today
from features.foundation.records.identifiers import public_ids
from features.foundation.ui.search_text import kept_search
from features.patients.models import Patient
from features.patients.services import link_patient
from features.patients.views.finding import LIST
from features.registration.forms.register import RegisterForm
from features.registration.prefilled import told_by_search
from features.registration.services import register_patient
from features.registration.views.base import CandidatesView, ComparingView, RegistrationView


class Register(RegistrationView, ComparingView):
    """`/registration/`: a person who comes for the first time."""

    form_class = RegisterForm
    region = "registration/partials/register.html"
    heading = _("Register a patient")
    save_words = _("Register patient")
    saved_words = _("Patient registered")

    def check_path(self) -> str:
        return reverse("registration:check")

    def get(self, request: SignedInRequest, *args, **kwargs) -> HttpResponse:
        """An empty form; after a search the form with what was searched for, and who may be the same."""
        token = "" if self.checks_only else request.GET.get("found", "")
        text = kept_search(actor=self.actor, listing=LIST, token=token) if token else None
        if not text:
            return super().get(request, *args, **kwargs)
        self.record("read")
        return self.show_typed(self.form(self.searched(text)))

    def searched(self, text: str) -> QueryDict:
        """As a browser sends a new form into which the words of a search were typed."""
        fresh = self.form()
        sent = QueryDict(mutable=True)
        sent.update({**fresh.initial, **told_by_search(text, on=today(self.request.user.zone))})
        return sent

    def save(self, form: RegisterForm) -> Patient:
        return register_patient(
            person=form.patient,
            facility=self.facility,
            by=self.actor,
            on=today(self.request.user.zone),
            address=form.address,
            contacts=form.contacts,
            coverage=form.coverage,
            consent=form.values["consent"],
            identifier=form.identifier,
            others=form.others,
        )


class Candidates(CandidatesView):
    """Of somebody new."""

    def typed(self) -> RegisterForm:
        path = reverse("registration:register")
        return RegisterForm(
            self.request.POST, user=self.request.user, path=path, auto_id="registration-register-%s"
        )


class UsePatient(RegistrationView):
    """Somebody who is registered already: the facility lists them from now on, and their chart opens."""

    def post(self, request: SignedInRequest) -> HttpResponse:
        for patient in public_ids([request.POST.get("chosen", "")]):
            if link_patient(patient=patient, facility=self.facility, by=self.actor):
                return redirect("chart:summary", patient)
        raise Http404
