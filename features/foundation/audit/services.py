"""Writes the trail: `record` for everything that happened."""

from collections.abc import Iterable
from uuid import UUID

from django.conf import settings

from features.foundation.audit.actors import Actor
from features.foundation.audit.models import AuditEvent, Outcome, Purpose
from features.foundation.records.clock import now
from features.foundation.records.prepared import tell

COLUMNS = (
    "happened_at patient user role action category object_kind object_id object_version outcome reason purpose "
    "shown query session address request_id release"
).split()
INSERT = "INSERT INTO {} ({}) VALUES ({})".format(  # nosec B608  # joined from names of our own
    AuditEvent._meta.db_table,
    ", ".join(f'"{column}"' for column in COLUMNS),
    ", ".join("%s::uuid[]" if column == "shown" else "%s" for column in COLUMNS),
)
"""Written once: every read of patient data passes here."""


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
    shown: Iterable[UUID | str] = (),
    query: str = "",
) -> None:
    """Adds one row, in the caller's transaction if there is one: no change without its row, no row without its change.

    Called outside a transaction (reads, refusals, sign-ins) the row stands by itself. Errors are not swallowed:
    what cannot be recorded does not happen.
    """
    values = [
        now(),
        patient,
        actor.user,
        actor.role[:120],
        action,
        category,
        object_kind,
        object_id,
        object_version,
        outcome,
        reason[:300],
        purpose,
        f"{{{','.join(map(str, shown))}}}",
        query[:300],
        actor.session,
        actor.address,
        actor.request_id,
        settings.RELEASE,
    ]
    tell(INSERT, [str(value) if isinstance(value, UUID) else value for value in values])
