"""The pages of those who cannot say who they are: a newborn, an unidentified patient, and identifying one."""

from functools import cached_property
from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from features.foundation.audit.models import Outcome
from features.patients.models import Patient, PatientFacility
from features.patients.views import PatientView
from features.registration.forms.unnamed import IdentifyForm, NewbornForm, UnidentifiedForm
from features.registration.models import UnidentifiedPerson
from features.registration.services import identify_patient, register_newborn, register_unidentified
from features.registration.views.base import (
    CandidatesView,
    ComparingView,
    OpensChart,
    RegistrationView,
)

MOST_WAITING = 50


class RegisterNewborn(RegistrationView, OpensChart):
    """A child of a patient; the mother's chart and the child's name each other."""

    form_class = NewbornForm
    region = "registration/partials/register_newborn.html"
    heading = _("Register a newborn")
    save_words = _("Register newborn")
    saved_words = _("Newborn registered")

    def check_path(self) -> str:
        return reverse("registration:check_newborn")

    def save(self, form: NewbornForm) -> Patient:
        return register_newborn(
            mother=form.found_mother, child=form.child, facility=self.facility, by=self.actor
        )


class RegisterUnidentified(RegistrationView, OpensChart):
    """Somebody whom nobody can name; beside the form those who still wait to be identified."""

    form_class = UnidentifiedForm
    region = "registration/partials/register_unidentified.html"
    heading = _("Unidentified patient")
    save_words = _("Register without a name")
    saved_words = _("Patient registered")

    def save(self, form: UnidentifiedForm) -> Patient:
        return register_unidentified(
            person=form.person,
            description=form.values["description"],
            facility=self.facility,
            by=self.actor,
        )

    def around(self) -> dict[str, Any]:
        seen = PatientFacility.objects.visible_to(self.request.user).values("patient_id")
        waiting = UnidentifiedPerson.objects.filter(identified_at=None, patient_id__in=seen).select_related(
            "patient"
        )
        return {**super().around(), "waiting": waiting.order_by("-created_at", "-id")[:MOST_WAITING]}


class IdentifyPatient(PatientView, ComparingView):
    """Who an unidentified patient is; the name they had until now stays findable."""

    permission = "registration.create"
    category = "identity"
    page = "pages/identify.html"
    form_class = IdentifyForm
    region = "registration/partials/identify.html"
    heading = _("Who is this patient?")
    save_words = _("Identify")
    saved_words = _("Patient identified")

    @cached_property
    def subject(self) -> Patient:
        """Somebody who waits to be identified; anybody else has their own form for their name."""
        if not waits_for_a_name(self.patient) and not self.is_sent_again:
            self.record("read", outcome=Outcome.REFUSED, reason="is identified")
            raise Http404
        return self.patient

    def save(self, form: IdentifyForm) -> Patient:
        return identify_patient(
            patient=self.patient,
            version=form.loaded.version,
            person=form.identity,
            by=self.actor,
            others=form.others,
        )

    def candidates_url(self) -> str:
        return reverse("registration:candidates_of", args=[self.patient.public_id])

    def back_url(self) -> str:
        return reverse("registration:register_unidentified")


class CandidatesOf(PatientView, CandidatesView):
    """Of an unidentified patient who is being named: neither their own record, nor who was told apart from it."""

    permission = "registration.create"
    category = "identity"

    def typed(self) -> IdentifyForm:
        if not waits_for_a_name(self.patient):
            self.record("read", outcome=Outcome.REFUSED, reason="is identified")
            raise Http404
        return IdentifyForm(
            self.request.POST,
            user=self.request.user,
            path=reverse("registration:identify", args=[self.patient.public_id]),
            record=self.patient,
            auto_id="registration-identify-%s",
        )


def waits_for_a_name(patient: Patient) -> bool:
    return UnidentifiedPerson.objects.filter(patient=patient, identified_at=None).exists()
