"""Addresses, other names, related people and consents, as a person types them."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from features.foundation.ui.fields.partial_dates import DayField
from features.foundation.ui.fields.phones import PhoneField
from features.foundation.ui.fields.text import LineField, NameField, TextField
from features.patients.codes import CONSENT_SCOPES, COUNTRIES, RELATIONSHIPS, wrong_postal_code
from features.patients.forms.recorded import RecordedChoicesForm
from features.patients.models import (
    ConsentStatus,
    EndReason,
    NameUse,
    Patient,
    PatientAddress,
    PatientFacility,
    RelatedPerson,
)
from features.patients.rules import is_postal_code

MOVED, CORRECTED = "moved", "corrected"
YES, NO = "yes", "no"


class AddressForm(RecordedChoicesForm):
    """Where a patient lives. Whether they moved decides what becomes of the former address."""

    reason = forms.ChoiceField(
        label=_("Why does it change"),
        choices=[
            (MOVED, _("the patient moved: the former address is kept")),
            (CORRECTED, _("it is corrected or completed")),
        ],
        widget=forms.RadioSelect,
    )
    moved_on = DayField(label=_("Moved on"), required=False)
    lines = TextField(label=_("Street and house"), max_length=300, required=False)
    city = LineField(label=_("City"), max_length=120)
    district = LineField(label=_("District or county"), max_length=120, required=False)
    state = LineField(label=_("State"), max_length=60, required=False)
    postal_code = LineField(label=_("Postal code"), max_length=20, required=False)
    country = forms.ChoiceField(label=_("Country"), choices=COUNTRIES, required=False)

    checked_on_blur = ("moved_on", "postal_code")
    side_by_side = (("city", "district"), ("state", "postal_code"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.record is None:
            for name in ("reason", "moved_on"):
                self.fields.pop(name)

    def for_new(self) -> Mapping[str, Any]:
        return {"country": "US"}

    def initial_of(self, record: PatientAddress) -> dict[str, Any]:
        asked = ("reason", "moved_on")
        return {
            **{name: getattr(record, name) for name in self.kept if name not in asked},
            **dict.fromkeys(asked, ""),
        }

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        code, country = given.get("postal_code"), given.get("country", "")
        if code and self.is_touched("postal_code") and not is_postal_code(code, country=country):
            self.add_error("postal_code", wrong_postal_code(country))
        if given.get("moved_on") and given.get("reason") == CORRECTED:
            self.add_error("moved_on", gettext("A correction has no day of moving. Leave it out."))
        return super().clean()

    @property
    def address(self) -> dict[str, Any]:
        """The whole address as it is typed."""
        return {name: value for name, value in self.values.items() if name not in ("reason", "moved_on")}

    @property
    def has_moved(self) -> bool:
        return self.cleaned_data["reason"] == MOVED


class DetailForm(RecordedChoicesForm):
    """A form about one record that belongs to a patient."""

    @property
    def told(self) -> dict[str, Any]:
        """The fields of the record that somebody touched."""
        return self.changes


class NameForm(DetailForm):
    """Another name of a patient."""

    use = forms.ChoiceField(
        label=_("Kind of name"),
        choices=[(use.value, use.label) for use in NameUse if use != NameUse.OLD],
    )
    family_name = NameField(label=_("Family name"), required=False)
    given_names = NameField(label=_("Given names"), required=False)
    name_prefix = LineField(label=_("Prefix"), max_length=20, required=False)
    name_suffix = LineField(label=_("Suffix"), max_length=20, required=False)

    checked_on_blur = ("family_name", "given_names")
    side_by_side = (("family_name", "given_names"), ("name_prefix", "name_suffix"))

    def clean(self) -> dict[str, Any]:
        names = ("family_name", "given_names")
        if not any(self.cleaned_data.get(name) or name in self.errors for name in names):
            self.add_error("family_name", gettext("Fill in one of the two names."))
        return super().clean()


class RelativeForm(DetailForm):
    """Somebody who belongs to a patient, by name or as another patient here."""

    relationship = forms.ChoiceField(label=_("Is the patient’s"), choices=RELATIONSHIPS)
    full_name = NameField(label=_("Name"), max_length=240, required=False)
    other_patient = LineField(label=_("MRN, if they are a patient here"), max_length=20, required=False)
    phone = PhoneField(label=_("Phone"), required=False)
    is_emergency_contact = forms.ChoiceField(
        label=_("Called in an emergency"), choices=[(NO, _("no")), (YES, _("yes"))]
    )

    checked_on_blur = ("full_name", "other_patient", "phone")
    side_by_side = (("full_name", "other_patient"),)

    def for_new(self) -> Mapping[str, Any]:
        return {"is_emergency_contact": NO}

    def initial_of(self, record: RelatedPerson) -> dict[str, Any]:
        seen = self._visible(pk=record.other_patient_id) if record.other_patient_id else None
        return {
            "relationship": record.relationship,
            "full_name": record.full_name,
            "other_patient": seen.mrn if seen else "",
            "phone": record.phone,
            "is_emergency_contact": YES if record.is_emergency_contact else NO,
        }

    def clean(self) -> dict[str, Any]:
        mrn = self.cleaned_data.get("other_patient")
        self.other = self._visible(mrn=mrn.upper()) if mrn else None
        if mrn and self.other is None:
            self.add_error("other_patient", gettext("No patient whom you may see has this MRN."))
        hidden = (
            isinstance(self.record, RelatedPerson)
            and self.record.other_patient_id
            and not self.is_touched("other_patient")
        )
        if (
            not mrn
            and not hidden
            and not self.cleaned_data.get("full_name")
            and "full_name" not in self.errors
        ):
            self.add_error("full_name", gettext("Fill in the name, or the MRN of a patient here."))
        return super().clean()

    def _visible(self, **which: Any) -> Patient | None:
        """A patient whom the person who types may see, and nobody else."""
        seen = PatientFacility.objects.visible_to(self.user).values("patient_id")
        return Patient.objects.filter(pk__in=seen, **which).first()

    @property
    def told(self) -> dict[str, Any]:
        told = dict(self.changes)
        if "other_patient" in told:
            told["other_patient"] = self.other
        if "is_emergency_contact" in told:
            told["is_emergency_contact"] = told["is_emergency_contact"] == YES
        return told


class ConsentForm(DetailForm):
    """What a patient agreed to, or refused, and when."""

    scope = forms.ChoiceField(label=_("Consent to"), choices=CONSENT_SCOPES)
    status = forms.ChoiceField(
        label=_("The patient"),
        choices=[(ConsentStatus.ACTIVE.value, _("agreed")), (ConsentStatus.REJECTED.value, _("refused"))],
        widget=forms.RadioSelect,
    )
    given_on = DayField(label=_("On"))
    note = LineField(label=_("Note"), max_length=500, required=False)

    checked_on_blur = ("given_on",)


class EndForm(RecordedChoicesForm):
    """From when on something holds no longer, and why."""

    ends_on = DayField(label=_("Until"))
    end_reason = forms.ChoiceField(label=_("Why"), choices=EndReason.choices, widget=forms.RadioSelect)

    checked_on_blur = ("ends_on",)
    reasons: tuple[EndReason, ...] = (EndReason.PAST, EndReason.ASKED, EndReason.MISTAKE)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = [(reason.value, reason.label) for reason in self.reasons]
        self.fields["end_reason"].choices = known  # type: ignore[attr-defined]  # a ChoiceField

    @property
    def ending(self) -> dict[str, Any]:
        """From which day on it has ended, and the reason."""
        return {"ends_on": self.values["ends_on"], "reason": EndReason(self.values["end_reason"])}


class EndRelativeForm(EndForm):
    reasons = (EndReason.PAST, EndReason.DIED, EndReason.ASKED, EndReason.MISTAKE)


class WithdrawConsentForm(RecordedChoicesForm):
    """From when on a patient does not agree any more."""

    ends_on = DayField(label=_("Withdrawn on"))

    checked_on_blur = ("ends_on",)
