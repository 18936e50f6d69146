"""What a form showed when it was opened, signed: who saves is compared with that, not with what they say it was."""

from dataclasses import dataclass, field
from typing import Any

from django.core import signing

LONGEST = 2_000_000
"""Characters of a token; longer ones are none of ours."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """The version of the record and the value of each field as it was shown; `contested` waits for a choice.

    A token that is missing or forged is of version 0, which no record has: the save conflicts, and every field that
    differs is to be chosen.
    """

    version: int = 0
    values: dict[str, Any] = field(default_factory=dict)
    contested: tuple[str, ...] = ()

    @classmethod
    def read(cls, token: str, *, salt: str) -> "Loaded":
        if not token or len(token) > LONGEST:
            return cls()
        try:
            version, values, contested = signing.loads(token, salt=salt)
        except (signing.BadSignature, TypeError, ValueError):
            return cls()
        return cls(version, values, tuple(contested))

    def token(self, *, salt: str) -> str:
        return signing.dumps([self.version, self.values, self.contested], salt=salt, compress=True)
