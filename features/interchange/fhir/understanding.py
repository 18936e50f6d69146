"""Understands a whole bundle before anything of it is written: facts of each resource, or why it has none."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from features.interchange.fhir import (
    chart,
    fields,
    notes,
    observations,
    orders,
    people,
    relations,
    visits,
    vital_sets,
)
from features.interchange.fhir.bundles import DIRECTORY_KINDS, Bundle, Entry
from features.interchange.fhir.coverages import ClaimFacts, CoverageFacts, merged, read_claim, read_policy
from features.interchange.fhir.panels import PanelFacts
from features.interchange.fhir.refusals import BundleRefused, NotImported, WrongShape

READERS: dict[str, Callable[[Entry, Bundle], Any]] = {
    "Organization": people.read_organization,
    "Practitioner": people.read_provider,
    "Patient": people.read_patient,
    "Encounter": visits.read_visit,
    "Condition": chart.read_problem,
    "AllergyIntolerance": chart.read_allergy,
    "MedicationRequest": orders.read_medication,
    "ServiceRequest": orders.read_lab_order,
    "Immunization": chart.read_immunization,
    "Observation": observations.read_observation,
    "DiagnosticReport": observations.read_report,
    "ExplanationOfBenefit": read_claim,
    "Coverage": read_policy,
    "RelatedPerson": relations.read_relative,
    "Consent": relations.read_consent,
    "CareTeam": relations.read_care_team,
    "DocumentReference": notes.read_note,
}
NO_RECORD = "Chartside has no record of this kind"
WHOSE = ("subject", "patient", "beneficiary")


@dataclass(frozen=True, slots=True)
class Understood:
    """What a bundle says: by entry, its facts or the reason for keeping it as it came; and what is gathered of them."""

    facts: dict[Entry, Any] = field(default_factory=dict)
    kept: dict[Entry, str] = field(default_factory=dict)
    vitals: tuple[vital_sets.VitalsFacts, ...] = ()
    coverages: tuple[CoverageFacts, ...] = ()
    report_of: dict[str, str] = field(default_factory=dict)
    """Which report gathers an observation, both by source id; the first one counts."""


def understand(bundle: Bundle) -> Understood:
    """Reads every resource; refuses the bundle for an element of a wrong type, or for a patient who cannot be one."""
    facts: dict[Entry, Any] = {}
    kept: dict[Entry, str] = {}
    for entry in bundle.entries:
        try:
            facts[entry] = _facts(entry, bundle)
        except WrongShape as wrong:
            raise BundleRefused(entry.where, str(wrong)) from None
        except NotImported as reason:
            if entry is bundle.patient:
                raise BundleRefused(entry.where, str(reason)) from None
            kept[entry] = str(reason)
    observed = {
        entry: fact for entry, fact in facts.items() if isinstance(fact, observations.ObservationFacts)
    }
    panels = {entry: fact for entry, fact in facts.items() if isinstance(fact, PanelFacts)}
    sets, misplaced = vital_sets.vital_sets(observed.values(), panels.values())
    for entry in (*observed, *panels):
        if entry.source_id in misplaced:
            del facts[entry]
            kept[entry] = misplaced[entry.source_id]
    claims = [fact for fact in facts.values() if isinstance(fact, ClaimFacts)]
    report_of: dict[str, str] = {}
    for entry, fact in facts.items():
        if isinstance(fact, observations.ReportFacts):
            report_of = {**dict.fromkeys(fact.results, entry.source_id), **report_of}
    return Understood(facts, kept, tuple(sets), tuple(merged(claims)), report_of)


def _facts(entry: Entry, bundle: Bundle) -> Any:
    if entry.kind not in READERS:
        raise NotImported(NO_RECORD)
    if entry.kind not in (*DIRECTORY_KINDS, "Patient"):
        _is_of_the_patient(entry, bundle)
    if entry.kept_because and entry.kept_because != NO_RECORD and entry is not bundle.patient:
        raise NotImported(entry.kept_because)
    return READERS[entry.kind](entry, bundle)


def _is_of_the_patient(entry: Entry, bundle: Bundle) -> None:
    said = [fields.reference(entry.resource, key) for key in WHOSE if key in entry.resource]
    if not said:
        raise NotImported("does not say whose it is")
    if any(bundle.find(reference) is not bundle.patient for reference in said):
        raise NotImported("is not about the patient of the bundle")
