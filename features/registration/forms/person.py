"""Who somebody is, and everybody who may be the same."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from features.foundation.clinical.ages import Precision
from features.foundation.records.clock import today
from features.foundation.ui.fields.text import TextField
from features.foundation.ui.forms import MedicalBaseForm
from features.patients.models import Sex
from features.patients.rules import last_seven
from features.registration.duplicates import Candidate, candidates
from features.registration.fields import estimated_from
from features.registration.rules import Person
from features.registration.telling_apart import PRESSED, REASONS, ApartField, read_apart, written_apart

MOST_SHOWN = 5
SEXES = [
    (Sex.FEMALE.value, _("Female")),
    (Sex.MALE.value, _("Male")),
    (Sex.OTHER.value, _("Other")),
    (Sex.UNKNOWN.value, _("Unknown")),
]


def birth_of(form: MedicalBaseForm, birth: Any) -> dict[str, Any]:
    """The fields of the patient that tell the birth, as the form's field `birth` says it; an age is an estimate."""
    if birth is None:
        return {"birth_date": None, "birth_precision": Precision.UNKNOWN.value, "birth_date_estimated": False}
    estimated = estimated_from(
        form.sent.get("birth", "").strip(), today(timezone.get_current_timezone_name())
    )
    return {
        "birth_date": birth.on,
        "birth_precision": birth.precision.value,
        "birth_date_estimated": estimated is not None,
    }


class PersonForm(MedicalBaseForm):
    """Who somebody is, with everybody who may be the same; the base of all forms that make a record of a person."""

    compares = False
    """Whether people who may be the same are looked for when it is cleaned: not while drafts and fields are read."""

    different = TextField(
        label=_("Why is this somebody else?"),
        required=False,
        max_length=300,
        help_text=_("It is kept with both records. For example: two cousins, both passports seen."),
    )
    apart = ApartField(label=_("Told apart"), required=False)

    elsewhere = ("apart",)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.found: list[Candidate] = []
        self.fields["different"] = self.fields.pop("different")  # asked last
        if "sex" in self.fields:
            self.fields["sex"].as_segments = True  # type: ignore[attr-defined]  # read by the field's template
        if not self.sent.get("different"):
            self.fields["different"].widget = forms.HiddenInput()
        if pressed := self.sent.pop(PRESSED, None):
            apart = read_apart(f"{self.sent.get('apart', '')} {pressed[-1]}")
            self.sent["apart"] = written_apart(apart)

    @property
    def person(self) -> Person:
        """Who was typed so far, as far as it can be read."""
        told = getattr(self, "cleaned_data", {})
        birth = told.get("birth")
        phones = (last_seven(told.get(name) or "") for name in ("phone_mobile", "phone_home"))
        return Person(
            family_name=told.get("family_name") or "",
            given_names=told.get("given_names") or "",
            birth_date=birth.on if birth else None,
            is_day_known=not birth or birth.precision == Precision.DAY,
            sex=told.get("sex") or Sex.UNKNOWN.value,
            phones=frozenset(filter(None, phones)),
            email=told.get("email") or "",
            postal_code=told.get("postal_code") or "",
        )

    def compare(self) -> None:
        """Looks for people who may be the same; everything that was typed so far and can be read counts."""
        record = self.record.pk if self.record else None
        self.found = candidates(person=self.person, facility=self.user.facility_id, record=record)

    @property
    def apart_told(self) -> dict[UUID, str]:
        """The reason, by public id, why somebody was said to be another."""
        return self.cleaned_data.get("apart", {}) if self.is_bound else {}

    @property
    def not_told_apart(self) -> list[Candidate]:
        return [one for one in self.found if one.public_id not in self.apart_told]

    @property
    def shown(self) -> list[Candidate]:
        """The likeliest of them."""
        return self.not_told_apart[:MOST_SHOWN]

    @property
    def set_aside(self) -> list[tuple[Candidate, str]]:
        """Who was told apart, with the reason in words."""
        told = self.apart_told
        return [(one, str(REASONS[told[one.public_id]])) for one in self.found if one.public_id in told]

    @property
    def reasons(self) -> list[tuple[str, Any]]:
        """Why somebody is somebody else, one for each button."""
        return [*REASONS.items()]

    @property
    def very_likely(self) -> list[Candidate]:
        return [one for one in self.not_told_apart if one.comparison.is_very_likely]

    @property
    def others(self) -> dict[UUID, str]:
        """By public id: who this is not, as somebody said, and why; of those only who may be the same."""
        told = {one.public_id: reason for one, reason in self.set_aside if not one.is_restricted}
        if why := self.values["different"]:
            meant = (one for one in self.not_told_apart if one.comparison.is_to_explain)
            told |= {one.public_id: why for one in meant}
        return told

    def clean(self) -> dict[str, Any]:
        if self.compares:
            self.compare()
        if self.very_likely and not self.cleaned_data.get("different"):
            self.ask_why()
        return super().clean()

    def ask_why(self) -> None:
        """Somebody very like this one has a record: it is used, or said why this is somebody else."""
        self.show_why()
        self.add_error(
            "different",
            gettext("Somebody very like this is registered already. Use that record, or say why not."),
        )

    def forgive(self) -> None:
        super().forgive()
        if not self.sent.get("different"):
            self.fields["different"].widget = forms.HiddenInput()

    def show_why(self) -> None:
        self.fields["different"].widget = forms.Textarea(attrs={"rows": 2, "dir": "auto"})
