"""The part of a form that knows others change the same record: theirs, yours and the original, and who chooses."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext

from features.foundation.records.merging import merge
from features.foundation.records.models import BaseRecord
from features.foundation.ui import formats
from features.foundation.ui.conflicts import MINE, THEIRS, Contest, put, words_of
from features.foundation.ui.loaded import Loaded


class ContestedForm(forms.Form):
    """A form that can show, field by field, what somebody else changed meanwhile."""

    loaded: Loaded
    sent: QueryDict
    changed_at: datetime | None
    changed_by: str

    @property
    def own(self) -> list[str]:
        raise NotImplementedError

    @property
    def kept(self) -> list[str]:
        raise NotImplementedError

    def shown_of(self, record: BaseRecord) -> dict[str, Any]:
        raise NotImplementedError

    def is_touched(self, name: str) -> bool:
        raise NotImplementedError

    def _shown(self, name: str, value: Any) -> Any:
        raise NotImplementedError

    def _token(self) -> str:
        raise NotImplementedError

    @property
    def is_contested(self) -> bool:
        return bool(self.loaded.contested)

    def conflict(self, present: BaseRecord, *, who: str) -> None:
        """Makes this form show what `who` changed meanwhile: merged where it can be, else to be chosen."""
        theirs = self.shown_of(present)
        before = self.loaded.values
        yours = {name: self._said(name) if self.is_touched(name) else before.get(name) for name in self.kept}
        merged = merge(before=before, theirs=theirs, yours=yours)
        for name, value in merged.taken.items():
            put(self.sent, self.fields[name], name, value)
            self._note(name, theirs, yours, who, present)
        for place, name in enumerate(merged.contested):
            self._note(name, theirs, yours, who, present, to_choose=True, is_first=place == 0)
            self.sent.pop(f"choice-{name}", None)
        self.loaded = Loaded(present.version, theirs, merged.contested)
        self.sent["form_loaded"] = self._token()
        self.changed_by, self.changed_at = who, present.updated_at
        self._errors = forms.utils.ErrorDict()

    def _said(self, name: str) -> Any:
        """What somebody typed, as it would be shown again; what cannot be read stands as it was typed."""
        if name in self.cleaned_data:
            return self._shown(name, self.cleaned_data[name])
        return self[name].data

    def _note(
        self, name: str, theirs: Mapping, yours: Mapping, who: str, present: BaseRecord, **how: bool
    ) -> None:
        field, before = self.fields[name], self.loaded.values
        field.contest = Contest(  # type: ignore[attr-defined]
            name=name,
            before=words_of(field, before[name]) if name in before else "",
            theirs=words_of(field, theirs[name]),
            yours=words_of(field, yours[name]),
            who=who,
            at=formats.moment(present.updated_at),
            **how,
        )

    def _take_chosen(self) -> None:
        """What was chosen to be theirs takes the place of what was typed, before anything is checked."""
        self.chosen = {
            name: self.sent.get(f"choice-{name}") for name in self.loaded.contested if name in self.own
        }
        for name, choice in self.chosen.items():
            if choice == THEIRS:
                put(self.sent, self.fields[name], name, self.loaded.values[name])

    def _clean_form(self) -> None:
        super()._clean_form()  # type: ignore[misc]
        for name, choice in self.chosen.items():
            if choice not in (THEIRS, MINE):
                self._ask_again(name)

    def _ask_again(self, name: str) -> None:
        field = self.fields[name]
        theirs = words_of(field, self.loaded.values[name])
        yours = words_of(field, self._shown(name, self.cleaned_data.get(name)))
        field.contest = Contest(name=name, theirs=theirs, yours=yours, to_choose=True)  # type: ignore[attr-defined]
        self.add_error(name, gettext("Choose which of the two holds."))
