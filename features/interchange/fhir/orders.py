"""What was ordered: medications, and tests of the laboratory."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from features.interchange.fhir import extensions, fields
from features.interchange.fhir.bundles import Bundle, Entry
from features.interchange.fhir.chart import SNOMED, coded, note, visit
from features.interchange.fhir.refusals import NotImported
from features.interchange.fhir.visits import named
from features.labs.rules import OrderStatus as LabOrderStatus
from features.medications.rules import StopReason

LABORATORY = "108252007"
"""SNOMED CT: laboratory procedure; US Core's category of laboratory orders."""
PRIORITIES = ("routine", "urgent", "asap", "stat")
REQUISITIONS = "urn:ietf:rfc:3986"
STOP_REASONS = "http://terminology.hl7.org/CodeSystem/medicationrequest-status-reason"
OWN_STOP_REASONS = f"{extensions.CODES}/stop-reason"
CODE_OF_STOP_REASON = {
    StopReason.ALTERNATIVE_CHOSEN: "altchoice",
    StopReason.CLARIFICATION: "clarif",
    StopReason.DOSE_TOO_HIGH: "drughigh",
    StopReason.HOSPITAL_ADMISSION: "hospadm",
    StopReason.LAB_INTERFERENCE: "labint",
    StopReason.NOT_AVAILABLE: "non-avail",
    StopReason.PREGNANCY: "preg",
    StopReason.ALLERGY: "salg",
    StopReason.DRUG_INTERACTION: "sddi",
    StopReason.DUPLICATE_THERAPY: "sdupther",
    StopReason.INTOLERANCE: "sintol",
    StopReason.SURGERY: "surg",
    StopReason.WASHOUT: "washout",
}
"""HL7's codes; the other reasons have only ours."""
ORDER_STATUSES = (
    "active",
    "on-hold",
    "cancelled",
    "completed",
    "entered-in-error",
    "stopped",
    "draft",
    "unknown",
)
UNITS_OF_TIME = ("s", "min", "h", "d", "wk", "mo", "a")


@dataclass(frozen=True, slots=True)
class Dosage:
    """How a medication is taken: so many times (`frequency`) in a `period` of `period_unit` (UCUM)."""

    text: str
    dose: fields.Quantity | None
    frequency: Decimal | None
    period: Decimal | None
    period_unit: str
    as_needed: bool
    instructions: tuple[str, ...]
    route: str
    starts_at: datetime | None
    ends_at: datetime | None


@dataclass(frozen=True, slots=True)
class MedicationFacts:
    """A MedicationRequest; visit, provider and reasons are source ids."""

    medication: fields.Concept
    status: str
    intent: str
    ordered_at: datetime
    visit: str | None
    provider: str | None
    reasons: tuple[str, ...]
    reason: fields.Concept
    """In words and codes, where it is no problem of the chart."""
    replaces: str | None
    stop_reason: str
    stop_note: str
    dosages: tuple[Dosage, ...]


@dataclass(frozen=True, slots=True)
class LabOrderFacts:
    """A ServiceRequest to the laboratory; visit and provider are source ids."""

    code: fields.Concept
    status: str
    priority: str
    ordered_at: datetime
    visit: str | None
    provider: str | None
    requisition: str
    note: str


def read_medication(entry: Entry, bundle: Bundle) -> MedicationFacts:
    """The order; NotImported without a medication in words or codes, a known status and a date."""
    resource = entry.resource
    status = fields.text(resource, "status")
    ordered_at = fields.instant(resource, "authoredOn")
    if status not in ORDER_STATUSES:
        raise NotImported("status is none of R4's")
    if ordered_at is None:
        raise NotImported("does not say when it was ordered")
    stop_reason, stop_note = _stop_reason(resource)
    reasons = (named(each, "Condition", bundle) for each in fields.references(resource, "reasonReference"))
    return MedicationFacts(
        medication=coded(resource, "medicationCodeableConcept"),
        status=status,
        intent=fields.text(resource, "intent"),
        ordered_at=ordered_at,
        visit=visit(resource, bundle),
        provider=named(fields.reference(resource, "requester"), "Practitioner", bundle),
        reasons=tuple(each for each in reasons if each),
        reason=next(iter(fields.concepts(resource, "reasonCode")), fields.Concept()),
        replaces=named(fields.reference(resource, "priorPrescription"), "MedicationRequest", bundle),
        stop_reason=stop_reason,
        stop_note=stop_note,
        dosages=tuple(_dosage(each) for each in fields.parts(resource, "dosageInstruction")),
    )


def read_lab_order(entry: Entry, bundle: Bundle) -> LabOrderFacts:
    """The order of a test; NotImported where it is not of the laboratory, or without a known status and a date."""
    resource = entry.resource
    categories = (each.coded_in(SNOMED) for each in fields.concepts(resource, "category"))
    status = fields.text(resource, "status")
    priority = fields.text(resource, "priority") or "routine"
    ordered_at = fields.instant(resource, "authoredOn")
    if not any(each.code == LABORATORY for each in categories if each):
        raise NotImported("is no order of a laboratory test")
    if status not in tuple(LabOrderStatus) or priority not in PRIORITIES:
        raise NotImported("status or priority is none of R4's")
    if ordered_at is None:
        raise NotImported("does not say when it was ordered")
    return LabOrderFacts(
        code=coded(resource, "code"),
        status=status,
        priority=priority,
        ordered_at=ordered_at,
        visit=visit(resource, bundle),
        provider=named(fields.reference(resource, "requester"), "Practitioner", bundle),
        requisition=fields.text(fields.part(resource, "requisition", dict) or {}, "value"),
        note=note(resource),
    )


def _stop_reason(resource: fields.Json) -> tuple[str, str]:
    """Why it was stopped, in our code where there is one for it, and in words."""
    told = fields.concept(resource, "statusReason")
    words = fields.prose(fields.part(resource, "statusReason", dict) or {}, "text")
    ours, theirs = told.coded_in(OWN_STOP_REASONS), told.coded_in(STOP_REASONS)
    if ours and ours.code in tuple(StopReason):
        return ours.code, words
    for reason, code in CODE_OF_STOP_REASON.items():
        if theirs and theirs.code == code:
            return reason, words
    return "", words


def _dosage(sent: fields.Json) -> Dosage:
    repeat = fields.part(fields.part(sent, "timing", dict) or {}, "repeat", dict) or {}
    bounds = fields.part(repeat, "boundsPeriod", dict) or {}
    unit = fields.text(repeat, "periodUnit")
    if unit and unit not in UNITS_OF_TIME:
        raise NotImported("periodUnit is no unit of time")
    doses = [fields.quantity(each, "doseQuantity") for each in fields.parts(sent, "doseAndRate")]
    starts_at, ends_at = (_if_timed(bounds, key) for key in ("start", "end"))
    if starts_at and ends_at and ends_at < starts_at:
        raise NotImported("boundsPeriod ends before it starts")
    return Dosage(
        text=fields.prose(sent, "text"),
        dose=next((dose for dose in doses if dose), None),
        frequency=fields.number(repeat, "frequency"),
        period=fields.number(repeat, "period"),
        period_unit=unit,
        as_needed=bool(fields.part(sent, "asNeededBoolean", bool)),
        instructions=tuple(each.words for each in fields.concepts(sent, "additionalInstruction")),
        route=fields.concept(sent, "route").words,
        starts_at=starts_at,
        ends_at=ends_at,
    )


def _if_timed(bounds: fields.Json, key: str) -> datetime | None:
    """A moment; a bare date is none, and stays in what was sent."""
    return fields.instant(bounds, key) if "T" in str(bounds.get(key)) else None
