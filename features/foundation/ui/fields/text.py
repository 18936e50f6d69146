"""Words: a line, several lines, a person's name."""

import unicodedata

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from features.foundation.ui.fields.signs import LINE_ENDS, refuse_unsafe, showable
from features.foundation.ui.fields.warnings import Warning


class LineField(forms.CharField):
    """One line of text. It comes back exactly, but for trimmed ends and Unicode's composed form (NFC).

    `max_length` counts characters as the database does (code points), after both. The browser is not told: it would
    cut a pasted text without a word.
    """

    def __init__(self, *, max_length: int = 200, **kwargs) -> None:
        super().__init__(empty_value="", **kwargs)
        self.longest = max_length

    def widget_attrs(self, widget) -> dict:
        return {**super().widget_attrs(widget), "dir": "auto"}

    def to_python(self, value) -> str:
        text = unicodedata.normalize("NFC", self.lines_of(str(value or "")).strip())
        if not text:
            return ""
        refuse_unsafe(text)
        if len(text) > self.longest:
            raise ValidationError(self.too_long(len(text)), code="max_length")
        return text

    def lines_of(self, text: str) -> str:
        """The text, if it is one line; the ends, which are trimmed anyway, may be what they like."""
        if LINE_ENDS.search(text.strip()) or {"\n", "\t"} & set(text.strip()):
            raise ValidationError(
                _("This is one line. Take out the line break or tab in the middle."), code="line_break"
            )
        return text

    def too_long(self, length: int) -> str:
        words = ngettext(
            "It has %(length)d characters. Shorten it to %(longest)d character.",
            "It has %(length)d characters. Shorten it to %(longest)d characters.",
            self.longest,
        )
        return words % {"length": length, "longest": self.longest}

    def bound_data(self, data, initial):
        return showable(super().bound_data(data, initial))

    def warn(self, value) -> Warning | None:
        """A line of text is never odd; fields that know more say what is."""
        return None


class TextField(LineField):
    """Several lines; every kind of line end becomes a line feed, tabs stay."""

    widget = forms.Textarea(attrs={"rows": 4})

    def __init__(self, *, max_length: int = 10_000, **kwargs) -> None:
        super().__init__(max_length=max_length, **kwargs)

    def lines_of(self, text: str) -> str:
        return LINE_ENDS.sub("\n", text)


PLACEHOLDERS = frozenset(
    "test tester testing null none nil n/a na unknown anonymous nobody baby babyboy babygirl twin".split()
)
TITLES = frozenset("mr mrs ms miss mx dr prof sir jr sr ii iii iv phd md".split())


class NameField(LineField):
    """A part of a person's name, as the person writes it: any script, any length that fits, no guess what is a name.

    There are people called Null, Test and Ng; so what looks like no name is a warning and never an error.
    """

    def __init__(self, *, max_length: int = 120, **kwargs) -> None:
        super().__init__(max_length=max_length, **kwargs)
        self.widget.attrs.setdefault("autocomplete", "off")
        self.widget.attrs.setdefault("spellcheck", "false")

    def warn(self, value: str) -> Warning | None:
        words = [word.strip(".,").casefold() for word in value.split()]
        if not words:
            return None
        if not any(sign.isalpha() for sign in value):
            return Warning("name-without-letters", _("There is no letter in this name."))
        if set(value) & set("<>{}[]=;@#$%^*_\\|") or any(sign.isdigit() for sign in value):
            return Warning("name-with-signs", _("Names rarely hold digits or signs like these."))
        if any(word in PLACEHOLDERS for word in words):
            return Warning("name-placeholder", _("This looks like a placeholder, not like a name."))
        if all(word in TITLES for word in words):
            return Warning("name-title", _("This looks like a title or suffix, not like a name."))
        return None
