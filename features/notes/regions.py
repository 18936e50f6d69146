"""What the regions of notes show: the last of them, each with its signatures and addenda."""

from collections.abc import Iterable
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext

from features.foundation.access.models import User
from features.foundation.ui.leafing import read_leaf
from features.notes.models import Note
from features.notes.rules import NoteKind, NoteStatus
from features.patients.models import Patient
from features.patients.regions import Asked, ChartPage, ChartRegion

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

NOTES_A_PAGE = 20
FOLDED = 1200
"""Characters from which on a note is folded; on paper it is open."""

TIMELINE_FIELDS = (*FIELDS, "error_reason", "signer", "cosigner")


def kind_words(kind: str) -> str:
    return {
        "": gettext("All"),
        NoteKind.NURSING: gettext("Nursing"),
        NoteKind.PHYSICIAN: gettext("Physician"),
    }[kind]


def _who(field: str) -> Subquery:
    """The name of the user whose public id stands in `field`."""
    return Subquery(User.objects.filter(public_id=OuterRef(field)).values("full_name")[:1])


def _written(patient: Patient, user: User) -> QuerySet[Note]:
    return Note.objects.filter(readable_by(user), patient=patient)


def _whole(notes: QuerySet[Note]) -> QuerySet[Note, dict[str, Any]]:
    return notes.annotate(signer=_who("signed_by"), cosigner=_who("cosigned_by")).values(*TIMELINE_FIELDS)


def show_timeline(patient: Patient, user: User, asked: Asked) -> dict[str, Any]:
    """A page of notes in full, newest first, each with all its addenda, however new those are."""
    readable = [kind for kind in NoteKind if user.may(f"{kind}_notes.read")]
    kind = asked.query.get("kind", "")
    kind = kind if kind in readable else ""
    notes = _written(patient, user).filter(addendum_to=None)
    leaf = read_leaf(
        _whole(notes.filter(kind=kind) if kind else notes),
        ("written_at", "id"),
        scope=Note.objects.filter(patient=patient),
        sort="written",
        token=asked.query.get("at", ""),
        size=NOTES_A_PAGE,
    )
    addenda = _whole(_written(patient, user).filter(addendum_to__in=[note["pk"] for note in leaf.rows]))
    return {
        "notes": [_read(note) for note in with_addenda(leaf.rows, addenda)],
        "kinds": [(kind_words(one), asked.url(kind=one, at=""), one == kind) for one in ("", *readable)],
        "is_narrowed": bool(kind),
        "all_url": asked.url(kind="", at=""),
        "older_url": asked.url(at=leaf.older) if leaf.older else "",
        "newer_url": asked.url(at=leaf.newer) if leaf.newer else "",
        "newest_url": asked.url(at="") if leaf.newer else "",
        "is_lost": leaf.is_lost,
    }


def _read(note: dict[str, Any]) -> dict[str, Any]:
    """The note and its addenda as they are read: who signed, and whether the text is long enough to be folded."""
    return {
        **note,
        "signer": note["signer"] or note["author"],
        "kind_words": kind_words(note["kind"]),
        "is_wrong": note["status"] == NoteStatus.ENTERED_IN_ERROR,
        "is_long": len(note["text"]) > FOLDED,
        "addenda": [_read({"addenda": [], **addendum}) for addendum in note["addenda"]],
    }


TIMELINE = ChartPage(
    "notes:timeline", "physician_notes.read", "notes", ("notes",), show_timeline, heeds=("kind", "at")
)
