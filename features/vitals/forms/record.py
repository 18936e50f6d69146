"""A set of vital signs as it is typed: partial sets, other units, slips that are offered to be mended."""

from collections.abc import Callable, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Layout
from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from features.foundation.records.clock import now
from features.foundation.ui.fields.measures import MeasuredField
from features.foundation.ui.fields.moments import MomentField
from features.foundation.ui.fields.quantities import Measured
from features.foundation.ui.fields.reading_numbers import read_number
from features.foundation.ui.fields.text import LineField
from features.foundation.ui.fields.warnings import Warning
from features.foundation.ui.forms import MedicalBaseForm
from features.foundation.ui.units import unit_words
from features.vitals.facts import Before
from features.vitals.forms.asked import configure
from features.vitals.forms.body import MEASURES_OF_BODY, changed, unusual
from features.vitals.forms.signs import (
    CONSCIOUSNESS,
    DEVICE,
    DEVICES,
    MEASURABLE,
    OXYGEN,
    WHY_NOT,
    segments,
    sign_field,
)
from features.vitals.rules import AIR, SIGNS
from features.vitals.slips import Slip, SlipKind, slips
from features.vitals.standards import standards_of

PRESSURES = ("systolic", "diastolic")
GROUPS = (
    ("respiratory_rate",), ("spo2",), ("oxygen",), ("oxygen_device", "oxygen_flow", "fio2"), PRESSURES, ("pulse",),
    ("temperature",), ("consciousness",), ("pain",), ("weight",), ("height",), ("head_circumference",), ("muac",),
    ("taken_at",),
)  # fmt: skip
"""Fields that stand together, in the order of the paper chart."""
MISSED = ("not_measured", "why_not", "why_else")
NOTHING: dict[str, Any] = {
    **dict.fromkeys(SIGNS),
    "oxygen_device": "",
    "consciousness": "",
    "not_measured": {},
}
"""The columns of a set of which nothing is typed yet."""


class RecordVitalsForm(MedicalBaseForm):
    """One row of fields in the order of the paper chart; whatever was not taken stays empty.

    `before_at` tells what was measured before a time, and the age then: a set of last year is compared with its own.
    """

    respiratory_rate = sign_field("respiratory_rate", _("Respiratory rate"))
    spo2 = sign_field("spo2", _("SpO₂"))
    oxygen = segments(_("Air or oxygen"), OXYGEN)
    oxygen_device = forms.ChoiceField(label=_("Device"), choices=DEVICES, required=False)
    oxygen_flow = sign_field("oxygen_flow", _("Flow"))
    fio2 = sign_field("fio2", _("FiO₂"))
    systolic = sign_field("systolic", _("Systolic"))
    diastolic = sign_field("diastolic", _("Diastolic"))
    pulse = sign_field("pulse", _("Pulse"))
    temperature = sign_field("temperature", _("Temperature"))
    consciousness = segments(_("Consciousness"), CONSCIOUSNESS)
    pain = sign_field("pain", _("Pain, 0 to 10"))
    weight = sign_field("weight", _("Weight"))
    height = sign_field("height", _("Height"))
    head_circumference = sign_field("head_circumference", _("Head circumference"))
    muac = sign_field("muac", _("Upper arm (MUAC)"))
    not_measured = forms.MultipleChoiceField(
        label=_("Could not be measured"),
        choices=MEASURABLE,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    why_not = forms.ChoiceField(label=_("Why not"), choices=WHY_NOT, required=False)
    why_else = LineField(label=_("Or in words"), required=False, max_length=120)
    taken_at = MomentField(label=_("Taken"), help_text=_("Now, or earlier; for example 14 Mar 2026, 09:30."))

    checked_on_blur = (*SIGNS, "taken_at")
    filled_by_clock = ("taken_at",)
    all_optional = True

    def __init__(self, *args, before_at: Callable[[datetime], Before], **kwargs) -> None:
        self.before_at, self.before = before_at, before_at(now())
        self.left = ""
        """The field that was just left, where its message stands although its partner is as wrong."""
        super().__init__(*args, **kwargs)
        self.standards = standards_of(self.user.facility)
        """Of the facility where it is recorded: they say what is asked, and what is confirmed."""
        configure(self, self.standards)

    def for_new(self) -> Mapping[str, Any]:
        return {"taken_at": self.fields["taken_at"].prepare_value(now().replace(second=0, microsecond=0))}

    def clean(self) -> dict[str, Any]:
        if taken_at := self.cleaned_data.get("taken_at"):
            self.before = self.before_at(taken_at)
        weight = self.before.last("weight")
        last = {"weight": weight[0] if weight else None}
        self.slips = slips(self.typed_numbers(), last=last, months=self.before.months)
        self._clean_oxygen()
        self._clean_not_measured()
        self._clean_pressures()
        for slip in self.slips:
            self._say_slip(slip)
        if not self.errors and not self.signs and not self.not_measurable:
            self.add_error(None, gettext("Record at least one sign, or say what could not be measured."))
        return super().clean()

    def _clean_oxygen(self) -> None:
        """Oxygen is explicit: air, or a device with its flow or FiO₂ (CPAP at 40 % has no flow)."""
        told = self.cleaned_data
        amounts = [told.get("oxygen_flow"), told.get("fio2")]
        is_amount_wrong = "oxygen_flow" in self.errors or "fio2" in self.errors
        if not told.get("oxygen") and (told.get("oxygen_device") or any(amounts)):
            self.add_error("oxygen", gettext("Choose air or oxygen."))
        if told.get("oxygen") != DEVICE:
            return
        if not told.get("oxygen_device"):
            self.add_error("oxygen_device", gettext("Choose the device."))
        if not any(amounts) and not is_amount_wrong:
            self.add_error("oxygen_flow", gettext("Write the flow, or FiO₂."))

    def _clean_pressures(self) -> None:
        """A diastolic pressure is never as high as the systolic one; said at the one of the two that was just left."""
        upper, lower = (self.cleaned_data.get(name) for name in PRESSURES)
        if upper is not None and lower is not None and upper.value <= lower.value:
            field = self.left if self.left in PRESSURES else "diastolic"
            self.add_error(field, gettext("The diastolic pressure must be below the systolic one."))

    def _clean_not_measured(self) -> None:
        told = self.cleaned_data
        missed = told.get("not_measured") or []
        if missed and not told.get("why_not") and not told.get("why_else"):
            self.add_error("why_not", gettext("Say why it could not be measured."))
        if not missed and (told.get("why_not") or told.get("why_else")):
            self.add_error("not_measured", gettext("Choose what could not be measured."))
        names = dict(MEASURABLE)
        for sign in missed:
            if self._holds(sign):
                words = gettext("%(sign)s has a value: delete it, or take the tick away.")
                self.add_error("not_measured", words % {"sign": names[sign]})

    def _holds(self, sign: str) -> bool:
        parts = PRESSURES if sign == "blood_pressure" else (sign,)
        return any(self.cleaned_data.get(part) not in (None, "") for part in parts)

    def _say_slip(self, slip: Slip) -> None:
        """The error that a slip makes, at the field; the others are told by the field itself or by a warning."""
        if slip.kind == SlipKind.WEIGHT_AND_HEIGHT_SWAPPED:
            self.add_error(slip.sign, gettext("Weight and height look swapped."))

    def warnings(self) -> list[tuple[str, Warning]]:
        """A body that changed much, else one that is unlike its age: one question a field."""
        found = []
        for sign in MEASURES_OF_BODY:
            value = self.cleaned_data.get(sign)
            if not value or not self.is_touched(sign):
                continue
            base = value.in_unit(SIGNS[sign].unit)
            if warning := changed(sign, base, self.before) or unusual(sign, base, self.before):
                found.append((sign, warning))
        return found

    @property
    def helper(self) -> FormHelper:
        """The fields on the grid of the paper chart; each group has its place in it."""
        helper = FormHelper()
        helper.form_tag = False
        helper.disable_csrf = helper.render_hidden_fields = True
        groups = [[name for name in group if name in self.fields] for group in GROUPS]
        rows: list[Div] = [Div(*group, css_class=f"entry__{group[0]}") for group in groups if group]
        away = Div(
            *MISSED, template="vitals/partials/missed.html", css_class="open" if self._tells_missed() else ""
        )
        why = [Div("reason", css_class="entry__wide")] if "reason" in self.fields else []
        helper.layout = Layout(Div(*rows, away, *why, css_class="entry__grid"))
        return helper

    def _tells_missed(self) -> bool:
        return any(self[name].value() or name in self.errors for name in MISSED)

    # What was typed, in the words of the record

    def typed_numbers(self) -> dict[str, tuple[Decimal, str]]:
        """Every number that can be read, even beyond its limits, with its unit."""
        found = {}
        for name, field in self.fields.items():
            if isinstance(field, MeasuredField) and (said := _number_of(self[name].data, field)):
                found[name] = said
        return found

    @property
    def signs(self) -> dict[str, Any]:
        """The columns of the set that hold something, in the units of the signs."""
        told = self.cleaned_data
        found: dict[str, Any] = {
            name: told[name].in_unit(SIGNS[name].unit)
            for name in SIGNS
            if told.get(name) is not None
            and (told.get("oxygen") == DEVICE or name not in ("oxygen_flow", "fio2"))
        }
        if told.get("consciousness"):
            found["consciousness"] = told["consciousness"]
        if told.get("oxygen"):
            found["oxygen_device"] = AIR if told["oxygen"] == AIR else told.get("oxygen_device", "")
        return found

    @property
    def typed(self) -> dict[str, list[str]]:
        """What was typed in another unit than the sign's, by sign."""
        said = ((name, self.cleaned_data.get(name)) for name in SIGNS)
        return {
            name: [str(value.value), value.unit]
            for name, value in said
            if isinstance(value, Measured) and value.unit != SIGNS[name].unit
        }

    @property
    def confirmed_signs(self) -> list[str]:
        """The signs whose odd values somebody confirmed."""
        return sorted({name for name, _warning in self.soft})

    @property
    def not_measurable(self) -> dict[str, str]:
        """By sign, why it could not be measured."""
        told = self.cleaned_data
        why = told.get("why_else") or told.get("why_not") or ""
        return dict.fromkeys(told.get("not_measured") or [], why)

    @property
    def so_far(self) -> dict[str, Any]:
        """The columns of the set as far as they can be read yet, for its score and its column in the flowsheet."""
        if not self.is_bound:
            return {**NOTHING, "taken_at": now()}
        told = {**NOTHING, **self.signs, "not_measured": self.not_measurable}
        if self.cleaned_data.get("oxygen") == DEVICE:
            told["oxygen_device"] = told["oxygen_device"] or DEVICE
        return {**told, "taken_at": self.cleaned_data.get("taken_at") or now()}

    # Mending

    def mended(self, kind: str) -> QueryDict:
        """What was sent, with the numbers that a slip probably meant; unchanged where there is no such slip."""
        data = self.sent.copy()
        for slip in self.slips:
            for name, (value, unit) in slip.meant.items() if slip.kind == kind else ():
                data[name] = f"{value:f}"
                if f"{name}_unit" in data:
                    data[f"{name}_unit"] = unit
        return data


def _number_of(data: Any, field: MeasuredField) -> tuple[Decimal, str] | None:
    text, unit = (data[0], data[1]) if isinstance(data, list | tuple) else (data, field.units[0])
    try:
        return (read_number((text or "").strip(), 6), unit) if unit in field.units else None
    except ValidationError:
        return None


def words_of_slip(slip: Slip) -> str | Promise:
    """What the button says that mends a slip."""
    told = {name: f"{value:f} {unit_words(unit)}".strip() for name, (value, unit) in slip.meant.items()}
    if slip.kind == SlipKind.PRESSURES_SWAPPED:
        told = {name: f"{value:f}" for name, (value, _unit) in slip.meant.items()}
    return {
        SlipKind.PRESSURES_SWAPPED: gettext("Swap: %(systolic)s/%(diastolic)s"),
        SlipKind.FAHRENHEIT: gettext("It is %(temperature)s"),
        SlipKind.CELSIUS: gettext("It is %(temperature)s"),
        SlipKind.POUNDS: gettext("It is %(weight)s"),
        SlipKind.KILOGRAMS: gettext("It is %(weight)s"),
        SlipKind.WEIGHT_AND_HEIGHT_SWAPPED: gettext("Swap: %(weight)s, %(height)s"),
    }[slip.kind] % told
