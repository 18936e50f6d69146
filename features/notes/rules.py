"""The life of a note: drafted, signed, perhaps cosigned; afterwards only an addendum or entered in error."""

from enum import StrEnum
from hashlib import sha256


class NoteStatus(StrEnum):
    DRAFT = "draft"
    SIGNED = "signed"
    COSIGNED = "cosigned"
    ENTERED_IN_ERROR = "entered-in-error"


class NoteKind(StrEnum):
    NURSING = "nursing"
    PHYSICIAN = "physician"


_NEXT = {
    NoteStatus.DRAFT: {NoteStatus.SIGNED, NoteStatus.ENTERED_IN_ERROR},
    NoteStatus.SIGNED: {NoteStatus.COSIGNED, NoteStatus.ENTERED_IN_ERROR},
    NoteStatus.COSIGNED: {NoteStatus.ENTERED_IN_ERROR},
    NoteStatus.ENTERED_IN_ERROR: set(),
}


def may_become(old: NoteStatus, new: NoteStatus) -> bool:
    """Whether a note may go from one status to the next."""
    return new in _NEXT[old]


def content_hash(*, title: str, text: str) -> str:
    """SHA-256 in hexadecimal of what is signed: the title, a line feed, the text."""
    return sha256(f"{title}\n{text}".encode()).hexdigest()
