"""What all writers do: find the record of an earlier import, and say in a code and in words what it is about."""

from datetime import date
from typing import Any
from uuid import UUID

from features.foundation.records.models import BaseRecord
from features.interchange.fhir import fields
from features.interchange.fhir.context import Context
from features.interchange.fhir.refusals import NotImported
from features.patients.models import EndReason
from features.visits.models import Visit

LONGEST_DISPLAY = 300
LONGEST_TEXT = 2000
LONGEST_SYSTEM = 120
LONGEST_CODE = 60


def of_patient[Record: BaseRecord](model: type[Record], known: UUID | None, context: Context) -> Record:
    """The patient's record that an earlier import made, or a new one."""
    if known:
        return model._default_manager.get(public_id=known, patient=context.patient)
    return model(patient=context.patient)


def fill(record: BaseRecord, **values: Any) -> None:
    """Puts values into the fields of a record."""
    for name, value in values.items():
        setattr(record, name, value)


def ending(ends_on: date | None, reason: str) -> dict[str, Any]:
    """The fields of an `Ending` record; a reason that is none of ours stays in what was sent."""
    return {"ends_on": ends_on, "end_reason": reason if reason in EndReason.values else ""}


def coded(concept: fields.Concept) -> dict[str, str]:
    """A concept in the fields of a `Coded` record: the sender's first code that has one, and the words."""
    first = next((coding for coding in concept.codings if coding.code), fields.Coding())
    return {
        "code_system": fitting(first.system, LONGEST_SYSTEM, "code system"),
        "code": fitting(first.code, LONGEST_CODE, "code"),
        "display": fitting(concept.words, LONGEST_DISPLAY, "display"),
    }


def fitting(text: str, longest: int, what: str) -> str:
    """The text; NotImported where it is too long, since half of it could say something else."""
    if len(text) > longest:
        raise NotImported(f"its {what} is longer than {longest} characters")
    return text


def visit_of(source_id: str | None, context: Context) -> Visit | None:
    """The visit that an encounter became."""
    return context.record(Visit, "Encounter", source_id)
