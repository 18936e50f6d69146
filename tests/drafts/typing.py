"""A form as a browser types into it: what it keeps on the server while nobody has saved."""

import json
from dataclasses import dataclass
from functools import cached_property
from itertools import count

from django.http import HttpResponse
from django.test import Client

from features.foundation.access.models import User
from tests.forms.sent import Filled

SEQUENCE = count(1_700_000_000_000)
"""As browsers count: from the milliseconds since 1970 on."""


@dataclass
class Typing:
    """The draft of one window; `filled` is what stands in it."""

    filled: Filled
    sequence: int = 0

    @property
    def browser(self) -> Client:
        return self.filled.browser

    @property
    def key(self) -> str:
        return self.filled.values["form_key"]

    @cached_property
    def person(self) -> str:
        """Whose page it is, as the page says."""
        return str(User.objects.get(pk=self.filled.browser.session["_auth_user_id"]).public_id)

    def whole(self) -> dict[str, list[str]]:
        return {name: [value] for name, value in self.filled.values.items() if name != "form_key"}

    def keep(self, changes: dict | None = None, *, base: int = 0, sequence: int = 0) -> HttpResponse:
        """Sends the state of the form, or what has changed since the state `base`."""
        self.sequence = sequence or next(SEQUENCE)
        return self.browser.post(
            self.filled.url,
            {
                "form_key": self.key,
                "form_person": self.person,
                "form_draft": str(self.sequence),
                "form_base": str(base),
                "form_typed": json.dumps(self.whole() if changes is None else changes),
            },
            headers={"Accept": "application/json", "HX-Request": ""},
        )

    def type(self, **typed: str) -> HttpResponse:
        self.filled.fill(**typed)
        return self.keep()
