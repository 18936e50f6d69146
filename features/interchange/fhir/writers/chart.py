"""Writes visits, problems, allergies, immunizations and medication orders."""

from datetime import datetime, time
from uuid import UUID
from zoneinfo import ZoneInfo

from features.foundation.clinical.ages import Precision
from features.foundation.records.clock import now
from features.interchange.fhir import chart, fields
from features.interchange.fhir.context import Context
from features.interchange.fhir.refusals import NotImported
from features.interchange.fhir.visits import VisitFacts
from features.interchange.fhir.writers.records import coded, fill, fitting, of_patient, visit_of
from features.medications.models import Drug, MedicationOrder
from features.medications.services import import_order
from features.patients.models import Organization, Provider
from features.problems.models import Allergy, AllergyReaction, Immunization, Problem
from features.problems.rules import Verification
from features.problems.services import import_allergy, import_immunization, import_problem
from features.visits.models import Visit
from features.visits.rules import VisitClass
from features.visits.services import import_visit


def write_visit(facts: VisitFacts, known: UUID | None, context: Context) -> Visit:
    """The visit, at an organisation elsewhere."""
    if facts.setting not in tuple(VisitClass):
        raise NotImported("its class is none that we know")
    kind, reason = coded(facts.kind), coded(facts.reason)
    visit = of_patient(Visit, known, context)
    fill(
        visit,
        organization=context.record(Organization, "Organization", facts.organization),
        provider=context.record(Provider, "Practitioner", facts.provider),
        status=facts.status,
        visit_class=facts.setting,
        type_system=kind["code_system"],
        type_code=kind["code"],
        type_display=kind["display"],
        reason_system=reason["code_system"],
        reason_code=reason["code"],
        reason=reason["display"],
        starts_at=facts.starts_at,
        ends_at=facts.ends_at,
    )
    return import_visit(visit=visit)


def write_problem(facts: chart.ProblemFacts, known: UUID | None, context: Context) -> Problem:
    """The problem; who does not say how sure they were was not."""
    problem = of_patient(Problem, known, context)
    fill(
        problem,
        **coded(facts.code),
        **_dated("onset_on", "onset_precision", facts.onset),
        **_dated("abated_on", "abated_precision", facts.abatement),
        visit=visit_of(facts.visit, context),
        status=facts.clinical_status,
        verification=facts.verification or Verification.UNCONFIRMED,
        recorded_at=facts.recorded_at or now(),
    )
    return import_problem(problem=problem)


def write_allergy(facts: chart.AllergyFacts, known: UUID | None, context: Context) -> Allergy:
    """The allergy with its reactions."""
    allergy = of_patient(Allergy, known, context)
    fill(
        allergy,
        **coded(facts.code),
        kind=facts.kind or "allergy",
        category=facts.categories[0] if facts.categories else "",
        status=facts.clinical_status,
        verification=facts.verification or Verification.UNCONFIRMED,
        criticality=facts.criticality,
        recorded_at=facts.recorded_at or now(),
    )
    reactions = [
        AllergyReaction(patient=context.patient, severity=reaction.severity, **coded(manifestation))
        for reaction in facts.reactions
        for manifestation in reaction.manifestations
    ]
    return import_allergy(allergy=allergy, reactions=reactions)


def write_immunization(facts: chart.ImmunizationFacts, known: UUID | None, context: Context) -> Immunization:
    """The immunization; of a date without a time, at the beginning of the facility's day."""
    if facts.given_on.precision != Precision.DAY:
        raise NotImported("does not say on which day it was given")
    day_began = datetime.combine(facts.given_on.value, time(), ZoneInfo(context.facility.time_zone))
    immunization = of_patient(Immunization, known, context)
    fill(
        immunization,
        **coded(facts.vaccine),
        visit=visit_of(facts.visit, context),
        status=facts.status,
        given_at=facts.given_at or day_began,
        lot_number=fitting(facts.lot_number, 40, "lot number"),
        from_primary_source=facts.is_primary_source,
    )
    return import_immunization(immunization=immunization)


def write_medication(facts: chart.MedicationFacts, known: UUID | None, context: Context) -> MedicationOrder:
    """The order. Several dosages of one order stay in words: no single dose would be the truth."""
    single = facts.dosages[0] if len(facts.dosages) == 1 else None
    problem = context.record(Problem, "Condition", facts.reasons[0]) if facts.reasons else None
    reason = coded(facts.reason)
    order = of_patient(MedicationOrder, known, context)
    fill(
        order,
        visit=visit_of(facts.visit, context),
        ordered_by=context.record(Provider, "Practitioner", facts.provider),
        ordered_at=facts.ordered_at,
        starts_at=facts.ordered_at,
        status=facts.status,
        intent=facts.intent or "order",
        dose=single.dose.value if single and single.dose else None,
        dose_unit=(single.dose.code or single.dose.unit)[:40] if single and single.dose else "",
        times=single.frequency if single else None,
        period=single.period if single else None,
        period_unit=single.period_unit if single else "",
        as_needed=single.as_needed if single else False,
        instructions=fitting("; ".join(map(_words, facts.dosages)), 1000, "instructions"),
        reason_system=problem.code_system if problem else reason["code_system"],
        reason_code=problem.code if problem else reason["code"],
        reason=problem.display if problem else reason["display"],
    )
    return import_order(order=order, drug=Drug(**coded(facts.medication)))


def _words(dosage: chart.Dosage) -> str:
    return ", ".join(filter(None, (dosage.text, *dosage.instructions)))


def _dated(name: str, precision: str, when: fields.PartialDate | None) -> dict:
    return {name: when.value if when else None, precision: when.precision if when else Precision.DAY}
