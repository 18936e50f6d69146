"""Makes a transaction bundle of one patient's records: made of what we hold, not of what was once sent to us."""

from collections.abc import Callable, Iterable
from typing import Any
from uuid import UUID

from features.foundation.access.models import Facility
from features.foundation.audit.actors import Actor
from features.foundation.audit.services import record
from features.interchange.fhir import observed, resources
from features.interchange.fhir.resources import Json, reference, without_empty
from features.labs.models import LabReport, LabResult
from features.medications.models import MedicationOrder
from features.patients.models import Coverage, Patient
from features.problems.models import Allergy, Immunization, Problem
from features.visits.models import Visit
from features.vitals.models import Measurement, VitalSigns

COMMAND = "export_fhir"
CHART: tuple[tuple[str, str, Any, Callable[[Any], Json]], ...] = (
    ("Encounter", "subject", Visit, resources.visit),
    ("Condition", "subject", Problem, resources.problem),
    ("AllergyIntolerance", "patient", Allergy, resources.allergy),
    ("MedicationRequest", "subject", MedicationOrder, resources.medication),
    ("Immunization", "patient", Immunization, resources.immunization),
    ("Observation", "subject", Measurement, observed.measurement),
    ("Observation", "subject", LabResult, observed.result),
    ("DiagnosticReport", "subject", LabReport, observed.report),
    ("Coverage", "beneficiary", Coverage, resources.coverage),
)
"""Resource type, the element that says whose it is, the records, and what makes the resource."""


def export_patient(patient: Patient, facility: Facility) -> Json:
    """The bundle, in the order in which records came to be; reading it out is recorded in the trail."""
    entries = [
        _entry(
            "Patient", patient.public_id, resources.patient(patient, _naming(facility), facility.time_zone)
        )
    ]
    people: dict[UUID, tuple[str, Json]] = {}
    for kind, whose, model, make in CHART:
        for each in model._default_manager.filter(patient=patient).order_by("id"):
            entries.append(_entry(kind, each.public_id, {**make(each), whose: reference(patient)}))
            people.update(_people_of(each))
    for vitals in VitalSigns.objects.filter(patient=patient).order_by("id"):
        for own_id, made in observed.vital_signs(vitals):
            entries.append(_entry("Observation", own_id, {**made, "subject": reference(patient)}))
    directory = [_entry(kind, public_id, made) for public_id, (kind, made) in people.items()]
    record(
        action="export",
        actor=Actor.system(COMMAND),
        category="record",
        patient=patient.public_id,
        reason=f"{len(entries)} resources",
    )
    return {"resourceType": "Bundle", "type": "transaction", "entry": [*directory, *entries]}


def _people_of(each: Any) -> Iterable[tuple[UUID, tuple[str, Json]]]:
    for name in ("provider", "ordered_by"):
        if person := getattr(each, name, None):
            yield person.public_id, ("Practitioner", resources.provider(person))
    if place := getattr(each, "organization", None):
        yield place.public_id, ("Organization", resources.organization(place))


def _entry(kind: str, public_id: UUID, made: Json) -> Json:
    return {
        "fullUrl": f"urn:uuid:{public_id}",
        "resource": {"resourceType": kind, "id": str(public_id), **without_empty(made)},
        "request": {"method": "POST", "url": kind},
    }


def _naming(facility: Facility) -> str:
    """The system in which our MRN is unique."""
    return f"urn:uuid:{facility.public_id}"
