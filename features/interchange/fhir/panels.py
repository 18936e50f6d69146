"""Panels that gather observations: a set of vital signs says itself which ones belong to it."""

from dataclasses import dataclass
from datetime import datetime

from features.interchange.fhir import extensions, fields
from features.interchange.fhir.bundles import Bundle, Entry
from features.interchange.fhir.visits import named

SET_CODE = "85353-1"
"""LOINC: vital signs panel."""


@dataclass(frozen=True, slots=True)
class PanelFacts:
    """The frame of a set; members, visit and who took it are source ids."""

    source_id: str
    status: str
    taken_at: datetime
    visit: str | None
    taken_by: str | None
    error_reason: str
    members: tuple[str, ...]


def read_panel(entry: Entry, bundle: Bundle, *, status: str, taken_at: datetime) -> PanelFacts:
    """The panel, of whose status and moment the caller is sure."""
    resource = entry.resource
    members = (named(each, "Observation", bundle) for each in fields.references(resource, "hasMember"))
    people = (named(each, "Practitioner", bundle) for each in fields.references(resource, "performer"))
    return PanelFacts(
        source_id=entry.source_id,
        status=status,
        taken_at=taken_at,
        visit=named(fields.reference(resource, "encounter"), "Encounter", bundle),
        taken_by=next((each for each in people if each), None),
        error_reason=fields.text(extensions.found(resource, extensions.ERROR_REASON), "valueString"),
        members=tuple(each for each in members if each),
    )
