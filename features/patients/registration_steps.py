"""The steps of a registration, the newest first, a page at a time: each record before and after somebody changed it.

A history holds what a row was before, so the next one of the same row, or the row itself, tells what it became. One
statement reads a page of all kinds of records; a page begins after a step, so that no step is shown twice or left out.
"""

import json
from dataclasses import dataclass
from datetime import datetime
from types import SimpleNamespace
from typing import Any

from django.core.signing import BadSignature, Signer

from features.foundation.records.models import BaseRecord
from features.foundation.records.prepared import ask
from features.patients.models import (
    Consent,
    Coverage,
    Patient,
    PatientAddress,
    PatientName,
    RelatedPerson,
)

PAGE = 50
"""Steps of one page."""
KINDS: tuple[Any, ...] = (Patient, PatientName, PatientAddress, RelatedPerson, Coverage, Consent)
UNTOLD = {"id", "patient", "name_key", *(field.name for field in BaseRecord._meta.fields)}
"""Columns that are no fields of a registration."""
NEWEST = ("infinity", 0, 0)

_signer = Signer(salt="registration-step")


@dataclass(frozen=True, slots=True)
class Step:
    """A record before and after somebody changed it; `before` is None where it was new, `after` where it went.

    `who` is the public id of a user, or empty.
    """

    model: Any
    at: datetime
    who: str
    before: Any
    after: Any


def steps_of(patient: Patient, *, after: str = "") -> tuple[list[Step], str]:
    """A page of steps, and the place where the next one begins: empty on the last. What is no place is the newest."""
    place = _read(after)
    found = ask(STATEMENT, [*(value for _ in ARMS for value in (patient.pk, *place)), PAGE + 1])
    return [_step(*row) for row in found[:PAGE]], _place(*found[PAGE - 1][:3]) if len(found) > PAGE else ""


def _step(at: datetime, kind: int, _number: int, who: str | None, before: Any, after: Any) -> Step:
    model = KINDS[abs(kind) - 1]
    return Step(model, at, who or "", _row(model, before), _row(model, after))


def _place(at: datetime, kind: int, number: int) -> str:
    return _signer.sign(f"{at.isoformat()}~{kind}~{number}")


def _row(model: Any, told: Any) -> Any:
    """The columns of a row as Python has them."""
    if told is None:
        return None
    held = json.loads(told) if isinstance(told, str) else told
    fields = model._meta.concrete_fields
    return SimpleNamespace(**{field.attname: field.to_python(held.get(field.column)) for field in fields})


def _read(place: str) -> tuple[str, int, int]:
    try:
        at, kind, number = _signer.unsign(place).split("~")
        return at, int(kind), int(number)
    except (BadSignature, ValueError):
        return NEWEST


# The statement -----------------------------------------------------------------------------------------

_STAMPS = ("pgh_id", "pgh_label", "pgh_created_at", "pgh_obj_id", "pgh_context")
_UNTOLD = f"'{{{','.join((*sorted(UNTOLD), 'patient_id', *_STAMPS))}}}'::text[]"
_AFTER = "(step.at, step.kind, step.number) < (%s::timestamptz, %s::integer, %s::bigint)"
_CUT = "ORDER BY step.at DESC, step.kind DESC, step.number DESC"


def _changed(number: int, model: Any) -> str:
    """Each history row with what it became, where that differs in more than who wrote it and when.

    The rows are put in their order by their ids; only as many are read and compared as a page holds.
    """
    table, history = model._meta.db_table, model.pgh_event_model._meta.db_table
    whose = "pgh_obj_id" if model is Patient else "patient_id"
    return f"""
        SELECT step.at, step.kind, step.number, step.who, told.before, told.after
          FROM (SELECT e.pgh_created_at AS at, {number} AS kind, e.pgh_id AS number, e.pgh_context ->> 'user' AS who,
                       e.pgh_obj_id AS whose,
                       lead(e.pgh_id) OVER (PARTITION BY e.pgh_obj_id ORDER BY e.pgh_id) AS next
                  FROM {history} e WHERE e.{whose} = %s
                 ORDER BY e.pgh_created_at DESC, e.pgh_id DESC OFFSET 0) step
         CROSS JOIN LATERAL (
                SELECT (SELECT to_jsonb(e) FROM {history} e WHERE e.pgh_id = step.number) AS before,
                       coalesce((SELECT to_jsonb(e) FROM {history} e WHERE e.pgh_id = step.next),
                                (SELECT to_jsonb(p) FROM {table} p WHERE p.id = step.whose)) AS after
                OFFSET 0) told
         WHERE {_AFTER} AND told.before - {_UNTOLD} IS DISTINCT FROM told.after - {_UNTOLD}
         {_CUT} LIMIT {PAGE + 1}"""  # nosec B608  # names of tables and columns, numbers of ours


def _added(number: int, model: Any) -> str:
    """Each row as it was when it was new: its oldest history row, or itself where it never changed."""
    table, history = model._meta.db_table, model.pgh_event_model._meta.db_table
    return f"""
        SELECT step.at, step.kind, step.number, step.who, NULL::jsonb,
               coalesce((SELECT to_jsonb(e) FROM {history} e WHERE e.pgh_obj_id = step.number
                          ORDER BY e.pgh_id LIMIT 1), to_jsonb(step.row))
          FROM (SELECT r.created_at AS at, -{number} AS kind, r.id AS number, r.created_by::text AS who, r AS row
                  FROM {table} r WHERE r.patient_id = %s) step
         WHERE {_AFTER} {_CUT} LIMIT {PAGE + 1}"""  # nosec B608  # names of tables, numbers of ours


ARMS = [
    *(_changed(number, model) for number, model in enumerate(KINDS, 1)),
    *(_added(number, model) for number, model in enumerate(KINDS, 1) if model is not Patient),
]
STATEMENT = " UNION ALL ".join(f"({arm})" for arm in ARMS) + " ORDER BY 1 DESC, 2 DESC, 3 DESC LIMIT %s"  # nosec B608  # joined of constants
