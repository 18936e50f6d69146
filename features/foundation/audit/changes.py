"""Writes a record with its row in the trail: no change without one, and no row where nothing changed.

What is about no patient is done to run the clinic, and the trail says so.
"""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from features.foundation.audit.actors import Actor
from features.foundation.audit.models import Purpose
from features.foundation.audit.services import record as audit
from features.foundation.records.clock import now
from features.foundation.records.models import BaseRecord

STAMPED = ("updated_at", "updated_by")


def write_changes(
    record: BaseRecord,
    values: Mapping[str, Any],
    *,
    patient: UUID | None,
    category: str,
    by: Actor,
    action: str = "change",
    also: Iterable[str] = (),
) -> bool:
    """Writes those of `values` that differ into a row that the caller has locked; whether any did.

    `also` names what was changed in rows that belong to this one: its version then counts that change too. The trail
    names the fields, never what stands in them. In the caller's transaction.
    """
    changed = assign(record, values)
    if not changed and not also:
        return False
    stamp(record, by=by)
    record.save(update_fields=[*changed, *STAMPED])
    record.version += 1  # as the trigger did
    _audit(record, action, patient, category, by, ", ".join([*changed, *also]))
    return True


def assign(record: BaseRecord, values: Mapping[str, Any]) -> list[str]:
    """Gives a row those of `values` that differ; their names."""
    changed = [name for name, value in values.items() if getattr(record, name) != value]
    for name in changed:
        setattr(record, name, values[name])
    return changed


def stamp(record: BaseRecord, *, by: Actor) -> None:
    """Says in the row who changes it, and when."""
    record.updated_at, record.updated_by = now(), by.user


def write_new(
    record: BaseRecord, *, patient: UUID | None, category: str, by: Actor, action: str = "create"
) -> BaseRecord:
    """Writes a new row and says so in the trail. In the caller's transaction."""
    record.created_by = record.updated_by = by.user
    record.save(force_insert=True)
    _audit(record, action, patient, category, by)
    return record


def _audit(
    record: BaseRecord, action: str, patient: UUID | None, category: str, by: Actor, fields: str = ""
) -> None:
    audit(
        action=action,
        actor=by,
        category=category,
        patient=patient,
        object_kind=record._meta.model_name or "",
        object_id=record.public_id,
        object_version=record.version,
        reason=fields,
        purpose=Purpose.TREATMENT if patient else Purpose.OPERATIONS,
    )
