"""Writes what was ordered: medications, and tests of the laboratory."""

from uuid import UUID

from features.interchange.fhir import orders
from features.interchange.fhir.context import Context
from features.interchange.fhir.refusals import NotImported
from features.interchange.fhir.writers.records import coded, fill, fitting, of_patient, visit_of
from features.labs.models import LabOrder
from features.labs.services import import_lab_order
from features.medications.models import Drug, MedicationOrder
from features.medications.rules import StopReason
from features.medications.services import import_order
from features.patients.models import Provider
from features.problems.models import Problem


def write_medication(facts: orders.MedicationFacts, known: UUID | None, context: Context) -> MedicationOrder:
    """The order. Several dosages of one order stay in words: no single dose would be the truth."""
    single = facts.dosages[0] if len(facts.dosages) == 1 else None
    problem = context.record(Problem, "Condition", facts.reasons[0]) if facts.reasons else None
    reason = coded(facts.reason)
    tells_too_little = facts.stop_reason == StopReason.OTHER and not facts.stop_note
    order = of_patient(MedicationOrder, known, context)
    fill(
        order,
        visit=visit_of(facts.visit, context),
        replaces=context.record(MedicationOrder, "MedicationRequest", facts.replaces),
        ordered_by=context.record(Provider, "Practitioner", facts.provider),
        ordered_at=facts.ordered_at,
        starts_at=(single.starts_at if single else None) or facts.ordered_at,
        ends_at=single.ends_at if single else None,
        status=facts.status,
        intent=facts.intent or "order",
        dose=single.dose.value if single and single.dose else None,
        dose_unit=(single.dose.code or single.dose.unit)[:40] if single and single.dose else "",
        route=fitting(single.route, 60, "route") if single else "",
        times=single.frequency if single else None,
        period=single.period if single else None,
        period_unit=single.period_unit if single else "",
        as_needed=single.as_needed if single else False,
        instructions=fitting("; ".join(map(_words, facts.dosages)), 1000, "instructions"),
        reason_system=problem.code_system if problem else reason["code_system"],
        reason_code=problem.code if problem else reason["code"],
        reason=problem.display if problem else reason["display"],
        stop_reason="" if tells_too_little else facts.stop_reason,
        stop_note=fitting(facts.stop_note, 300, "reason"),
    )
    return import_order(order=order, drug=Drug(**coded(facts.medication)))


def write_lab_order(facts: orders.LabOrderFacts, known: UUID | None, context: Context) -> LabOrder:
    """The order of a test."""
    order = of_patient(LabOrder, known, context)
    fill(
        order,
        **coded(facts.code),
        visit=visit_of(facts.visit, context),
        ordered_by=context.record(Provider, "Practitioner", facts.provider),
        ordered_at=facts.ordered_at,
        status=facts.status,
        priority=facts.priority,
        requisition=_requisition(facts.requisition),
        note=fitting(facts.note, 500, "note"),
    )
    return import_lab_order(order=order)


def _requisition(told: str) -> UUID | None:
    """Ours is a UUID, which orders that were placed together share."""
    try:
        return UUID(told.removeprefix("urn:uuid:")) if told else None
    except ValueError:
        raise NotImported("its requisition is no UUID") from None


def _words(dosage: orders.Dosage) -> str:
    return ", ".join(filter(None, (dosage.text, *dosage.instructions)))
