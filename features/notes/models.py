"""Clinical notes."""

import pgtrigger
from django.db import models
from django.db.models import F, Q

from features.foundation.records.constraints import SamePatient, not_before, one_of
from features.foundation.records.history import keeps_history
from features.notes.rules import NoteKind, NoteStatus
from features.patients.models import OfPatient, Provider, shown_as
from features.visits.models import Visit

SIGNED = [NoteStatus.SIGNED, NoteStatus.COSIGNED]

ORIGINAL_NEVER_CHANGES = pgtrigger.Trigger(
    name="original_never_changes",
    operation=pgtrigger.Update,
    when=pgtrigger.Before,
    condition=pgtrigger.Q(old__status__df="draft"),
    func="""
        IF (OLD.kind, OLD.title, OLD.text, OLD.author_id, OLD.written_at, OLD.signed_at, OLD.signed_by,
            OLD.content_hash, OLD.addendum_to_id) IS DISTINCT FROM
           (NEW.kind, NEW.title, NEW.text, NEW.author_id, NEW.written_at, NEW.signed_at, NEW.signed_by,
            NEW.content_hash, NEW.addendum_to_id)
           OR NEW.status = 'draft'
           OR OLD.status = 'cosigned' AND NEW.status = 'signed'
           OR OLD.cosigned_at IS NOT NULL
              AND (OLD.cosigned_at, OLD.cosigned_by) IS DISTINCT FROM (NEW.cosigned_at, NEW.cosigned_by)
           OR OLD.status = 'entered-in-error'
              AND (OLD.status, OLD.error_reason) IS DISTINCT FROM (NEW.status, NEW.error_reason) THEN
            RAISE EXCEPTION 'A signed note is never changed' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    """,
)
"""What a patient's merge moves (patient and visit) may still change; what was written, and who signed it, may not.

A cosignature comes once, and what is marked as an error stays one.
"""


@keeps_history
class Note(OfPatient):
    """What somebody wrote; an addendum is a note of its own that points at the first."""

    visit = models.ForeignKey(Visit, null=True, on_delete=models.PROTECT, related_name="+")
    addendum_to = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="addenda")
    kind = models.CharField(max_length=12, choices=[(k.value, k.value) for k in NoteKind])
    status = models.CharField(max_length=20, choices=[(s.value, s.value) for s in NoteStatus])
    is_sensitive = models.BooleanField(default=False)
    title = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    author = models.ForeignKey(Provider, null=True, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    signed_at = models.DateTimeField(null=True)
    signed_by = models.UUIDField(null=True)
    """The public id of the user, or of the provider who signed elsewhere."""
    content_hash = models.CharField(max_length=64, blank=True)
    """SHA-256 of what was signed, by `rules.content_hash`."""
    cosigned_at = models.DateTimeField(null=True)
    cosigned_by = models.UUIDField(null=True)
    """As `signed_by`."""
    error_reason = models.CharField(max_length=300, blank=True)

    class Meta(OfPatient.Meta):
        abstract = False
        constraints = [
            one_of("kind", NoteKind, name="note_kind_is_known"),
            one_of("status", NoteStatus, name="note_status_is_known"),
            models.CheckConstraint(
                condition=~Q(status__in=SIGNED)
                | Q(signed_at__isnull=False) & Q(content_hash__regex="^[0-9a-f]{64}$"),
                name="a_signed_note_says_when_and_what",
            ),
            models.CheckConstraint(
                condition=~Q(status=NoteStatus.COSIGNED) | Q(cosigned_at__isnull=False),
                name="a_cosigned_note_says_when",
            ),
            models.CheckConstraint(
                condition=~Q(status=NoteStatus.ENTERED_IN_ERROR) | ~Q(error_reason=""),
                name="an_error_has_a_reason",
            ),
            not_before("written_at", "signed_at", name="signed_after_it_was_written"),
            models.CheckConstraint(
                condition=Q(addendum_to=None) | ~Q(addendum_to=F("id")),
                name="a_note_is_not_its_own_addendum",
            ),
            models.UniqueConstraint(fields=["id", "patient"], name="note_of_a_patient"),
            SamePatient(field="visit", name="note_and_visit_of_one_patient"),
            SamePatient(field="addendum_to", name="addendum_and_note_of_one_patient"),
        ]
        indexes = [
            models.Index(fields=["patient", "-written_at", "-id"], name="notes_of_a_patient"),
            models.Index(
                fields=["patient", "-written_at", "-id"],
                condition=Q(addendum_to=None),
                name="notes_without_addenda",
            ),
            models.Index(
                fields=["patient", "kind", "-written_at", "-id"],
                condition=Q(addendum_to=None),
                name="notes_of_a_kind",
            ),
            models.Index(fields=["author", "status", "-written_at"], name="notes_of_an_author"),
        ]
        triggers = [*OfPatient.Meta.triggers, shown_as("notes"), ORIGINAL_NEVER_CHANGES]
