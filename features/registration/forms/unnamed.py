"""What is asked of those who cannot say who they are: the newborn and the unidentified."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from features.foundation.records.clock import today
from features.foundation.ui.fields.partial_dates import DayField
from features.foundation.ui.fields.text import LineField, NameField, TextField
from features.foundation.ui.fields.warnings import Warning
from features.foundation.ui.formats import day
from features.foundation.ui.forms import MedicalBaseForm
from features.patients.models import Patient, PatientFacility, Sex
from features.registration.fields import BirthDateField
from features.registration.forms.person import SEXES, PersonForm, birth_of

YOUNGEST_MOTHER = 10
"""Years; below, the number of the mother is another one's."""


class NewbornForm(MedicalBaseForm):
    """A child who was just born to a patient. The mother is told by her MRN, and asked back by her name."""

    mother = LineField(label=_("MRN of the mother"), max_length=20)
    given_names = NameField(label=_("Given names, if there are any yet"), max_length=120, required=False)
    family_name = NameField(label=_("Family name, if not the mother’s"), max_length=120, required=False)
    birth = DayField(label=_("Birth date"))
    birth_time = forms.TimeField(
        label=_("Time of birth"),
        required=False,
        help_text=_("For example 14:05."),
        error_messages={"invalid": _("Write the time as 14:05.")},
    )
    sex = forms.ChoiceField(label=_("Sex"), choices=SEXES, widget=forms.RadioSelect)
    order = forms.TypedChoiceField(
        label=_("Of twins or more"),
        choices=[
            ("", _("single birth")),
            ("1", _("first")),
            ("2", _("second")),
            ("3", _("third")),
            ("4", _("fourth")),
        ],
        coerce=int,
        empty_value=None,
        required=False,
    )

    checked_on_blur = ("mother",)
    side_by_side = (("given_names", "family_name"), ("birth", "birth_time"), ("sex", "order"))

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sex"].as_segments = True  # type: ignore[attr-defined]  # read by the field's template
        self.her: Patient | None = None

    def clean_mother(self) -> str:
        """The MRN of a patient of the facility, in capitals."""
        mrn = self.cleaned_data["mother"].upper().replace(" ", "")
        seen = PatientFacility.objects.visible_to(self.user).filter(mrn=mrn).values("patient_id")
        self.her = Patient.objects.filter(pk__in=seen).select_related("primary_provider").first()
        if self.her is None:
            raise forms.ValidationError(
                gettext("No patient of your list has this MRN. Register the mother first.")
            )
        return mrn

    def warnings(self) -> list[tuple[str, Warning]]:
        her = self.her
        if her is None:
            return []
        told = {"name": her.full_name, "born": day(her.birth_date) if her.birth_date else "–"}
        asked = [("mother", Warning("whose-child", gettext("The mother is %(name)s, born %(born)s.") % told))]
        years = (
            (today(timezone.get_current_timezone_name()) - her.birth_date).days // 365
            if her.birth_date
            else 99
        )
        if her.sex == Sex.MALE or years < YOUNGEST_MOTHER:
            words = gettext("By sex or age this patient is hardly the mother. Check the MRN.")
            asked.append(("mother", Warning("unlikely-mother", words)))
        return asked

    @property
    def found_mother(self) -> Patient:
        """The mother, of a form that is valid."""
        if self.her is None:
            raise ValueError("The mother is not known.")
        return self.her

    @property
    def child(self) -> dict[str, Any]:
        """The fields of the child, named after the mother until it has a name."""
        told, her = self.values, self.found_mother
        return {
            "family_name": told["family_name"] or her.family_name,
            "given_names": told["given_names"] or gettext("Baby of %(name)s") % {"name": her.given_names},
            "birth_date": told["birth"],
            "birth_time": told["birth_time"],
            "sex": told["sex"],
            "multiple_birth_order": told["order"],
        }


class UnidentifiedForm(MedicalBaseForm):
    """Somebody whom nobody can name: what can be seen, so that they get a record and a wristband at once."""

    sex = forms.ChoiceField(label=_("Sex"), choices=SEXES, widget=forms.RadioSelect)
    birth = BirthDateField(
        label=_("Age, as it looks"), required=False, help_text=_("For example “about 40”.")
    )
    description = TextField(
        label=_("Found where and when, how they look, what they wear"), max_length=500, help_text=""
    )

    side_by_side = (("sex", "birth"),)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sex"].as_segments = True  # type: ignore[attr-defined]  # read by the field's template

    @property
    def person(self) -> dict[str, Any]:
        return {"sex": self.values["sex"], **birth_of(self, self.values["birth"])}


class IdentifyForm(PersonForm):
    """Who an unidentified patient is."""

    family_name = NameField(label=_("Family name"), max_length=120)
    given_names = NameField(label=_("Given names"), max_length=120, required=False)
    birth = BirthDateField(label=_("Birth date"))
    sex = forms.ChoiceField(label=_("Sex"), choices=SEXES, widget=forms.RadioSelect)

    side_by_side = (("family_name", "given_names"), ("birth", "sex"))

    def initial_of(self, record: Any) -> dict[str, Any]:
        """Nothing of the stand-in is offered but the sex."""
        return {**dict.fromkeys(self.kept, ""), "birth": None, "sex": record.sex}

    @property
    def identity(self) -> dict[str, Any]:
        """The fields of the patient."""
        told = self.values
        return {name: told[name] for name in ("family_name", "given_names", "sex")} | birth_of(
            self, told["birth"]
        )
