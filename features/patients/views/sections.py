"""The forms of a registration, a section each, in the place of the region that shows them."""

from functools import cached_property
from typing import Any

from django.http import Http404
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from features.foundation.audit.models import Outcome
from features.foundation.records.clock import today
from features.foundation.records.models import BaseRecord
from features.foundation.ui.forms import MedicalBaseForm
from features.patients import regions
from features.patients.events import PATIENTS_CHANGED
from features.patients.forms import (
    AddressForm,
    CareForm,
    ConsentForm,
    IdentityForm,
    NameForm,
    RelativeForm,
    WithdrawConsentForm,
)
from features.patients.models import (
    Consent,
    ConsentStatus,
    Patient,
    PatientAddress,
    PatientName,
    RelatedPerson,
)
from features.patients.sections import (
    add_address,
    add_detail,
    change_care,
    change_detail,
    change_identity,
    correct_address,
    move,
    withdraw_consent,
)
from features.patients.views.base import PatientFormView


class SectionView(PatientFormView):
    """A form that is saved into the identity of a patient."""

    permission = "demographics.change"
    category = "identity"
    announces = (PATIENTS_CHANGED,)
    shows = regions.WHO


class PatientSectionView(SectionView):
    """A form about some columns of the patient's own row."""

    @cached_property
    def subject(self) -> Patient:
        return self.patient

    def version_of(self, form: MedicalBaseForm) -> int:
        """Of the row as the form knew it; the present one where only other sections were changed since."""
        is_as_shown = form.shown_of(self.subject) == form.loaded.values
        return self.subject.version if is_as_shown else form.loaded.version


class ChangeIdentity(PatientSectionView):
    """Name, birth, sex, gender and marital status."""

    form_class = IdentityForm
    region = "patients/partials/change_identity.html"
    heading = _("Identity")
    saved_words = _("Identity saved")
    refusals = {
        "death_is_not_before_birth": ("birth_date", _("This is after the date of death.")),
        "time_of_death_is_not_before_birth": ("birth_date", _("This is after the time of death.")),
        "birth_date_is_possible": ("birth_date", _("Nobody who lives was born before 1850. Check the year.")),
    }

    def save(self, form: IdentityForm) -> Patient:
        return change_identity(
            patient=self.patient,
            version=self.version_of(form),
            identity=form.identity,
            former=form.former_use,
            by=self.actor,
        )


class ChangeCare(PatientSectionView):
    """Who cares for the patient, and in which language."""

    form_class = CareForm
    region = "patients/partials/change_care.html"
    heading = _("Provider and language")
    saved_words = _("Provider and language saved")

    def save(self, form: CareForm) -> Patient:
        return change_care(patient=self.patient, version=self.version_of(form), care=form.care, by=self.actor)


class AddAddress(SectionView):
    """Where the patient lives, for the first time."""

    form_class = AddressForm
    region = "patients/partials/add_address.html"
    heading = _("Address")
    saved_words = _("Address saved")

    def save(self, form: AddressForm) -> PatientAddress:
        return add_address(patient=self.patient, address=form.address, by=self.actor)


class ChangeAddress(SectionView):
    """Where the patient lives now, or what was wrong about it."""

    form_class = AddressForm
    region = "patients/partials/change_address.html"
    heading = _("Address")
    saved_words = _("Address saved")
    refusals = {
        "address_ends_after_it_starts": ("moved_on", _("The patient came to this address later than that.")),
    }

    @cached_property
    def subject(self) -> PatientAddress:
        return self.own(PatientAddress.objects.all(), self.kwargs["address"])

    def save(self, form: AddressForm) -> PatientAddress:
        told: dict[str, Any] = {
            "address": self.subject,
            "version": form.loaded.version,
            "values": form.address,
            "by": self.actor,
        }
        if not form.has_moved:
            return correct_address(**told)
        return move(**told, moved_on=form.cleaned_data["moved_on"] or today(self.request.user.zone))


class AddName(SectionView):
    """Another name of the patient."""

    form_class = NameForm
    region = "patients/partials/add_name.html"
    heading = _("Another name")
    saved_words = _("Name saved")

    def save(self, form: NameForm) -> BaseRecord:
        return add_detail(detail=PatientName(patient=self.patient, **form.values), by=self.actor)


class ChangeName(SectionView):
    """What is known of another name."""

    form_class = NameForm
    region = "patients/partials/change_name.html"
    heading = _("Another name")
    saved_words = _("Name saved")

    @cached_property
    def subject(self) -> PatientName:
        return self.own(PatientName.objects.all(), self.kwargs["name"])

    def save(self, form: NameForm) -> BaseRecord:
        return change_detail(
            detail=self.subject, version=form.loaded.version, values=form.changes, by=self.actor
        )


THEMSELVES: dict[str, tuple[str | None, str | Promise]] = {
    "nobody_is_their_own_relative": ("other_patient", _("This is the MRN of the patient themselves.")),
    "a_related_person_is_named": ("full_name", _("Fill in the name, or the MRN of a patient here.")),
}


class AddRelative(SectionView):
    """Somebody who belongs to the patient."""

    form_class = RelativeForm
    region = "patients/partials/add_relative.html"
    heading = _("Related person")
    saved_words = _("Related person saved")
    refusals = THEMSELVES

    def save(self, form: RelativeForm) -> BaseRecord:
        return add_detail(detail=RelatedPerson(patient=self.patient, **form.relative), by=self.actor)


class ChangeRelative(SectionView):
    """What is known of somebody who belongs to the patient."""

    form_class = RelativeForm
    region = "patients/partials/change_relative.html"
    heading = _("Related person")
    saved_words = _("Related person saved")
    refusals = THEMSELVES

    @cached_property
    def subject(self) -> RelatedPerson:
        return self.own(RelatedPerson.objects.all(), self.kwargs["relative"])

    def save(self, form: RelativeForm) -> BaseRecord:
        return change_detail(
            detail=self.subject, version=form.loaded.version, values=form.relative, by=self.actor
        )


class AddConsent(SectionView):
    """What the patient agreed to, or refused."""

    form_class = ConsentForm
    region = "patients/partials/add_consent.html"
    heading = _("Consent")
    saved_words = _("Consent saved")

    def save(self, form: ConsentForm) -> BaseRecord:
        return add_detail(detail=Consent(patient=self.patient, **form.values), by=self.actor)


class WithdrawConsent(SectionView):
    """That the patient does not agree any more."""

    form_class = WithdrawConsentForm
    region = "patients/partials/withdraw_consent.html"
    heading = _("Withdraw the consent")
    saved_words = _("Consent withdrawn")
    refusals = {
        "consent_ends_after_it_starts": ("ends_on", _("It was given later than that.")),
    }

    @cached_property
    def subject(self) -> Consent:
        """One that stands; the form that withdrew it is answered again if its answer was lost."""
        found = self.own(Consent.objects.all(), self.kwargs["consent"])
        if found.status != ConsentStatus.ACTIVE and not self.is_sent_again:
            self.record("read", outcome=Outcome.REFUSED, reason="the consent does not stand")
            raise Http404
        return found

    def save(self, form: WithdrawConsentForm) -> Consent:
        return withdraw_consent(
            consent=self.subject,
            version=form.loaded.version,
            ends_on=form.values["ends_on"],
            by=self.actor,
        )
