"""A measured quantity: a plain decimal number with its unit, which stands at the field's end or is chosen there.

Units are those of UCUM; conversions are exact (`clinical/units.py`). What was typed is kept with its unit; limits are
judged in the first unit. A hard limit is where nature ends, a soft one where a slip is likelier (CLINICAL, section 1).
"""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from features.foundation.clinical.units import shown
from features.foundation.ui.fields.quantities import Bounds, Measured
from features.foundation.ui.fields.reading_numbers import read_number
from features.foundation.ui.fields.signs import refuse_unsafe, showable
from features.foundation.ui.fields.warnings import Warning
from features.foundation.ui.units import unit_words


class UnitWidget(forms.MultiWidget):
    """The number and the choice of its unit in one box."""

    template_name = "components/forms/measure.html"
    use_fieldset = False

    def __init__(self, units: tuple[str, ...]) -> None:
        self.units = units
        super().__init__({"": forms.TextInput(), "unit": forms.Select()})

    def decompress(self, value) -> list[str]:
        return [*_typed(value, self.units[0])]

    def id_for_label(self, id_: str) -> str:
        return id_

    def get_context(self, name, value, attrs) -> dict:
        context = super().get_context(name, value, attrs)
        number, chosen = _typed(value, self.units[0])
        choices = [(unit, unit_words(unit), unit == chosen) for unit in self.units]
        context["widget"].update(value=number, units=choices)
        return context


class MeasuredField(forms.Field):
    """Cleans to a Measured, or None. Zero is a value.

    `units` are UCUM; the first is the one that limits are written in. `places` is how many decimals may be typed.
    """

    def __init__(
        self, *, units, places=0, low=None, high=None, soft_low=None, soft_high=None, **kwargs
    ) -> None:
        self.units = (units,) if isinstance(units, str) else tuple(units)
        self.places, self.hard, self.soft = places, Bounds.of(low, high), Bounds.of(soft_low, soft_high)
        self.unit = unit_words(self.units[0]) if len(self.units) == 1 else ""
        kwargs.setdefault("widget", forms.TextInput() if len(self.units) == 1 else UnitWidget(self.units))
        super().__init__(**kwargs)

    def widget_attrs(self, widget) -> dict:
        inputmode = "decimal" if self.places else "numeric"
        return {**super().widget_attrs(widget), "inputmode": inputmode, "autocomplete": "off"}

    def to_python(self, value) -> Measured | None:
        if isinstance(value, Measured):
            return value
        text, unit = _typed(value, self.units[0])
        text = text.strip()
        if not text:
            return None
        refuse_unsafe(text)
        if unit not in self.units:
            raise ValidationError(_("Choose the unit."), code="unit_missing")
        said = Measured(read_number(text, self.places), unit)
        self.refuse_impossible(said)
        return said

    def refuse_impossible(self, said: Measured) -> None:
        """ValidationError with the limits where the quantity is beyond them, and with the unit that would fit."""
        if self.hard.hold(said.in_unit(self.units[0])):
            return
        limits = {"said": said, "limits": self.hard.words(self.units[0])}
        for unit in self.units:
            other = Measured(said.value, unit)
            if unit != said.unit and self.hard.hold(other.in_unit(self.units[0])):
                words = _("%(said)s cannot be: possible is %(limits)s. Is it %(other)s?")
                raise ValidationError(words, code="limits", params={**limits, "other": other})
        raise ValidationError(_("%(said)s cannot be: possible is %(limits)s."), code="limits", params=limits)

    def prepare_value(self, value):
        """The number of a record, with its unit where there is a choice, as a page and a draft hold them."""
        if not isinstance(value, Measured):
            return value
        return [str(value.value), value.unit] if len(self.units) > 1 else str(value.value)

    def in_words(self, shown) -> str:
        """What a page holds, as a person reads it."""
        number, unit = _typed(shown, self.units[0])
        return f"{number} {unit_words(unit)}".strip()

    def bound_data(self, data, initial):
        if self.disabled:
            return initial
        return [*map(showable, data)] if isinstance(data, list) else showable(data)

    def has_changed(self, initial, data) -> bool:
        try:
            return self.to_python(data) != self.to_python(self.prepare_value(initial))
        except ValidationError:
            return True

    def warn(self, value: Measured | None) -> Warning | None:
        """Odd is what lies beyond the soft limits."""
        if value is None or self.soft.hold(base := value.in_unit(self.units[0])):
            return None
        converted = "" if value.unit == self.units[0] else f" ({Measured(shown(base, 1), self.units[0])})"
        words = _("%(said)s is unusual: it is mostly %(limits)s.")
        told = {"said": f"{value}{converted}", "limits": self.soft.words(self.units[0])}
        return Warning("unusual-value", words % told)


def _typed(value, unit: str) -> tuple[str, str]:
    """Number and unit as they were typed, whatever a form holds; `unit` where there is no choice."""
    if isinstance(value, Measured):
        return str(value.value), value.unit
    if isinstance(value, tuple | list) and len(value) == 2:
        return str(value[0] or ""), str(value[1] or "")
    return ("" if value is None else str(value)), unit
