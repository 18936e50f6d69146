"""FHIR resources made of orders and notes."""

import base64
from uuid import UUID

from features.interchange.fhir import extensions
from features.interchange.fhir.chart import SNOMED
from features.interchange.fhir.elements import (
    Json,
    code_of,
    concept,
    moment,
    noted,
    reference,
    without_empty,
)
from features.interchange.fhir.notes import NOTE_KINDS, PLAIN_TEXT
from features.interchange.fhir.observations import LOINC
from features.interchange.fhir.orders import (
    CODE_OF_STOP_REASON,
    LABORATORY,
    OWN_STOP_REASONS,
    REQUISITIONS,
    STOP_REASONS,
)
from features.interchange.fhir.persons import CLOSED, signer
from features.labs.models import LabOrder
from features.medications.models import MedicationOrder
from features.medications.rules import StopReason
from features.notes.models import Note
from features.notes.rules import NoteStatus

NOTE_CODE = "34109-9"
"""LOINC: note."""
STATUS_OF_TEXT = {NoteStatus.DRAFT: "preliminary", NoteStatus.ENTERED_IN_ERROR: "entered-in-error"}


def medication(record: MedicationOrder) -> Json:
    """The order with its one dosage."""
    reason = concept(record.reason_system, record.reason_code, record.reason)
    dosage = _dosage(record)
    return {
        "status": record.status,
        "statusReason": _stopped(record),
        "intent": record.intent,
        "medicationCodeableConcept": code_of(record.drug),
        "encounter": reference(record.visit),
        "authoredOn": moment(record.ordered_at),
        "requester": reference(record.ordered_by),
        "reasonCode": [reason] if reason else [],
        "dosageInstruction": [dosage] if dosage else [],
        "priorPrescription": reference(record.replaces),
    }


def lab_order(record: LabOrder) -> Json:
    """The order of a test."""
    return {
        "status": record.status,
        "intent": "order",
        "category": [concept(SNOMED, LABORATORY, "Laboratory procedure")],
        "priority": record.priority,
        "code": code_of(record),
        "encounter": reference(record.visit),
        "authoredOn": moment(record.ordered_at),
        "requester": reference(record.ordered_by),
        "requisition": {"system": REQUISITIONS, "value": f"urn:uuid:{record.requisition}"}
        if record.requisition
        else {},
        "note": noted(record.note),
    }


def note(record: Note) -> Json:
    """The document: its text exactly as it was written, with the hash of what was signed."""
    return {
        "status": "entered-in-error" if record.status == NoteStatus.ENTERED_IN_ERROR else "current",
        "docStatus": STATUS_OF_TEXT.get(NoteStatus(record.status), "final"),
        "type": {
            "coding": [
                {"system": NOTE_KINDS, "code": record.kind},
                {"system": LOINC, "code": NOTE_CODE, "display": "Note"},
            ]
        },
        "date": moment(record.written_at),
        "author": [reference(record.author)] if record.author else [],
        "authenticator": _signed_by(record.signed_by),
        "description": record.title,
        "securityLabel": [CLOSED] if record.is_sensitive else [],
        "relatesTo": [{"code": "appends", "target": reference(record.addendum_to)}]
        if record.addendum_to
        else [],
        "content": [{"attachment": _text(record)}],
        "context": {"encounter": [reference(record.visit)]} if record.visit else {},
        "extension": _signature(record),
    }


def _text(record: Note) -> Json:
    data = base64.b64encode(record.text.encode()).decode()
    return without_empty({"contentType": f"{PLAIN_TEXT};charset=utf-8", "data": data})


def _signed_by(public_id: UUID | None) -> Json | None:
    known = signer(public_id)
    return {"reference": f"urn:uuid:{known[0]}"} if known else None


def _signature(record: Note) -> list[Json]:
    told: dict[str, Json] = {
        "signed-at": {"valueInstant": moment(record.signed_at)},
        "sha-256": {"valueString": record.content_hash},
        "cosigned-at": {"valueInstant": moment(record.cosigned_at)},
        "cosigned-by": {"valueReference": _signed_by(record.cosigned_by)},
    }
    parts = [{"url": name, **value} for name, value in told.items() if any(value.values())]
    found = [extensions.made_of_parts(extensions.SIGNATURE, parts)] if parts else []
    if record.error_reason:
        found.append(extensions.made(extensions.ERROR_REASON, valueString=record.error_reason))
    return found


def _dosage(record: MedicationOrder) -> Json:
    dose = without_empty({"value": record.dose, "code": record.dose_unit}) if record.dose is not None else {}
    is_timed = record.ends_at is not None or record.starts_at != record.ordered_at
    bounds = without_empty({"start": moment(record.starts_at), "end": moment(record.ends_at)})
    repeat = without_empty(
        {
            "boundsPeriod": bounds if is_timed else {},
            "frequency": record.times,
            "period": record.period,
            "periodUnit": record.period_unit,
        }
    )
    dosage = without_empty(
        {
            "text": record.instructions,
            "timing": {"repeat": repeat} if repeat else {},
            "route": {"text": record.route} if record.route else {},
            "doseAndRate": [{"doseQuantity": dose}] if dose else [],
        }
    )
    return {**dosage, "asNeededBoolean": record.as_needed} if dosage or record.as_needed else {}


def _stopped(record: MedicationOrder) -> Json:
    """HL7's code for the reason where there is one, and ours beside it."""
    if not record.stop_reason:
        return {"text": record.stop_note} if record.stop_note else {}
    theirs = CODE_OF_STOP_REASON.get(StopReason(record.stop_reason))
    coding = [{"system": STOP_REASONS, "code": theirs}] if theirs else []
    ours = {"system": OWN_STOP_REASONS, "code": record.stop_reason}
    return without_empty({"coding": [*coding, ours], "text": record.stop_note})
