"""Encounters: when and where somebody was seen, by whom and why."""

from dataclasses import dataclass
from datetime import datetime

from features.interchange.fhir import fields
from features.interchange.fhir.bundles import Bundle, Entry
from features.interchange.fhir.refusals import NotImported

STATUSES = (
    "planned",
    "arrived",
    "triaged",
    "in-progress",
    "onleave",
    "finished",
    "cancelled",
    "entered-in-error",
    "unknown",
)
"""EncounterStatus of R4."""
PLACES = "http://terminology.hl7.org/CodeSystem/location-physical-type"
WARD, BED = "wa", "bd"
"""HL7 location-physical-type."""


@dataclass(frozen=True, slots=True)
class VisitFacts:
    """A visit; `setting` is HL7's ActEncounterCode (AMB, EMER, IMP …), people and places are source ids."""

    status: str
    setting: str
    kind: fields.Concept
    reason: fields.Concept
    discharged_to: fields.Concept
    starts_at: datetime
    ends_at: datetime | None
    provider: str | None
    organization: str | None
    ward: str
    bed: str


def read_visit(entry: Entry, bundle: Bundle) -> VisitFacts:
    """The visit; NotImported without a known status and a start."""
    resource = entry.resource
    status = fields.text(resource, "status")
    period = fields.period(resource, "period")
    if status not in STATUSES:
        raise NotImported("status is none of R4's")
    if period.start is None:
        raise NotImported("does not say when it began")
    stay = fields.part(resource, "hospitalization", dict) or {}
    return VisitFacts(
        status=status,
        setting=fields.coding(fields.part(resource, "class", dict) or {}).code,
        kind=_first(fields.concepts(resource, "type")),
        reason=_first(fields.concepts(resource, "reasonCode")),
        discharged_to=fields.concept(stay, "dischargeDisposition"),
        starts_at=period.start,
        ends_at=period.end,
        provider=_provider(resource, bundle),
        organization=named(fields.reference(resource, "serviceProvider"), "Organization", bundle),
        ward=_place(resource, WARD),
        bed=_place(resource, BED),
    )


def _first(found: list[fields.Concept]) -> fields.Concept:
    return found[0] if found else fields.Concept()


def _place(resource: fields.Json, kind: str) -> str:
    """The name of the last place of a kind at which the patient was."""
    found = ""
    for each in fields.parts(resource, "location"):
        if fields.concept(each, "physicalType").first.code == kind:
            found = fields.text(fields.part(each, "location", dict) or {}, "display")
    return found


def _provider(resource: fields.Json, bundle: Bundle) -> str | None:
    for participant in fields.parts(resource, "participant"):
        provider = named(fields.reference(participant, "individual"), "Practitioner", bundle)
        if provider:
            return provider
    return None


def named(reference: str, kind: str, bundle: Bundle) -> str | None:
    """The source id of the resource of one kind that a reference names; None where it names none such."""
    found = bundle.find(reference)
    return found.source_id if found and found.kind == kind else None
