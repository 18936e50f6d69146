"""Writes the trail: `record` for everything that happened."""

from collections.abc import Iterable
from uuid import UUID

from django.conf import settings

from features.foundation.audit.actors import Actor
from features.foundation.audit.models import AuditEvent, Outcome, Purpose


def record(
    *,
    action: str,
    actor: Actor,
    category: str = "",
    patient: UUID | None = None,
    object_kind: str = "",
    object_id: UUID | None = None,
    object_version: int | None = None,
    outcome: str = Outcome.SUCCESS,
    reason: str = "",
    purpose: str = Purpose.TREATMENT,
    shown: Iterable[UUID] = (),
    query: str = "",
) -> None:
    """Adds one row, in the caller's transaction if there is one: no change without its row, no row without its change.

    Called outside a transaction (reads, refusals, sign-ins) the row stands by itself. Errors are not swallowed:
    what cannot be recorded does not happen.
    """
    event = AuditEvent(
        action=action,
        patient=patient,
        user=actor.user,
        role=actor.role[:120],
        category=category,
        object_kind=object_kind,
        object_id=object_id,
        object_version=object_version,
        outcome=outcome,
        reason=reason[:300],
        purpose=purpose,
        shown=list(shown),
        query=query[:300],
        session=actor.session,
        address=actor.address,
        request_id=actor.request_id,
        release=settings.RELEASE,
    )
    event.save(force_insert=True)
