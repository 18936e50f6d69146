"""A set that was wrong: what it should have been, or that it should not be at all; always with the reason."""

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from features.foundation.clinical.units import shown
from features.foundation.ui.fields.quantities import Measured
from features.foundation.ui.fields.text import TextField
from features.foundation.ui.forms import MedicalBaseForm
from features.vitals.forms.record import NOTHING, RecordVitalsForm
from features.vitals.forms.signs import DEVICE, PLACES, WHY_NOT
from features.vitals.models import VitalSigns
from features.vitals.rules import AIR, SIGNS

OXYGEN_PARTS = ("oxygen", "oxygen_device", "oxygen_flow", "fio2")
MISSED_PARTS = ("not_measured", "why_not", "why_else")


def reason_field() -> TextField:
    return TextField(
        label=_("Why is it corrected?"),
        max_length=300,
        help_text=_("It stands with the old values, which stay to be seen."),
    )


class CorrectVitalsForm(RecordVitalsForm):
    """The set as it should have been; what is left as it is keeps its exact value."""

    reason = reason_field()

    record: VitalSigns | None

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        device = self.record.oxygen_device if self.record else ""
        choices = list(self.fields["oxygen_device"].choices)  # type: ignore[attr-defined]
        if device not in (AIR, *dict(choices)):
            self.fields["oxygen_device"].choices = [*choices, (device, device)]  # type: ignore[attr-defined]
        self.fields["reason"].required = True

    def initial_of(self, record: VitalSigns) -> dict[str, Any]:
        why = next(iter(record.not_measured.values()), "")
        is_coded = why in dict(WHY_NOT)
        return {
            **{name: _as_typed(record, name) for name in SIGNS if name in self.fields},
            "oxygen": "" if not record.oxygen_device else AIR if record.oxygen_device == AIR else DEVICE,
            "oxygen_device": "" if record.oxygen_device == AIR else record.oxygen_device,
            "consciousness": record.consciousness,
            "not_measured": list(record.not_measured),
            "why_not": why if is_coded else "",
            "why_else": "" if is_coded else why,
            "taken_at": record.taken_at,
            "reason": "",
        }

    @property
    def so_far(self) -> dict[str, Any]:
        if self.is_bound or self.record is None:
            return super().so_far
        return {name: getattr(self.record, name) for name in (*NOTHING, "taken_at")}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.errors and not self.corrected:
            self.add_error(None, gettext("Nothing was changed yet."))
        return cleaned

    @property
    def corrected(self) -> dict[str, Any]:
        """The columns that somebody touched, with what they hold now; empty ones hold nothing."""
        now_held, told = self.signs, self.changes
        columns: dict[str, Any] = {
            name: now_held.get(name) for name in SIGNS if name in told and name not in OXYGEN_PARTS
        }
        if any(part in told for part in OXYGEN_PARTS):
            columns["oxygen_device"] = now_held.get("oxygen_device", "")
            columns.update({part: now_held.get(part) for part in ("oxygen_flow", "fio2")})
        if "consciousness" in told:
            columns["consciousness"] = told["consciousness"]
        if any(part in told for part in MISSED_PARTS):
            columns["not_measured"] = self.not_measurable
        if "taken_at" in told:
            columns["taken_at"] = told["taken_at"]
        return columns


class WithdrawVitalsForm(MedicalBaseForm):
    """Why a set should not be there at all."""

    reason = TextField(
        label=_("What went wrong?"), max_length=300, help_text=_("For example: another patient.")
    )

    def initial_of(self, record: VitalSigns) -> dict[str, Any]:
        return {"reason": ""}


def _as_typed(record: VitalSigns, name: str) -> Measured | None:
    """The number as it was typed, else as it is shown, in the unit of the sign."""
    value = getattr(record, name)
    if value is None:
        return None
    if name in record.typed:
        number, unit = record.typed[name]
        return Measured(Decimal(number), unit)
    return Measured(shown(value, PLACES.get(name, 0)).normalize() + 0, SIGNS[name].unit)
