"""How a field that two people changed is shown and chosen."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext

THEIRS, MINE = "theirs", "yours"


@dataclass(frozen=True, slots=True)
class Contest:
    """A field that somebody else changed meanwhile, in words; `to_choose` where both did."""

    name: str
    theirs: str
    yours: str
    before: str = ""
    who: str = ""
    at: str = ""
    to_choose: bool = False
    is_first: bool = False


def words_of(field: forms.Field, shown: Any) -> str:
    """A value as a person reads it."""
    if shown in (None, "", [], {}):
        return gettext("nothing")
    if shown is True:
        return gettext("yes")
    if shown is False:
        return gettext("no")
    if isinstance(shown, list) and isinstance(field, forms.MultipleChoiceField):
        known: Any = field.choices
        return ", ".join(str(label) for value, label in known if str(value) in shown)
    if choices := getattr(field, "choices", None):
        return str({str(value): label for value, label in choices}.get(str(shown), shown))
    if in_words := getattr(field, "in_words", None):
        return in_words(shown)
    return str(shown)


def put(data: QueryDict, field: forms.Field, name: str, shown: Any) -> None:
    """Writes a shown value where the field's input would send it."""
    widget = field.widget
    if isinstance(widget, forms.MultiWidget):
        parts: list[Any] = widget.decompress(shown) or []
        for suffix, part in zip(widget.widgets_names, parts, strict=True):  # type: ignore[attr-defined]
            data[f"{name}{suffix}"] = "" if part is None else part
    elif isinstance(widget, forms.CheckboxInput):
        data.pop(name, None)
        if shown:
            data[name] = "on"
    elif isinstance(field, forms.MultipleChoiceField):
        data.setlist(name, shown or [])
    else:
        data[name] = "" if shown is None else shown
