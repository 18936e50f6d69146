"""An e-mail address."""

from django import forms

from features.foundation.ui.fields.signs import showable


class EmailField(forms.EmailField):
    """One address, as it was typed but for its trimmed ends.

    The browser is not told the greatest length: it would cut a pasted address without a word.
    """

    def widget_attrs(self, widget) -> dict:
        attrs = {**super().widget_attrs(widget), "autocomplete": "off", "dir": "ltr"}
        attrs.pop("maxlength", None)
        return attrs

    def bound_data(self, data, initial):
        return showable(super().bound_data(data, initial))
