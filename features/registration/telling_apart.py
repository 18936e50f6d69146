"""Telling people apart while somebody is registered: one press at a candidate says why this is somebody else.

What was pressed stands in the form until it is saved (`apart`): it can be taken back, is kept with a draft, and works
without JavaScript; with the save each pair is remembered.
"""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

PRESSED = "tell_apart"
"""The name of the buttons; their value is a public id and a reason, `id:papers`, or `id:` which takes it back."""
REASONS = {
    "papers": _("papers seen"),
    "asked": _("says so"),
    "kin": _("relative"),
}
MOST = 30

type Apart = dict[UUID, str]
"""By public id of who is somebody else: the reason, a key of REASONS."""


class ApartField(forms.Field):
    """Who was told apart, as `id:papers id:kin`; what is none of ours is passed over. Drawn with the candidates."""

    def to_python(self, value: Any) -> Apart:
        return read_apart(str(value or ""))

    def validate(self, value: Apart) -> None:
        """Nobody has to be told apart."""

    def run_validators(self, value: Apart) -> None:
        """Whatever was read is right."""

    def prepare_value(self, value: Any) -> str:
        return written_apart(value) if isinstance(value, dict) else str(value or "")

    def in_words(self, shown: Any) -> str:
        """The reasons, for the list of what was typed and not saved."""
        return ", ".join(str(REASONS[reason]) for reason in read_apart(str(shown)).values())


def read_apart(text: str) -> Apart:
    """Each pair that `text` tells; of one person, the last."""
    apart: Apart = {}
    for pair in text.split()[: 2 * MOST]:
        told, _colon, reason = pair.partition(":")
        try:
            whom = UUID(told)
        except ValueError:
            continue
        apart.pop(whom, None)
        if reason in REASONS and len(apart) < MOST:
            apart[whom] = reason
    return apart


def written_apart(apart: Apart) -> str:
    return " ".join(f"{whom}:{reason}" for whom, reason in apart.items())
