"""A code with its words, and how a page holds one that is in no list."""

from dataclasses import dataclass

from django.core.signing import BadSignature, Signer

from features.foundation.ui.fields.catalogues import fold

SALT = "code of a record"


@dataclass(frozen=True, slots=True)
class CodedText:
    """What was chosen, as records keep it (`records.models.Coded`); `system` and `code` are empty for words alone."""

    system: str
    code: str
    display: str

    def __str__(self) -> str:
        return self.display


def signed(code: CodedText) -> str:
    """The code of a record so that a page can hold it and nobody can change it; nothing for words alone."""
    return Signer(salt=SALT).sign_object([code.system, code.code, code.display]) if code.code else ""


def recorded_as(words: str, key: str) -> CodedText | None:
    """The code of a record that was shown with these words."""
    try:
        code = CodedText(*Signer(salt=SALT).unsign_object(key))
    except (BadSignature, ValueError):
        return None
    return code if fold(code.display) == fold(words) else None
