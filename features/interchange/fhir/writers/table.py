"""Which writer makes the record of which facts. What has no writer is kept whole."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from features.foundation.records.models import BaseRecord
from features.interchange.fhir.chart import AllergyFacts, DenialFacts, ImmunizationFacts, ProblemFacts
from features.interchange.fhir.context import Context
from features.interchange.fhir.coverages import CoverageFacts, PolicyFacts
from features.interchange.fhir.notes import NoteFacts
from features.interchange.fhir.observations import ObservationFacts, ReportFacts
from features.interchange.fhir.orders import LabOrderFacts, MedicationFacts
from features.interchange.fhir.people import OrganizationFacts, PatientFacts, ProviderFacts
from features.interchange.fhir.pregnancies import PregnancyFacts
from features.interchange.fhir.relations import CareTeamFacts, ConsentFacts, RelativeFacts
from features.interchange.fhir.visits import VisitFacts
from features.interchange.fhir.vital_sets import VitalsFacts
from features.interchange.fhir.writers import chart, notes, observations, orders, people, relations

WRITERS: dict[type, Callable[[Any, UUID | None, Context], BaseRecord]] = {
    OrganizationFacts: people.write_organization,
    ProviderFacts: people.write_provider,
    PatientFacts: people.write_patient,
    CoverageFacts: relations.write_coverage,
    PolicyFacts: relations.write_policy,
    RelativeFacts: relations.write_relative,
    ConsentFacts: relations.write_consent,
    CareTeamFacts: relations.write_care_team,
    VisitFacts: chart.write_visit,
    ProblemFacts: chart.write_problem,
    AllergyFacts: chart.write_allergy,
    DenialFacts: chart.write_denial,
    PregnancyFacts: chart.write_pregnancy,
    ImmunizationFacts: chart.write_immunization,
    MedicationFacts: orders.write_medication,
    LabOrderFacts: orders.write_lab_order,
    NoteFacts: notes.write_note,
    VitalsFacts: observations.write_vitals,
    ReportFacts: observations.write_report,
    ObservationFacts: observations.write_observation,
}
