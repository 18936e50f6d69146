"""The base form: what every form on a record has without its author doing anything.

It knows what it showed when it was opened, carries a key under which it is saved once, merges what somebody else
changed meanwhile, and asks one confirmation for what is possible but unlikely.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from crispy_forms.helper import FormHelper
from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.core.serializers.json import DjangoJSONEncoder
from django.http import QueryDict
from django.utils.crypto import salted_hmac
from django.utils.datastructures import MultiValueDict
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from features.foundation.access.models import User
from features.foundation.records.identifiers import new_public_id
from features.foundation.records.models import BaseRecord
from features.foundation.ui.contested_forms import ContestedForm
from features.foundation.ui.fields.warnings import Warning
from features.foundation.ui.form_layout import laid_out
from features.foundation.ui.loaded import Loaded
from features.foundation.ui.uploads import content_digest

NOT_SENT = ("csrfmiddlewaretoken", "form_sequence")
"""What a browser sends that says nothing about the content."""


class ShownEncoder(DjangoJSONEncoder):
    """What an input shows of a value that JSON does not know: its words."""

    def default(self, value: Any) -> Any:
        try:
            return super().default(value)
        except TypeError:
            return str(value)


class MedicalBaseForm(ContestedForm):
    """A form about a record (`record`), or for a new one; fields are declared, `initial_of` says what they show.

    `path` is the form's own address and `user` who fills it in: key and token are good for these alone.
    """

    form_key = forms.UUIDField(
        label=_("Form"),
        widget=forms.HiddenInput,
        error_messages=dict.fromkeys(("invalid", "required"), _("Something was missing. Save again.")),
    )
    form_loaded = forms.CharField(widget=forms.HiddenInput, required=False)

    checked_on_blur: tuple[str, ...] = ()
    """Fields that the server checks as soon as they are left."""
    filled_by_clock: tuple[str, ...] = ()
    """Fields that show the time at which the form was opened: alone they are nothing that somebody typed."""
    folded: tuple[str, ...] = ()
    """First fields of rows that are needed seldom: they open on demand."""
    side_by_side: tuple[tuple[str, ...], ...] = ()
    """Fields that stand in one row where there is room; the others have a row of their own."""
    elsewhere: tuple[str, ...] = ()
    """Fields that the form's partials draw by themselves, not among the others."""
    sections: tuple[tuple[str | Promise, str], ...] = ()
    """Titles, each with the field with which its section begins."""
    use_required_attribute = False

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        files: MultiValueDict | None = None,
        user: User,
        path: str,
        record: BaseRecord | None = None,
        check_path: str = "",
        auto_id: str = "id-%s",
    ) -> None:
        self.user, self.path, self.record = user, path, record
        self.sent = data.copy() if data is not None else QueryDict(mutable=True)
        super().__init__(self.sent if data is not None else None, files, auto_id=auto_id)
        self.soft: list[tuple[str, Warning]] = []
        self.changed_at: datetime | None = None
        self.changed_by = self.saved_before = self.drafted_at = ""
        self.draft_gone = False
        if data is None:
            self.initial = self.shown_of(record) if record else {**self.for_new()}
            self.loaded = Loaded(record.version, dict(self.initial)) if record else Loaded()
            self.initial.update(form_key=new_public_id(), form_loaded=self._token())
        else:
            self.loaded = Loaded.read(data.get("form_loaded", ""), salt=self._salt)
            self._take_chosen()
        for field in self.fields.values():
            self._say_how_to_mend(field)
        for name in self.checked_on_blur if check_path else ():
            self._check_when_left(name, check_path)

    # What authors of forms may say

    def initial_of(self, record: Any) -> dict[str, Any]:
        """What the fields show of `record`: its attributes of the same names, unless a form says otherwise."""
        return {name: getattr(record, name) for name in self.kept}

    def for_new(self) -> Mapping[str, Any]:
        """What the fields show before there is a record."""
        return {}

    def warnings(self) -> list[tuple[str, Warning]]:
        """What is possible but unlikely in the whole, by the field where it stands; fields add their own."""
        return []

    # What the form knows of itself

    @property
    def own(self) -> list[str]:
        """The names of the fields that a person fills in."""
        return [name for name in self.fields if not name.startswith("form_")]

    @property
    def kept(self) -> list[str]:
        """The fields whose answers are saved; a signature is asked and forgotten."""
        return [name for name in self.own if not getattr(self.fields[name], "never_kept", False)]

    @property
    def values(self) -> dict[str, Any]:
        """What is to be saved, by field."""
        return {name: self.cleaned_data[name] for name in self.kept}

    def is_touched(self, name: str) -> bool:
        """Whether somebody typed into the field: what came from elsewhere and was left as it was is nobody's change."""
        before, sent = self.loaded.values.get(name), self[name].data
        if sent == before and name in self.loaded.values:
            return False
        return name not in self.cleaned_data or self._shown(name, self.cleaned_data[name]) != before

    @property
    def changes(self) -> dict[str, Any]:
        """What is to be saved of the fields that somebody touched."""
        return {name: value for name, value in self.values.items() if self.is_touched(name)}

    @property
    def key(self) -> UUID:
        return self.cleaned_data["form_key"]

    @property
    def digest(self) -> str:
        """The same for two sendings of one content; keyed, because what was typed could be guessed from it."""
        forgotten = {*NOT_SENT, *self.own} - {*self.kept}
        sent = sorted((name, self.sent.getlist(name)) for name in self.sent if name not in forgotten)
        told = [str(self.user.public_id), self.path, sent, *map(content_digest, self._files())]
        return salted_hmac("saved form", json.dumps(told), algorithm="sha256").hexdigest()

    def _files(self) -> list[UploadedFile]:
        return [file for name in sorted(self.files) for file in self.files.getlist(name)]

    def shown_of(self, record: BaseRecord) -> dict[str, Any]:
        """`initial_of` as it stands in the inputs, in values that JSON knows."""
        return {name: self._shown(name, value) for name, value in self.initial_of(record).items()}

    def _shown(self, name: str, value: Any) -> Any:
        prepared = self.fields[name].prepare_value(value)
        return json.loads(json.dumps(prepared, cls=ShownEncoder))

    @property
    def region_id(self) -> str:
        """The id of the form's own element, with which the ids of its fields begin."""
        return str(self.auto_id).removesuffix("-%s")

    @property
    def _salt(self) -> str:
        return f"{self.path}|{self.user.public_id}"

    def _token(self) -> str:
        return self.loaded.token(salt=self._salt)

    @property
    def helper(self) -> FormHelper:
        """How crispy draws the fields: in the order of their declaration."""
        return laid_out(self)

    def fresh_key(self) -> None:
        """The key was used up by another content."""
        self.sent["form_key"] = str(new_public_id())

    def forgive(self) -> None:
        """What stands in the form is not finished: nothing is complained about, nothing has to be confirmed."""
        self.full_clean()
        self._errors, self.soft = forms.utils.ErrorDict(), []

    def place_cursor(self) -> None:
        """Puts it where something is to be mended, else into the first field; a choice or a question comes first."""
        wrong = [name for name in self.own if name in self.errors]
        waits = self.is_contested or self.saved_before or self.asks_confirmation
        here = [name for name in self.own if name not in self.elsewhere]
        for name in wrong[:1] or ([] if waits else here[:1]):
            self.fields[name].widget.attrs["autofocus"] = True

    # Warnings: one confirmation passes those that were shown

    def clean(self) -> dict[str, Any]:
        self.soft = [*self._warnings_of_fields(), *([] if self.errors else self.warnings())]
        return self.cleaned_data

    def _warnings_of_fields(self) -> list[tuple[str, Warning]]:
        told = ((name, getattr(self.fields[name], "warn", None)) for name in self.own)
        asked = [
            (name, warn(self.cleaned_data[name]))
            for name, warn in told
            if warn and self.cleaned_data.get(name) and self.is_touched(name)
        ]
        return [(name, warning) for name, warning in asked if warning]

    @property
    def confirmation(self) -> str:
        """Stands for these warnings about these values: what was confirmed before they changed is not confirmed."""
        told = [
            (name, warning.code, self._shown(name, self.cleaned_data.get(name)))
            for name, warning in self.soft
        ]
        return salted_hmac(self._salt, json.dumps(told), algorithm="sha256").hexdigest()[:32]

    def stands_for(self, name: str, warning: Warning) -> str:
        """The value of the tick that confirms this one warning about this value, at the field, before saving.

        The same at the address of the form and at the one where its fields are checked.
        """
        told = (name, warning.code, self._shown(name, self.cleaned_data.get(name)))
        return salted_hmac(f"kept|{self.user.public_id}", json.dumps(told), algorithm="sha256").hexdigest()[
            :32
        ]

    @property
    def asks_confirmation(self) -> bool:
        kept = self.sent.getlist("form_kept")
        is_open = any(self.stands_for(*one) not in kept for one in self.soft)
        return self.is_bound and is_open and self.sent.get("form_confirmed") != self.confirmation

    @property
    def confirmed(self) -> list[str]:
        return [warning.code for _name, warning in self.soft]

    def _say_how_to_mend(self, field: forms.Field) -> None:
        if str(field.error_messages.get("required")) == str(forms.Field.default_error_messages["required"]):
            is_choice = isinstance(field, forms.ChoiceField)
            field.error_messages["required"] = (
                gettext("Choose one.") if is_choice else gettext("Fill this in.")
            )

    def _check_when_left(self, name: str, path: str) -> None:
        self.fields[name].checked = True  # type: ignore[attr-defined]
        self.fields[name].widget.attrs.update(
            {
                "hx-post": path,
                "hx-trigger": "change",
                "hx-include": "closest form",
                "hx-target": f"#{self.region_id}-{name}-said",
                "hx-swap": "innerHTML",
                "data-check": "",
            }
        )
