"""Writes visits, problems, allergies and their denial, pregnancies and immunizations."""

from datetime import datetime, time
from uuid import UUID
from zoneinfo import ZoneInfo

from features.foundation.clinical.ages import Precision
from features.foundation.records.clock import now
from features.interchange.fhir import chart, fields
from features.interchange.fhir.context import Context
from features.interchange.fhir.pregnancies import PregnancyFacts
from features.interchange.fhir.refusals import NotImported
from features.interchange.fhir.visits import VisitFacts
from features.interchange.fhir.writers.records import coded, fill, fitting, of_patient, visit_of
from features.patients.models import Organization, Provider
from features.problems.models import (
    Allergy,
    AllergyReaction,
    Immunization,
    NoKnownAllergies,
    Pregnancy,
    Problem,
)
from features.problems.rules import Verification
from features.problems.services import (
    import_allergy,
    import_denial,
    import_immunization,
    import_pregnancy,
    import_problem,
)
from features.visits.models import Visit
from features.visits.rules import VisitClass
from features.visits.services import import_visit

LONGEST_ICD10 = 10


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
        ward=fitting(facts.ward, 60, "ward"),
        bed=fitting(facts.bed, 20, "bed"),
    )
    return import_visit(visit=visit)


def write_problem(facts: chart.ProblemFacts, known: UUID | None, context: Context) -> Problem:
    """The problem; who does not say how sure they were was not."""
    icd10 = facts.code.coded_in(chart.ICD10)
    problem = of_patient(Problem, known, context)
    fill(
        problem,
        **coded(facts.code),
        **_dated("onset_on", "onset_precision", facts.onset),
        **_dated("abated_on", "abated_precision", facts.abatement),
        visit=visit_of(facts.visit, context),
        category=facts.category[:30],
        icd10_code=icd10.code if icd10 and len(icd10.code) <= LONGEST_ICD10 else "",
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
        **_dated("onset_on", "onset_precision", facts.onset),
        visit=visit_of(facts.visit, context),
        note=fitting(facts.note, 500, "note"),
        recorded_at=facts.recorded_at or now(),
    )
    reactions = [
        AllergyReaction(patient=context.patient, severity=reaction.severity, **coded(manifestation))
        for reaction in facts.reactions
        for manifestation in reaction.manifestations
    ]
    return import_allergy(allergy=allergy, reactions=reactions)


def write_denial(facts: chart.DenialFacts, known: UUID | None, context: Context) -> NoKnownAllergies:
    """That no allergies are known: who asked, and when."""
    denial = of_patient(NoKnownAllergies, known, context)
    fill(
        denial,
        stated_at=facts.stated_at,
        stated_by=context.record(Provider, "Practitioner", facts.stated_by),
        withdrawn_at=facts.withdrawn_at,
    )
    return import_denial(denial=denial)


def write_pregnancy(facts: PregnancyFacts, known: UUID | None, context: Context) -> Pregnancy:
    """The pregnancy."""
    pregnancy = of_patient(Pregnancy, known, context)
    fill(
        pregnancy,
        status=facts.status,
        last_period_on=facts.last_period_on,
        due_on=facts.due_on,
        ended_on=facts.ended_on,
        outcome=fitting(facts.outcome, 120, "outcome"),
        recorded_at=facts.recorded_at,
    )
    return import_pregnancy(pregnancy=pregnancy)


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
        dose=fitting(facts.dose, 40, "dose"),
        not_done_reason=fitting(facts.not_done_reason, 200, "reason"),
        provider=context.record(Provider, "Practitioner", facts.provider),
        from_primary_source=facts.is_primary_source,
    )
    return import_immunization(immunization=immunization)


def _dated(name: str, precision: str, when: fields.PartialDate | None) -> dict:
    return {name: when.value if when else None, precision: when.precision if when else Precision.DAY}
