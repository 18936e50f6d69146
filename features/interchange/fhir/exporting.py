"""Makes a transaction bundle of one patient: of the records that we hold, and of what was kept as it was sent."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.db.models import QuerySet

from features.foundation.access.models import Facility
from features.foundation.audit.actors import Actor
from features.foundation.audit.services import record
from features.interchange.fhir import charted, observed, observed_sets, ordered, persons
from features.interchange.fhir.elements import Json, reference, without_empty
from features.interchange.fhir.kept_raw import kept_raw
from features.labs.models import LabOrder, LabReport, LabResult
from features.medications.models import MedicationOrder
from features.notes.models import Note
from features.patients.models import (
    CareTeamMember,
    Consent,
    Coverage,
    Organization,
    Patient,
    Provider,
    RelatedPerson,
)
from features.problems.models import Allergy, Immunization, NoKnownAllergies, Pregnancy, Problem
from features.visits.models import Visit
from features.vitals.models import Measurement, VitalSigns

COMMAND = "export_fhir"
CHART: tuple[tuple[str, str, Any, Callable[[Any], Json]], ...] = (
    ("RelatedPerson", "patient", RelatedPerson, persons.relative),
    ("Consent", "patient", Consent, persons.consent),
    ("Coverage", "beneficiary", Coverage, charted.coverage),
    ("Encounter", "subject", Visit, charted.visit),
    ("Condition", "subject", Problem, charted.problem),
    ("Observation", "subject", Pregnancy, charted.pregnancy),
    ("AllergyIntolerance", "patient", Allergy, charted.allergy),
    ("Immunization", "patient", Immunization, charted.immunization),
    ("MedicationRequest", "subject", MedicationOrder, ordered.medication),
    ("ServiceRequest", "subject", LabOrder, ordered.lab_order),
    ("Observation", "subject", Measurement, observed.measurement),
    ("Observation", "subject", LabResult, observed.result),
    ("DiagnosticReport", "subject", LabReport, observed.report),
    ("DocumentReference", "subject", Note, ordered.note),
)
"""Resource type, the element that says whose it is, the records, and what makes the resource."""
PROVIDERS = ("provider", "ordered_by", "author", "taken_by", "primary_provider")
PLACES = ("organization", "facility")

type People = dict[UUID, tuple[str, Json]]


def export_patient(patient: Patient, facility: Facility) -> Json:
    """The bundle: who and where, the patient, the chart in the order in which records came to be, what was kept raw.

    Ids are public ids, never those of our users; the MRN is one of the facility. Reading it out is recorded in the
    trail.
    """
    people: People = dict(_people_of(patient))
    made = persons.patient(patient, _naming(facility), facility.time_zone)
    entries = [_entry("Patient", patient.public_id, made)]
    entries += _chart(patient, people)
    raw = kept_raw(patient)
    for provider in Provider.objects.filter(public_id__in=raw.people):
        people[provider.public_id] = ("Practitioner", persons.provider(provider))
    for place in Organization.objects.filter(public_id__in=raw.people):
        people[place.public_id] = ("Organization", persons.organization(place))
    directory = [_entry(kind, public_id, made) for public_id, (kind, made) in people.items()]
    record(
        action="export",
        actor=Actor.system(COMMAND),
        category="record",
        patient=patient.public_id,
        reason=f"{len(entries) + len(raw.entries)} resources",
    )
    return {"resourceType": "Bundle", "type": "transaction", "entry": [*directory, *entries, *raw.entries]}


def _chart(patient: Patient, people: People) -> Iterator[Json]:
    """All records of the patient; whoever they name is added to `people`."""
    yield from _care_team(patient, people)
    for denial in _of(NoKnownAllergies, patient):
        stated = persons.signer(denial.stated_by.public_id if denial.stated_by else denial.created_by)
        made = {**charted.denial(denial), "patient": reference(patient)}
        if stated:
            people[stated[0]] = ("Practitioner", stated[1])
            made["recorder"] = {"reference": f"urn:uuid:{stated[0]}"}
        yield _entry("AllergyIntolerance", denial.public_id, made)
    for kind, whose, model, make in CHART:
        for each in _of(model, patient):
            people.update(_people_of(each))
            yield _entry(kind, each.public_id, {**make(each), whose: reference(patient)})
    for vitals in _of(VitalSigns, patient):
        people.update(_people_of(vitals))
        for own_id, made in observed_sets.vital_signs(vitals):
            yield _entry("Observation", own_id, {**made, "subject": reference(patient)})


def _care_team(patient: Patient, people: People) -> Iterator[Json]:
    members = list(_of(CareTeamMember, patient))
    if members:
        for each in members:
            people.update(_people_of(each))
        own_id = uuid5(NAMESPACE_URL, f"urn:uuid:{patient.public_id}#care-team")
        made = {**persons.care_team(members), "subject": reference(patient)}
        yield _entry("CareTeam", own_id, made)


def _of(model: Any, patient: Patient) -> QuerySet:
    """The patient's records of a kind with all that they point at, in the order in which they came to be."""
    links = [each.name for each in model._meta.concrete_fields if each.is_relation]
    return model._default_manager.filter(patient=patient).select_related(*links).order_by("id")


def _people_of(each: Any) -> Iterable[tuple[UUID, tuple[str, Json]]]:
    for name in PROVIDERS:
        if person := getattr(each, name, None):
            yield person.public_id, ("Practitioner", persons.provider(person))
    for name in ("signed_by", "cosigned_by"):
        if signer := persons.signer(getattr(each, name, None)):
            yield signer[0], ("Practitioner", signer[1])
    place = next((found for name in PLACES if (found := getattr(each, name, None))), None)
    if place:
        yield place.public_id, ("Organization", persons.organization(place))


def _entry(kind: str, public_id: UUID, made: Json) -> Json:
    return {
        "fullUrl": f"urn:uuid:{public_id}",
        "resource": {"resourceType": kind, "id": str(public_id), **without_empty(made)},
        "request": {"method": "POST", "url": kind},
    }


def _naming(facility: Facility) -> str:
    """The system in which our MRN is unique."""
    return f"urn:uuid:{facility.public_id}"
