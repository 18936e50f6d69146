"""Choices out of closed lists, which never lose what a record holds beside them."""

from typing import Any

from django import forms

from features.foundation.ui.forms import MedicalBaseForm


class RecordedChoicesForm(MedicalBaseForm):
    """A form whose choices also hold what the record says, where another system wrote what no list of ours has."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        shown = self.shown_of(self.record) if self.record else {}
        for name, field in self.fields.items():
            held = shown.get(name)
            if isinstance(field, forms.ChoiceField) and held and not field.valid_value(held):
                known: Any = field.choices
                field.choices = [*known, (held, held)]
