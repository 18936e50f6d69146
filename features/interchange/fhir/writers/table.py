"""Which writer makes the record of which facts. What has no writer is kept whole."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from features.foundation.records.models import BaseRecord
from features.interchange.fhir.chart import AllergyFacts, ImmunizationFacts, MedicationFacts, ProblemFacts
from features.interchange.fhir.context import Context
from features.interchange.fhir.coverages import CoverageFacts
from features.interchange.fhir.observations import ObservationFacts, ReportFacts, VitalsFacts
from features.interchange.fhir.people import OrganizationFacts, PatientFacts, ProviderFacts
from features.interchange.fhir.visits import VisitFacts
from features.interchange.fhir.writers import chart, observations, people

WRITERS: dict[type, Callable[[Any, UUID | None, Context], BaseRecord]] = {
    OrganizationFacts: people.write_organization,
    ProviderFacts: people.write_provider,
    PatientFacts: people.write_patient,
    CoverageFacts: people.write_coverage,
    VisitFacts: chart.write_visit,
    ProblemFacts: chart.write_problem,
    AllergyFacts: chart.write_allergy,
    ImmunizationFacts: chart.write_immunization,
    MedicationFacts: chart.write_medication,
    VitalsFacts: observations.write_vitals,
    ReportFacts: observations.write_report,
    ObservationFacts: observations.write_observation,
}
