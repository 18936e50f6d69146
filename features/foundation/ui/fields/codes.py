"""A code out of a catalogue, found by typing; or words without a code, where a form takes those as well.

The words that stand in the box are what counts. Beside them travels, hidden, what was chosen or what the record held;
it is looked at only while its words still stand in the box. So the field is the same with JavaScript and without:
exactly the words of an entry, whatever their capitals and accents, are that entry. A code of a record that the list
does not hold, or no longer, is signed when it is shown, and so it survives a correction of something else.
"""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from features.foundation.ui.fields.catalogues import Folded, catalogue
from features.foundation.ui.fields.coded_text import CodedText, recorded_as, signed
from features.foundation.ui.fields.signs import showable
from features.foundation.ui.fields.text import LineField
from features.foundation.ui.fields.warnings import Warning


class CodeWidget(forms.MultiWidget):
    """A combobox: the words in a box, what was chosen hidden beside it, the options under it."""

    template_name = "components/forms/combobox.html"
    use_fieldset = False
    catalogue = ""

    def __init__(self, attrs=None) -> None:
        super().__init__({"": forms.TextInput(), "code": forms.HiddenInput()}, attrs)

    def decompress(self, value) -> list[str]:
        return [*_words_and_key(value)]

    def id_for_label(self, id_: str) -> str:
        return id_

    def get_context(self, name, value, attrs) -> dict:
        context = super().get_context(name, value, attrs)
        words, key = _words_and_key(value)
        context["widget"].update(catalogue=self.catalogue, value=words, key=key)
        return context


class CodeField(LineField):
    """Cleans to a CodedText, or None. An entry's display is kept as the catalogue writes it.

    `catalogue` is a name of `settings.CODE_CATALOGUES`. With `free_text` other words are kept without a code, and
    `warn` says so; without it they are refused.
    """

    def __init__(self, *, catalogue: str, free_text: bool = False, **kwargs) -> None:
        super().__init__(widget=CodeWidget, **kwargs)
        self.catalogue, self.free_text = catalogue, free_text
        self.widget.catalogue = catalogue

    @property
    def entries(self) -> Folded:
        return catalogue(self.catalogue)

    def to_python(self, value):
        if isinstance(value, CodedText):
            return value
        typed, key = _words_and_key(value)
        words = super().to_python(typed)
        if not words:
            return None
        if recorded := recorded_as(words, key):
            return recorded
        if entry := self.entries.exact(words, key):
            return CodedText(entry.system, entry.code, entry.display)
        if self.free_text:
            return CodedText("", "", words)
        raise self.unknown(words)

    def unknown(self, words: str) -> ValidationError:
        if meant := self.entries.best(words, most=3):
            said = _("This is not in the list. Choose from it, for example %(meant)s.")
            return ValidationError(
                said, code="unknown", params={"meant": ", ".join(entry.display for entry in meant)}
            )
        said = _("Nothing in the list is called so. Type another word for it and choose from the list.")
        return ValidationError(said, code="unknown")

    def prepare_value(self, value):
        """Words and key of a record's code, as a page and a draft hold them."""
        if not isinstance(value, CodedText):
            return value
        entry = self.entries.exact(value.display, f"{value.system}|{value.code}")
        if entry and entry[:3] == (value.system, value.code, value.display):
            return [value.display, entry.key]
        return [value.display, signed(value)]

    def in_words(self, shown) -> str:
        """What a page holds, as a person reads it."""
        return _words_and_key(shown)[0]

    def has_changed(self, initial, data) -> bool:
        try:
            return self.to_python(data) != self.to_python(self.prepare_value(initial))
        except ValidationError:
            return True

    def bound_data(self, data, initial):
        return initial if self.disabled else [*map(showable, _words_and_key(data))]

    def warn(self, value: CodedText | None) -> Warning | None:
        """Words that are in no catalogue cannot be checked against anything."""
        if value is None or value.code or self.entries.exact(value.display):
            return None
        said = {"words": value.display}
        if meant := self.entries.best(value.display, most=1):
            said["meant"] = meant[0].display
            words = _(
                "“%(words)s” is not in the list, so nothing can be checked against it. Or is it %(meant)s?"
            )
        else:
            words = _("“%(words)s” is not in the list, so nothing can be checked against it.")
        return Warning("words-without-code", words % said)


def _words_and_key(value) -> tuple[str, str]:
    """The words and the key of whatever a form holds: what a page shows, what was typed, or nothing."""
    if isinstance(value, tuple | list) and len(value) == 2:
        return str(value[0] or ""), str(value[1] or "")
    return str(value or ""), ""
