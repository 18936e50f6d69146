"""The forms of what belongs to a patient: addresses, other names, related people and consents."""

from datetime import date
from functools import cached_property
from typing import Any

from django.http import Http404
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from features.foundation.audit.models import Outcome
from features.foundation.records.clock import today
from features.foundation.records.models import BaseRecord
from features.foundation.ui.forms import MedicalBaseForm
from features.patients.codes import CONSENT_SCOPES, RELATIONSHIPS, in_words
from features.patients.forms import (
    AddressForm,
    ConsentForm,
    EndForm,
    EndRelativeForm,
    NameForm,
    RelativeForm,
    WithdrawConsentForm,
)
from features.patients.models import Consent, PatientAddress, PatientName, RelatedPerson
from features.patients.reading import visible_patient
from features.patients.sections import (
    add_address,
    add_detail,
    change_detail,
    correct_address,
    end_detail,
    move,
    withdraw_consent,
)
from features.patients.views.sections import SectionView


class AddDetail(SectionView):
    """A new record of the kind `model`, of the patient of the URL."""

    model: type[Any]

    def save(self, form: Any) -> BaseRecord:
        return add_detail(detail=self.model(patient=self.patient, **form.told), by=self.actor)


class OneDetail(SectionView):
    """A form about one record of the kind `model`: the one of the URL, if it holds."""

    model: type[Any]

    @cached_property
    def subject(self) -> Any:
        """What has ended has no form any more; to one that is open still, the service says so."""
        found = self.own(self.model._default_manager.all(), self.kwargs["detail"])
        if self.request.method == "GET" and found.has_ended(self.today):
            self.record("read", outcome=Outcome.REFUSED, reason="it has ended")
            raise Http404
        return found

    @property
    def today(self) -> date:
        return today(self.request.user.zone)

    def lead(self) -> str:
        """Which record it is, where the fields do not say it."""
        return ""

    def around(self) -> dict[str, Any]:
        return {**super().around(), "lead": self.lead()}


class ChangeDetail(OneDetail):
    """What is known of a name or of a related person."""

    def save(self, form: Any) -> BaseRecord:
        version = form.loaded.version
        return change_detail(detail=self.subject, version=version, values=form.told, by=self.actor)


class EndDetail(OneDetail):
    """That a name, an address or a related person is the patient's no longer."""

    def save(self, form: EndForm) -> BaseRecord:
        version = form.loaded.version
        return end_detail(detail=self.subject, version=version, **form.ending, by=self.actor)


class OfAddress(SectionView):
    heading = _("Address")
    saved_words = _("Address saved")
    section, edits = "address", _("the address")
    form_class: type[MedicalBaseForm] = AddressForm
    model: type[Any] = PatientAddress


class AddAddress(OfAddress):
    """Where the patient lives, for the first time."""

    region = "patients/partials/add_address.html"

    def save(self, form: AddressForm) -> PatientAddress:
        return add_address(patient=self.patient, address=form.address, by=self.actor)


class ChangeAddress(OfAddress, OneDetail):
    """Where the patient lives now, or what was wrong about it."""

    region = "patients/partials/change_address.html"
    refusals = {
        "address_ends_after_it_starts": ("moved_on", _("The patient came to this address later than that.")),
    }

    def save(self, form: AddressForm) -> PatientAddress:
        told: dict[str, Any] = {
            "address": self.subject,
            "version": form.loaded.version,
            "values": form.address,
            "by": self.actor,
        }
        if not form.has_moved:
            return correct_address(**told)
        return move(**told, moved_on=form.cleaned_data["moved_on"] or self.today)


class EndAddress(OfAddress, EndDetail):
    """That the patient lives there no longer, and nobody knows where instead."""

    form_class = EndForm
    region = "patients/partials/end_address.html"
    heading = _("The address holds no longer")
    saved_words = _("Address ended")
    refusals = {
        "address_ends_after_it_starts": ("ends_on", _("The patient came to this address later than that.")),
    }

    def lead(self) -> str:
        return ", ".join(filter(None, (*self.subject.lines.splitlines(), self.subject.city)))


class OfName(SectionView):
    form_class: type[MedicalBaseForm] = NameForm
    heading = _("Another name")
    saved_words = _("Name saved")
    section, edits = "names", _("other names")
    model: type[Any] = PatientName


class AddName(OfName, AddDetail):
    """Another name of the patient."""

    region = "patients/partials/add_name.html"


class ChangeName(OfName, ChangeDetail):
    """What is known of another name."""

    region = "patients/partials/change_name.html"


class EndName(OfName, EndDetail):
    """That a name is used no longer; the patient is found by it all the same."""

    form_class = EndForm
    region = "patients/partials/end_name.html"
    heading = _("The name is used no longer")
    saved_words = _("Name ended")

    def lead(self) -> str:
        return f"{self.subject.given_names} {self.subject.family_name}".strip()


class OfRelative(SectionView):
    form_class: type[MedicalBaseForm] = RelativeForm
    heading = _("Related person")
    saved_words = _("Related person saved")
    section, edits = "relatives", _("related people")
    model: type[Any] = RelatedPerson
    refusals: dict[str, tuple[str | None, str | Promise]] = {
        "nobody_is_their_own_relative": (
            "other_patient",
            _("This is the MRN of the patient themselves."),
        ),
        "a_related_person_is_named": ("full_name", _("Fill in the name, or the MRN of a patient here.")),
    }


class AddRelative(OfRelative, AddDetail):
    """Somebody who belongs to the patient."""

    region = "patients/partials/add_relative.html"


class ChangeRelative(OfRelative, ChangeDetail):
    """What is known of somebody who belongs to the patient."""

    region = "patients/partials/change_relative.html"


class EndRelative(OfRelative, EndDetail):
    """That somebody belongs to the patient no longer; nobody calls them in an emergency from then on."""

    form_class = EndRelativeForm
    region = "patients/partials/end_relative.html"
    heading = _("No longer a related person")
    saved_words = _("Related person ended")

    def lead(self) -> str:
        """Their name, where the person may know it, and what they are to the patient."""
        other = self.subject.other_patient
        seen = visible_patient(self.request.user, other.public_id) if other else None
        name = self.subject.full_name or (seen.full_name if seen else "")
        return ", ".join(filter(None, (name, in_words(RELATIONSHIPS, self.subject.relationship))))


class OfConsent(SectionView):
    section, edits = "consents", _("consents")
    model: type[Any] = Consent


class AddConsent(OfConsent, AddDetail):
    """What the patient agreed to, or refused."""

    form_class = ConsentForm
    region = "patients/partials/add_consent.html"
    heading = _("Consent")
    saved_words = _("Consent saved")


class WithdrawConsent(OfConsent, OneDetail):
    """That the patient does not agree any more."""

    form_class = WithdrawConsentForm
    region = "patients/partials/withdraw_consent.html"
    heading = _("Withdraw the consent")
    saved_words = _("Consent withdrawn")
    refusals = {
        "consent_ends_after_it_starts": ("ends_on", _("It was given later than that.")),
    }

    def lead(self) -> str:
        return in_words(CONSENT_SCOPES, self.subject.scope)

    def save(self, form: WithdrawConsentForm) -> Consent:
        return withdraw_consent(
            consent=self.subject,
            version=form.loaded.version,
            ends_on=form.values["ends_on"],
            by=self.actor,
        )
