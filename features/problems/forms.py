"""What a person may type about an allergy, and the words when it is wrong."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from features.foundation.clinical.ages import Precision
from features.foundation.ui.fields.codes import CodedText, CodeField
from features.foundation.ui.fields.partial_dates import PartialDateField
from features.foundation.ui.fields.reading_dates import PartialDate
from features.foundation.ui.fields.text import TextField
from features.foundation.ui.fields.warnings import Warning
from features.foundation.ui.forms import MedicalBaseForm
from features.problems.catalogues import category_of
from features.problems.models import Allergy
from features.problems.rules import AllergyCategory, Criticality, Severity, Verification

REACTIONS = ("", "_2", "_3")
"""The ends of the names of the fields: three reactions can be told in one form."""
SAME_NAMES = ("category", "criticality", "verification", "note")
UNKNOWN = ("", _("not known"))
CATEGORIES = [
    UNKNOWN,
    (AllergyCategory.MEDICATION.value, _("medication")),
    (AllergyCategory.FOOD.value, _("food")),
    (AllergyCategory.ENVIRONMENT.value, _("environment")),
    (AllergyCategory.BIOLOGIC.value, _("biologic")),
]
SEVERITIES = [
    UNKNOWN,
    (Severity.MILD.value, _("mild")),
    (Severity.MODERATE.value, _("moderate")),
    (Severity.SEVERE.value, _("severe")),
]
CRITICALITIES = [
    UNKNOWN,
    (Criticality.LOW.value, _("low")),
    (Criticality.HIGH.value, _("high")),
    (Criticality.UNABLE_TO_ASSESS.value, _("cannot be told")),
]
SURE = [
    (Verification.CONFIRMED.value, _("confirmed")),
    (Verification.UNCONFIRMED.value, _("unconfirmed")),
]


class AllergyForm(MedicalBaseForm):
    """An allergy or intolerance: to what, what it did, how bad that may become, how sure it is, since when."""

    substance = CodeField(label=_("Allergic to"), catalogue="allergens", free_text=True, max_length=300)
    category = forms.ChoiceField(label=_("Kind"), choices=CATEGORIES, required=False)
    onset = PartialDateField(label=_("Since"), required=False)
    reaction = CodeField(
        label=_("What happened"), catalogue="reactions", free_text=True, required=False, max_length=300
    )
    severity = forms.ChoiceField(label=_("How severe"), choices=SEVERITIES, required=False)
    reaction_2 = CodeField(
        label=_("What else"), catalogue="reactions", free_text=True, required=False, max_length=300
    )
    severity_2 = forms.ChoiceField(label=_("How severe"), choices=SEVERITIES, required=False)
    reaction_3 = CodeField(
        label=_("What else"), catalogue="reactions", free_text=True, required=False, max_length=300
    )
    severity_3 = forms.ChoiceField(label=_("How severe"), choices=SEVERITIES, required=False)
    criticality = forms.ChoiceField(label=_("Criticality"), choices=CRITICALITIES, required=False)
    verification = forms.ChoiceField(label=_("How sure"), choices=SURE, widget=forms.RadioSelect)
    note = TextField(label=_("Note"), required=False, max_length=500)

    checked_on_blur = ("onset",)
    folded = ("reaction_2", "reaction_3")
    side_by_side = (
        ("category", "onset"),
        *((f"reaction{end}", f"severity{end}") for end in REACTIONS),
        ("criticality", "verification"),
    )

    def for_new(self) -> Mapping[str, Any]:
        return {"verification": Verification.CONFIRMED.value}

    def initial_of(self, record: Allergy) -> dict[str, Any]:
        shown = {
            "substance": CodedText(record.code_system, record.code, record.display),
            "onset": PartialDate(record.onset_on, Precision(record.onset_precision))
            if record.onset_on
            else None,
            **{name: getattr(record, name) for name in SAME_NAMES},
        }
        recorded = list(record.reactions.filter(in_error=False).order_by("id"))
        for place, end in enumerate(REACTIONS):
            reaction = recorded[place] if place < len(recorded) else None
            shown[f"reaction{end}"] = (
                CodedText(reaction.code_system, reaction.code, reaction.display) if reaction else None
            )
            shown[f"severity{end}"] = reaction.severity if reaction else ""
        return shown

    def clean(self) -> dict[str, Any]:
        for end in REACTIONS:
            given = self.cleaned_data
            if given.get(f"severity{end}") and f"reaction{end}" in given and not given[f"reaction{end}"]:
                self.add_error(
                    f"reaction{end}", gettext("Say what happened, or leave out how severe it was.")
                )
        return super().clean()

    def warnings(self) -> list[tuple[str, Warning]]:
        severe = any(self.cleaned_data[f"severity{end}"] == Severity.SEVERE for end in REACTIONS)
        if not severe or self.cleaned_data["criticality"] != Criticality.LOW:
            return []
        words = gettext("The reaction was severe, and yet the criticality is low.")
        return [("criticality", Warning("severe-but-low", words))]

    @property
    def allergy(self) -> dict[str, Any]:
        """The fields of the allergy that somebody touched."""
        told = self.changes
        fields: dict[str, Any] = {}
        if substance := told.get("substance"):
            fields = {**_coded(substance), "category": category_of(substance.display)}
        fields.update(
            (name, told[name])
            for name in SAME_NAMES
            if told.get(name) or (name in told and name not in fields)
        )
        if "onset" in told:
            onset = told["onset"]
            fields["onset_on"] = onset.on if onset else None
            fields["onset_precision"] = onset.precision if onset else Precision.DAY
        return fields

    @property
    def reactions(self) -> list[dict[str, Any]]:
        """The fields of each reaction that somebody touched; one without words did not happen."""
        return [self._reaction(end) for end in REACTIONS]

    def _reaction(self, end: str) -> dict[str, Any]:
        told = self.changes
        fields: dict[str, Any] = _coded(told[f"reaction{end}"]) if f"reaction{end}" in told else {}
        if f"severity{end}" in told:
            fields["severity"] = told[f"severity{end}"]
        return fields


def _coded(code: CodedText | None) -> dict[str, str]:
    if code is None:
        return {"code_system": "", "code": "", "display": ""}
    return {"code_system": code.system, "code": code.code, "display": code.display}


class RefuteAllergyForm(MedicalBaseForm):
    """Why a recorded allergy is none."""

    verification = forms.ChoiceField(
        label=_("What was it"),
        choices=[
            (Verification.REFUTED.value, _("no allergy: it was refuted")),
            (Verification.ENTERED_IN_ERROR.value, _("a mistake: another patient, or wrongly written")),
        ],
        widget=forms.RadioSelect,
    )
    never_was = TextField(
        label=_("How is that known"),
        max_length=300,
        help_text=_("For example: took amoxicillin in 2024 without any reaction."),
    )

    def initial_of(self, record: Allergy) -> dict[str, Any]:
        return {"verification": "", "never_was": ""}


class DenyAllergiesForm(MedicalBaseForm):
    """That somebody asked and no allergies are known: there is nothing to type."""
