"""What an administrator may type about displays, providers and payers, and the words when it is wrong."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from features.foundation.access.models import Facility
from features.foundation.clinical.check_characters import is_npi
from features.foundation.ui.fields.text import LineField, NameField
from features.foundation.ui.forms import MedicalBaseForm
from features.patients.models import Payer, Provider


class RegisterDeviceForm(MedicalBaseForm):
    """A new display: where it hangs. Its facility is that of who adds it."""

    name = LineField(
        label=_("Name"),
        max_length=80,
        help_text=_("Where it hangs, so that people find it again. For example: Ward A, corridor."),
    )


class RevokeDeviceForm(MedicalBaseForm):
    """That a display may show nothing any more: there is nothing to type."""


HERE, ELSEWHERE = "here", "elsewhere"


class ProviderForm(MedicalBaseForm):
    """Somebody who provides care. The NPI is checked by its last digit (Luhn over 80840 and the number)."""

    family_name = NameField(label=_("Family name"), max_length=120)
    given_names = NameField(label=_("Given names"), max_length=120, required=False)
    name_prefix = LineField(label=_("Title"), max_length=20, required=False)
    npi = LineField(label=_("NPI"), max_length=20, required=False, help_text=_("Ten digits."))
    specialty = LineField(label=_("Specialty"), max_length=120, required=False)
    works = forms.ChoiceField(
        label=_("Works"),
        choices=[(HERE, _("at this clinic")), (ELSEWHERE, _("elsewhere"))],
        widget=forms.RadioSelect,
    )

    checked_on_blur = ("family_name", "given_names", "npi")
    side_by_side = (("family_name", "given_names"), ("name_prefix", "specialty"), ("npi", "works"))

    def for_new(self) -> dict[str, Any]:
        return {"works": HERE}

    def initial_of(self, record: Provider) -> dict[str, Any]:
        names = ("family_name", "given_names", "name_prefix", "specialty")
        works = HERE if record.facility_id and record.facility_id == self.user.facility_id else ELSEWHERE
        return {**{name: getattr(record, name) for name in names}, "npi": record.npi or "", "works": works}

    def clean_npi(self) -> str:
        """The ten digits, whatever was typed between them."""
        typed = self.cleaned_data["npi"]
        digits = "".join(sign for sign in typed if sign not in " -.")
        if digits and not (len(digits) == 10 and digits.isascii() and digits.isdigit() and digits[0] in "12"):
            raise forms.ValidationError(gettext("An NPI has ten digits and begins with 1 or 2."))
        if digits and not is_npi(digits):
            raise forms.ValidationError(gettext("The last digit does not fit the others. Check the number."))
        return digits

    def provider_at(self, facility: Facility) -> dict[str, Any]:
        """The fields of the provider that somebody touched; who works elsewhere keeps no facility."""
        told = self.changes
        names = ("family_name", "given_names", "name_prefix", "specialty")
        fields: dict[str, Any] = {name: told[name] for name in names if name in told}
        if "npi" in told:
            fields["npi"] = told["npi"] or None
        if "works" in told or self.record is None:
            fields["facility"] = facility if self.values["works"] == HERE else None
        return fields


class PayerForm(MedicalBaseForm):
    """Who pays, and under which number claims reach them. One who is known can be retired."""

    name = LineField(label=_("Name"), max_length=120)
    identifier = LineField(
        label=_("Payer ID"),
        max_length=40,
        required=False,
        help_text=_("The number under which claims reach it, for example 60054."),
    )
    is_retired = forms.BooleanField(
        label=_("Retired"),
        required=False,
        help_text=_("Nobody can be given it any more. Who has it keeps it."),
    )

    def __init__(self, *args, record: Payer | None = None, **kwargs) -> None:
        super().__init__(*args, record=record, **kwargs)
        if record is None:
            del self.fields["is_retired"]
