"""What the regions of notes show: the last of them, each with its signatures and addenda."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet

from features.foundation.access.models import User
from features.notes.models import Note
from features.notes.rules import NoteKind, NoteStatus
from features.patients.models import Patient
from features.patients.regions import ChartRegion

MOST_SHOWN = 4
EXCERPT = 240
"""Characters of a note's text that a list shows."""

FIELDS = (
    "pk", "public_id", "kind", "status", "title", "text", "written_at", "signed_at", "cosigned_at", "addendum_to",
    "author__given_names", "author__family_name",
)  # fmt: skip


def readable_by(user: User) -> Q:
    """The notes that a person may read: of the kinds of their role, no sensitive ones, and no draft of others."""
    kinds = [kind for kind in NoteKind if user.may(f"{kind}_notes.read")]
    return Q(kind__in=kinds, is_sensitive=False) & (~Q(status=NoteStatus.DRAFT) | Q(author__user=user.pk))


def notes_of(patient: Patient, user: User) -> QuerySet[Note, dict[str, Any]]:
    """The patient's notes that the person may read, with what a list shows of them; newest first."""
    rows = Note.objects.filter(readable_by(user), patient=patient)
    return rows.order_by("-written_at", "-id").values(*FIELDS)


def with_addenda(notes: list[dict[str, Any]], addenda: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Each note with its addenda, oldest first: an addendum is visible wherever the note is."""
    of_note: dict[int, list[dict[str, Any]]] = {}
    for addendum in addenda:
        of_note.setdefault(addendum["addendum_to"], []).append(shown(addendum))
    return [{**shown(note), "addenda": sorted(of_note.get(note["pk"], []), key=_when)} for note in notes]


def _when(note: dict[str, Any]):
    return note["written_at"]


def shown(note: dict[str, Any]) -> dict[str, Any]:
    author = f"{note['author__given_names'] or ''} {note['author__family_name'] or ''}".strip()
    excerpt = " ".join(note["text"][: EXCERPT + 1].split())
    if len(note["text"]) > EXCERPT:
        excerpt = excerpt[:EXCERPT].rsplit(" ", 1)[0] + "…"
    return {**note, "author": author, "excerpt": excerpt, "is_draft": note["status"] == NoteStatus.DRAFT}


def show_recent(patient: Patient, user: User) -> dict[str, Any]:
    """The last notes; those that an addendum points at come with it, however old they are."""
    rows = list(notes_of(patient, user)[: MOST_SHOWN * 3])
    originals = [row for row in rows if row["addendum_to"] is None]
    addenda = [row for row in rows if row["addendum_to"] is not None]
    return {
        "notes": with_addenda(originals[:MOST_SHOWN], addenda),
        "has_more": len(originals) > MOST_SHOWN or len(rows) == MOST_SHOWN * 3,
    }


RECENT = ChartRegion("notes:recent", "physician_notes.read", "notes", ("notes",), show_recent)
