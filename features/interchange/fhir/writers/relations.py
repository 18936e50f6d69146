"""Writes what belongs to a patient beside the chart: coverages, relatives, consents, the care team."""

from uuid import UUID

from features.interchange.fhir.context import Context
from features.interchange.fhir.coverages import CoverageFacts, PolicyFacts
from features.interchange.fhir.refusals import NotImported
from features.interchange.fhir.relations import CareTeamFacts, ConsentFacts, RelativeFacts
from features.interchange.fhir.writers.records import ending, fill, fitting, of_patient
from features.patients.models import (
    CareTeamMember,
    Consent,
    Coverage,
    CoverageKind,
    Provider,
    RelatedPerson,
)
from features.patients.services import (
    import_care_team,
    import_consent,
    import_coverage,
    import_policy,
    import_relative,
)


def write_coverage(facts: CoverageFacts, known: UUID | None, context: Context) -> Coverage:
    """The coverage of one payer as claims tell it; its priority is unknown, and so is the number of the member."""
    assert context.patient  # nosec B101  # claims stand only in a patient's bundle
    return import_coverage(
        patient=context.patient,
        payer_name=fitting(facts.payer, 120, "payer"),
        starts_on=facts.starts_on,
        ends_on=facts.ends_on,
    )


def write_policy(facts: PolicyFacts, known: UUID | None, context: Context) -> Coverage:
    """The coverage with all that its card says."""
    coverage = of_patient(Coverage, known, context)
    fill(
        coverage,
        kind=CoverageKind.INSURANCE if facts.payer else CoverageKind.SELF_PAY,
        starts_on=facts.starts_on,
        ends_on=facts.ends_on,
        member_id=fitting(facts.member_id, 60, "member id"),
        group_number=fitting(facts.group_number, 60, "group number"),
        plan=fitting(facts.plan, 120, "plan"),
        subscriber_name=fitting(facts.subscriber_name, 240, "subscriber"),
        subscriber_relationship=fitting(facts.relationship, 20, "relationship"),
        priority=facts.priority,
        verify_by=facts.verify_by,
        verified_on=facts.verified_on,
    )
    return import_policy(
        coverage=coverage,
        payer_name=fitting(facts.payer, 120, "payer"),
        payer_identifier=fitting(facts.payer_identifier, 40, "payer's identifier"),
        sides=facts.sides,
    )


def write_relative(facts: RelativeFacts, known: UUID | None, context: Context) -> RelatedPerson:
    """The related person by name; whether they are a patient too is not told. Who has ended here stays ended."""
    relative = of_patient(RelatedPerson, known, context)
    if facts.ends_on:
        fill(relative, **ending(facts.ends_on, facts.end_reason))
    fill(
        relative,
        relationship=fitting(facts.relationship, 20, "relationship"),
        full_name=fitting(facts.full_name, 240, "name"),
        phone=fitting(facts.phone, 40, "phone"),
        is_emergency_contact=facts.is_emergency_contact,
    )
    return import_relative(relative=relative)


def write_consent(facts: ConsentFacts, known: UUID | None, context: Context) -> Consent:
    """The consent."""
    consent = of_patient(Consent, known, context)
    fill(
        consent,
        scope=fitting(facts.scope, 40, "scope"),
        status=facts.status,
        given_on=facts.given_on,
        ends_on=facts.ends_on,
        note=fitting(facts.note, 500, "note"),
    )
    return import_consent(consent=consent)


def write_care_team(facts: CareTeamFacts, known: UUID | None, context: Context) -> CareTeamMember:
    """The members whose records are here; the first of them stands for the team."""
    members = [
        CareTeamMember(
            patient=context.patient,
            provider=provider,
            role=fitting(member.role, 60, "role"),
            starts_on=member.starts_on,
            ends_on=member.ends_on,
        )
        for member in facts.members
        if (provider := context.record(Provider, "Practitioner", member.provider))
    ]
    if not members:
        raise NotImported("has no member who is a provider with a first day")
    return import_care_team(members=members)
