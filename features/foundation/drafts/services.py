"""Keeps, gives back, throws away: what one person typed into one form."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db import connection, transaction
from django.db.models import QuerySet

from features.foundation.audit.actors import Actor
from features.foundation.audit.models import Purpose
from features.foundation.audit.services import record as audit
from features.foundation.drafts.models import Draft
from features.foundation.drafts.sealing import CannotBeOpened, seal, unseal
from features.foundation.drafts.typed import Typed
from features.foundation.records.clock import now

KEPT_FOR = timedelta(days=30)
REMEMBERED_FOR = timedelta(days=1)
"""How long the number of a saved form is known: nothing under way takes longer to arrive."""

KEPT, RESTORED, DISCARDED = "draft kept", "draft restored", "draft discarded"
"""What the audit trail says; never what was typed."""

UPSERT = """
    INSERT INTO drafts_draft
           (public_id, kept_by, form_key, path, patient, sequence, sealed, fields, started_at, kept_at)
    VALUES (gen_random_uuid(), %(by)s, %(key)s, %(path)s, %(patient)s, %(sequence)s, %(sealed)s, %(fields)s,
            %(at)s, %(at)s)
    ON CONFLICT (kept_by, form_key) DO UPDATE """
KEEP = f"""{UPSERT}
    SET sequence = EXCLUDED.sequence, sealed = EXCLUDED.sealed, fields = EXCLUDED.fields, kept_at = EXCLUDED.kept_at
    WHERE drafts_draft.sequence < EXCLUDED.sequence AND drafts_draft.path = EXCLUDED.path
    RETURNING public_id, xmax = 0"""
FORGET = f"""{UPSERT}
    SET sequence = EXCLUDED.sequence, sealed = NULL, fields = 0
    WHERE drafts_draft.sequence <= EXCLUDED.sequence AND drafts_draft.path = EXCLUDED.path"""


@dataclass(frozen=True, slots=True)
class Place:
    """The form that a draft is of: whose, where, under which key it was drawn, and about whom."""

    by: Actor
    path: str
    key: UUID
    patient: UUID | None = None
    category: str = ""

    @property
    def person(self) -> UUID:
        if self.by.user is None:
            raise ValueError("Drafts are kept for people.")
        return self.by.user

    @property
    def drafts(self) -> QuerySet[Draft]:
        """The one that is kept of this very form, if any."""
        return Draft.objects.filter(kept_by=self.person, form_key=self.key, path=self.path)


class Late(Exception):
    """Another state than the one that was expected is kept; its number is `sequence`. Nothing was written."""

    def __init__(self, sequence: int) -> None:
        super().__init__("another state is kept")
        self.sequence = sequence


def kept_state(*, place: Place, sequence: int) -> Typed:
    """What is kept of a form, if it is the state `sequence`; nothing for 0. Raises Late."""
    if not sequence:
        return {}
    draft = place.drafts.first()
    if draft is None or draft.sequence != sequence or draft.sealed is None:
        raise Late(draft.sequence if draft else 0)
    try:
        return content_of(draft=draft)
    except CannotBeOpened as error:
        raise Late(draft.sequence) from error


def keep(*, place: Place, typed: Typed, sequence: int, fields: int) -> None:
    """Keeps the state `sequence` of a form, of which `fields` are not saved; without any, nothing is kept of it.

    Raises Late where a newer one is kept. The audit trail says it when the first is.
    """
    if not fields:
        place.drafts.filter(sequence__lt=sequence).update(sequence=sequence, sealed=None, fields=0)
        return
    sealed = seal(typed, by=place.person, path=place.path, key=place.key)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(KEEP, _row(place, sequence, sealed, fields))
        row = cursor.fetchone()
        if row and row[1]:
            _audit(KEPT, place.by, row[0], place.patient, place.category)
            forget_old(by=place.person)
    if row is None:
        raise Late(place.drafts.values_list("sequence", flat=True).first() or 0)


def drafts_of(*, by: UUID) -> QuerySet[Draft]:
    """Everything that a person typed and did not save, the latest first."""
    held = Draft.objects.filter(kept_by=by, sealed__isnull=False, kept_at__gt=now() - KEPT_FOR)
    return held.order_by("-kept_at", "-id")


def content_of(*, draft: Draft) -> Typed:
    """Raises CannotBeOpened."""
    return unseal(draft.sealed or b"", by=draft.kept_by, path=draft.path, key=draft.form_key)


def take_over(*, draft: UUID, place: Place) -> Draft:
    """What was typed before or into another window; it is the draft of the form of `place` from now on.

    The window that it was typed into, if it is open still, goes on with a draft of its own. Raises Draft.DoesNotExist
    for one that is not there any more, and CannotBeOpened.
    """
    with transaction.atomic():
        held = drafts_of(by=place.person).select_for_update().get(public_id=draft, path=place.path)
        typed = content_of(draft=held)
        held.form_key, held.sequence = place.key, 0
        held.sealed = seal(typed, by=place.person, path=place.path, key=place.key)
        held.save(update_fields=["form_key", "sequence", "sealed"])
        _audit(RESTORED, place.by, held.public_id, place.patient, place.category)
    return held


def discard(*, draft: UUID, of: UUID, by: Actor, category: str = "") -> None:
    """Throws away a draft `of` the person who acts; one that is not there any more stays away."""
    with transaction.atomic():
        held = drafts_of(by=of).select_for_update().filter(public_id=draft).first()
        if held is not None:
            held.delete()
            _audit(DISCARDED, by, draft, held.patient, category)


def forget_saved(*, place: Place, sequence: int) -> None:
    """The form was saved as it stood at `sequence`: nothing of that is kept, and no late state of it comes back.

    In the transaction of the save. A form without a number was sent without JavaScript and has no late states.
    """
    if not sequence:
        place.drafts.delete()
        return
    with connection.cursor() as cursor:
        cursor.execute(FORGET, _row(place, sequence, None, 0))


def forget_old(*, by: UUID | None = None) -> int:
    """Deletes what is older than it may be kept, of one person or of everybody; how many rows."""
    rows = Draft.objects.filter(kept_by=by) if by else Draft.objects.all()
    old, _each = rows.filter(kept_at__lte=now() - KEPT_FOR).delete()
    saved, _each = rows.filter(sealed__isnull=True, kept_at__lte=now() - REMEMBERED_FOR).delete()
    return old + saved


def _row(place: Place, sequence: int, sealed: bytes | None, fields: int) -> dict:
    return {
        "by": str(place.person),
        "key": str(place.key),
        "path": place.path,
        "patient": place.patient and str(place.patient),
        "sequence": sequence,
        "sealed": sealed,
        "fields": fields,
        "at": now(),
    }


def _audit(action: str, by: Actor, draft: UUID, patient: UUID | None, category: str) -> None:
    audit(
        action=action,
        actor=by,
        category=category,
        patient=patient,
        object_kind="draft",
        object_id=draft,
        purpose=Purpose.TREATMENT if patient else Purpose.OPERATIONS,
    )
