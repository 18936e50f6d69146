"""What a person may type about an insurance, and the words when it is wrong."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from features.foundation.access.models import User
from features.foundation.records.clock import today
from features.foundation.ui import formats
from features.foundation.ui.fields.partial_dates import DayField
from features.foundation.ui.fields.text import LineField
from features.foundation.ui.fields.warnings import Warning
from features.foundation.ui.forms import MedicalBaseForm
from features.patients.catalogues import payers
from features.patients.codes import SUBSCRIBER_RELATIONSHIPS
from features.patients.covering import next_verification
from features.patients.models import Coverage, CoverageKind

KINDS = [(kind.value, kind.label) for kind in CoverageKind]
PRIORITIES = [("", _("not known")), ("1", _("primary")), ("2", _("secondary")), ("3", _("tertiary"))]
PATIENT_IS_HOLDER = "self"


def payer_choices() -> list[tuple[str, Any]]:
    return [("", _("none")), *payers()]


class CoverageForm(MedicalBaseForm):
    """An insurance: who pays, under which numbers, who holds it, from when to when, in which order."""

    kind = forms.ChoiceField(label=_("Kind"), choices=KINDS)
    payer = forms.ChoiceField(label=_("Payer"), choices=payer_choices, required=False)
    member_id = LineField(label=_("Member ID"), required=False, max_length=60)
    group_number = LineField(label=_("Group number"), required=False, max_length=60)
    plan = LineField(label=_("Plan"), required=False, max_length=120)
    subscriber_name = LineField(
        label=_("Policy holder"),
        required=False,
        max_length=240,
        help_text=_("Only where it is not the patient."),
    )
    subscriber_relationship = forms.ChoiceField(
        label=_("The patient is to the holder"), choices=SUBSCRIBER_RELATIONSHIPS, required=False
    )
    priority = forms.ChoiceField(label=_("Priority"), choices=PRIORITIES, required=False)
    starts_on = DayField(label=_("Valid from"), required=False, may_be_future=True)
    ends_on = DayField(label=_("Valid until"), required=False, may_be_future=True)
    verify_by = DayField(label=_("Verify by"), required=False, may_be_future=True)

    checked_on_blur = (
        "member_id",
        "group_number",
        "plan",
        "subscriber_name",
        "starts_on",
        "ends_on",
        "verify_by",
    )
    folded = ("subscriber_name", "subscriber_relationship")
    side_by_side = (("kind", "payer"), ("member_id", "group_number"), ("starts_on", "ends_on"))

    def __init__(self, *args, record: Coverage | None = None, **kwargs) -> None:
        super().__init__(*args, record=record, **kwargs)
        if record:
            self._keep_choice("priority", record.priority)
            self._keep_choice("subscriber_relationship", record.subscriber_relationship)
            if record.payer:
                self._keep_choice("payer", record.payer.public_id, record.payer.name)

    def for_new(self) -> Mapping[str, Any]:
        return {
            "kind": CoverageKind.INSURANCE.value,
            "priority": "1",
            "verify_by": next_verification(_today()),
        }

    def initial_of(self, record: Coverage) -> dict[str, Any]:
        return {
            **super().initial_of(record),
            "payer": str(record.payer.public_id) if record.payer else "",
            "priority": str(record.priority or ""),
        }

    def clean(self) -> dict[str, Any]:
        told = self.cleaned_data
        if told.get("kind") == CoverageKind.INSURANCE and told.get("payer") == "":
            self.add_error("payer", gettext("Choose who pays, or choose self-pay as the kind."))
        if told.get("kind") == CoverageKind.SELF_PAY and told.get("payer"):
            self.add_error("payer", gettext("Nobody else pays for self-pay. Choose none here, or insurance."))
        if told.get("subscriber_name") and told.get("subscriber_relationship") == PATIENT_IS_HOLDER:
            words = gettext("The holder is somebody else: say what the patient is to them.")
            self.add_error("subscriber_relationship", words)
        starts_on, ends_on = told.get("starts_on"), told.get("ends_on")
        if starts_on and ends_on and ends_on < starts_on:
            words = gettext("%(until)s is before the first day, %(from)s. Check both.")
            said = {"until": formats.day(ends_on), "from": formats.day(starts_on)}
            self.add_error("ends_on", words % said)
        return super().clean()

    def warnings(self) -> list[tuple[str, Warning]]:
        ends_on = self.cleaned_data["ends_on"]
        if not ends_on or ends_on >= _today() or not self.is_touched("ends_on"):
            return []
        words = gettext("This cover ended on %(day)s.") % {"day": formats.day(ends_on)}
        return [("ends_on", Warning("cover-ended", words))]

    @property
    def coverage(self) -> dict[str, Any]:
        """The fields of the coverage that somebody touched; the payer by their public id."""
        told = self.changes
        if "priority" in told:
            told["priority"] = int(told["priority"]) if told["priority"] else None
        return told

    def _keep_choice(self, name: str, value: Any, words: str = "") -> None:
        """What another system told, or what we offer no more, stays as it is until somebody changes it."""
        field: Any = self.fields[name]
        if value and str(value) not in dict(field.choices):
            field.choices = [*field.choices, (str(value), words or str(value))]


class VerifyCoverageForm(MedicalBaseForm):
    """That somebody asked the payer today: there is nothing to type, and one press of its button is all."""

    @classmethod
    def of(cls, coverage: UUID, version: int, *, patient: UUID, user: User) -> "VerifyCoverageForm":
        """The form of a coverage as a list of coverages holds it: its hidden fields and where it is sent to."""
        path = reverse("patients:verify_coverage", args=[patient, coverage])
        return cls(user=user, path=path, record=Coverage(version=version), auto_id="")

    def initial_of(self, record: Coverage) -> dict[str, Any]:
        return {}


def _today() -> date:
    return today(timezone.get_current_timezone_name())
