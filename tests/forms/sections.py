"""Every form of a section and the one of a provider: where it is, what a person fills in, and of which record it is."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.urls import reverse

from features.administration.forms import ProviderForm
from features.patients import forms
from features.patients.models import Consent, Patient, PatientAddress, PatientName, Provider, RelatedPerson
from tests.factories import ProviderFactory

ENDED = {"ends_on": "14 Mar 2025", "end_reason": "past"}
CONSENT = {"scope": "research", "status": "active", "given_on": "14 Mar 2025"}


@dataclass(frozen=True)
class SectionForm:
    """`typed` can be saved; `takes` is the field that takes each group of hostile texts in the short run."""

    name: str
    form: type
    typed: Mapping[str, str]
    takes: Mapping[str, str]
    model: type = Patient
    held: Mapping[str, Any] = field(default_factory=dict)
    """What the record of the URL holds; nothing where the form is about the patient or about something new."""

    def record(self, patient: Patient) -> Any:
        """A new record of the patient for the URL, if it needs one."""
        if self.model is Provider:
            return ProviderFactory(**self.held) if self.held else None
        return self.model._default_manager.create(patient=patient, **self.held) if self.held else None

    def url(self, patient: Patient, record: Any) -> str:
        if self.model is Provider:
            return reverse(f"administration:{self.name}", args=[record.public_id] if record else [])
        ids = [patient.public_id, *([record.public_id] if record else [])]
        return reverse(f"patients:{self.name}", args=ids)


def each(field_name: str) -> dict[str, str]:
    return dict.fromkeys("TNDI", field_name)


HOME = {"city": "Boston", "country": "US"}
NICKNAME = {"use": "nickname", "given_names": "Ani"}
MOTHER = {"relationship": "MTH", "full_name": "Rosa Moreno"}
NAMES = {"T": "name_suffix", "N": "family_name", "D": "given_names", "I": "name_prefix"}
RELATIVES = {"T": "phone", "N": "full_name", "D": "phone", "I": "other_patient"}
PLACES = {"T": "lines", "N": "city", "D": "district", "I": "postal_code"}
PROVIDERS = {"T": "specialty", "N": "family_name", "D": "given_names", "I": "npi"}

ALL = (
    SectionForm(
        "change_identity",
        forms.IdentityForm,
        {"preferred_name": "Anita", "former_name": "mistake"},
        {"T": "gender_identity", "N": "family_name", "D": "birth_date", "I": "birth_time"},
    ),
    SectionForm("change_care", forms.CareForm, {"language": "es"}, each("primary_provider")),
    SectionForm("add_address", forms.AddressForm, {"city": "Boston"}, PLACES, PatientAddress),
    SectionForm(
        "change_address", forms.AddressForm, {"city": "Salem", "reason": "corrected"},
        {**PLACES, "D": "moved_on"}, PatientAddress, HOME,
    ),
    SectionForm("end_address", forms.EndForm, ENDED, each("ends_on"), PatientAddress, HOME),
    SectionForm("add_name", forms.NameForm, NICKNAME, NAMES, PatientName),
    SectionForm("change_name", forms.NameForm, {"given_names": "Anni"}, NAMES, PatientName, NICKNAME),
    SectionForm("end_name", forms.EndForm, ENDED, each("ends_on"), PatientName, NICKNAME),
    SectionForm("add_relative", forms.RelativeForm, MOTHER, RELATIVES, RelatedPerson),
    SectionForm("change_relative", forms.RelativeForm, {"phone": "617-253-1000"}, RELATIVES, RelatedPerson, MOTHER),
    SectionForm("end_relative", forms.EndRelativeForm, ENDED, each("ends_on"), RelatedPerson, MOTHER),
    SectionForm("add_consent", forms.ConsentForm, CONSENT, {**each("note"), "D": "given_on"}, Consent),
    SectionForm(
        "withdraw_consent", forms.WithdrawConsentForm, {"ends_on": "14 Mar 2025"}, each("ends_on"), Consent,
        {"scope": "research", "status": "active", "given_on": date(2025, 1, 1)},
    ),
    SectionForm("add_provider", ProviderForm, {"family_name": "Sørby"}, PROVIDERS, Provider),
    SectionForm(
        "change_provider", ProviderForm, {"specialty": "Surgery"}, PROVIDERS, Provider, {"family_name": "Sorby"}
    ),
)  # fmt: skip
