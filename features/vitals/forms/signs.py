"""The fields of a set of vital signs: one for each sign, in the order of the paper chart."""

from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from features.foundation.ui.fields.measures import MeasuredField
from features.vitals.rules import AIR, SIGNS, Acvpu, NotMeasured

DEVICE = "device"
OXYGEN = [(AIR, _("Air")), (DEVICE, _("Oxygen"))]
DEVICES = [
    ("", _("Choose a device")),
    ("nasal cannula", _("Nasal cannula")),
    ("simple mask", _("Simple mask")),
    ("Venturi mask", _("Venturi mask")),
    ("reservoir mask", _("Reservoir mask")),
    ("high-flow nasal", _("High-flow nasal")),
    ("CPAP", _("CPAP")),
    ("NIV", _("NIV (bilevel)")),
    ("tracheostomy mask", _("Tracheostomy mask")),
    ("ventilator", _("Ventilator")),
]
CONSCIOUSNESS = [
    (Acvpu.ALERT.value, _("Alert")),
    (Acvpu.CONFUSED.value, _("Confused")),
    (Acvpu.VOICE.value, _("Voice")),
    (Acvpu.PAIN.value, _("Pain")),
    (Acvpu.UNRESPONSIVE.value, _("Unresponsive")),
]
WHY_NOT = [
    ("", _("Choose why")),
    (NotMeasured.REFUSED.value, _("Patient refused")),
    (NotMeasured.NOT_TOLERATED.value, _("Not tolerated")),
    (NotMeasured.NO_SIGNAL.value, _("No reliable reading")),
    (NotMeasured.NO_EQUIPMENT.value, _("No equipment")),
    (NotMeasured.NOT_INDICATED.value, _("Not indicated")),
]
UNITS = {
    "temperature": ("Cel", "[degF]"),
    "weight": ("kg", "[lb_av]"),
    "height": ("cm", "[in_i]"),
    "head_circumference": ("cm", "[in_i]"),
    "muac": ("cm", "[in_i]"),
}
"""Signs that may be typed in another unit; the first is the one that is stored."""
PLACES = {
    "temperature": 2,
    "weight": 3,
    "height": 1,
    "head_circumference": 1,
    "muac": 1,
    "oxygen_flow": 2,
    "fio2": 1,
}
"""Decimals that may be typed, where a whole number is not all."""
MEASURABLE = [
    ("respiratory_rate", _("Respiratory rate")),
    ("spo2", _("SpO₂")),
    ("oxygen", _("Oxygen")),
    ("blood_pressure", _("Blood pressure")),
    ("pulse", _("Pulse")),
    ("temperature", _("Temperature")),
    ("consciousness", _("Consciousness")),
    ("pain", _("Pain")),
    ("weight", _("Weight")),
    ("height", _("Height")),
]
"""What may be told not to be measurable."""


def sign_field(sign: str, label: str | Promise) -> MeasuredField:
    """The field of a number with the hard and soft limits of its sign (CLINICAL, section 1)."""
    row = SIGNS[sign]
    soft_low, soft_high = row.soft or (None, None)
    return MeasuredField(
        label=label,
        required=False,
        units=UNITS.get(sign, row.unit),
        places=PLACES.get(sign, 0),
        low=row.hard[0],
        high=row.hard[1],
        soft_low=soft_low,
        soft_high=soft_high,
    )


def segments(label: Any, choices: list) -> forms.ChoiceField:
    """A choice whose answers stand side by side; none is chosen beforehand."""
    field = forms.ChoiceField(label=label, choices=choices, required=False, widget=forms.RadioSelect)
    field.as_segments = True  # type: ignore[attr-defined]  # read by the field's template
    return field
