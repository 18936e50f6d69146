"""What somebody typed into a form, between its inputs and a draft: which inputs are kept, what is not saved yet."""

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.http import QueryDict

from features.foundation.drafts.typed import Typed
from features.foundation.ui.conflicts import words_of
from features.foundation.ui.forms import MedicalBaseForm

CHOICE = "choice-"
"""What the name of an input begins with that chooses between two who changed one field."""


def is_kept(form: type[MedicalBaseForm]) -> Callable[[str], bool]:
    """Which inputs of such a form a draft holds: never a signature, never what the browser adds."""
    inputs = {"form_loaded"}
    for name, field in form.base_fields.items():
        if name.startswith("form_") or getattr(field, "never_kept", False):
            continue
        suffixes = getattr(field.widget, "widgets_names", [""])
        inputs.update((CHOICE + name, *(name + suffix for suffix in suffixes)))
    return inputs.__contains__


def typed_into(form: MedicalBaseForm) -> Typed:
    """The inputs of a form that was sent."""
    kept = is_kept(type(form))
    return {
        name: [value.replace("\r\n", "\n") for value in form.sent.getlist(name)]
        for name in form.sent
        if kept(name)
    }


def as_sent(typed: Typed, **more: str) -> QueryDict:
    """As a browser sends a form in which this stands; `more` are inputs besides."""
    sent = QueryDict(mutable=True)
    for name, values in typed.items():
        if values:  # what is not chosen is not sent
            sent.setlist(name, [value.replace("\n", "\r\n") for value in values])
    sent.update(more)
    return sent


def not_saved(form: MedicalBaseForm) -> list[str]:
    """The fields in which something else stands than the form showed when it was opened; nothing is checked."""
    shown: Mapping[str, Any] = form.loaded.values or form.for_new()
    told = [name for name in form.kept if name not in form.filled_by_clock]
    return [name for name in told if _parts(form, name, shown.get(name)) != _typed(form, name)]


def left_over(form: type[MedicalBaseForm], typed: Typed) -> dict[str, str]:
    """What was typed into inputs that the form of this release does not have any more, by their names."""
    kept = is_kept(form)
    return {name: ", ".join(values) for name, values in typed.items() if not kept(name) and any(values)}


def words_typed(form: MedicalBaseForm, name: str) -> str:
    """What stands in the inputs of a field, as a person reads it."""
    return words_of(form.fields[name], form[name].data)


def _typed(form: MedicalBaseForm, name: str) -> list[str]:
    data = form[name].data
    return [_plain(part) for part in data] if isinstance(data, list) else [_plain(data)]


def _parts(form: MedicalBaseForm, name: str, shown: Any) -> list[str]:
    """A value as it stands in the inputs of its field."""
    widget = form.fields[name].widget
    if isinstance(widget, forms.MultiWidget):
        return [_plain(part) for part in widget.decompress(shown) or []]
    return [_plain(part) for part in shown] if isinstance(shown, list) else [_plain(shown)]


def _plain(value: Any) -> str:
    return "" if value in (None, False) else str(value).replace("\r\n", "\n").strip()
