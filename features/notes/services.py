"""Writes notes."""

from features.foundation.records.clock import now
from features.notes.models import Note


def import_note(*, note: Note) -> Note:
    """Writes a note as another system tells it, new or changed. The caller's transaction audits it."""
    note.updated_at = now()
    note.save()
    return note
