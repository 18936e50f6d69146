"""What becomes one record each: mostly one resource, but all vital signs of a moment and all claims of a payer."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from features.interchange.fhir.bundles import Bundle, Entry
from features.interchange.fhir.understanding import Understood

ORDER = (
    "Organization",
    "Practitioner",
    "Patient",
    "Encounter",
    "Condition",
    "ServiceRequest",
    "DiagnosticReport",
)
"""What others refer to is written before them."""


@dataclass(frozen=True, slots=True)
class Unit:
    """Facts of one record and the resources that say them; without facts, the reason why there is no record."""

    entries: tuple[Entry, ...]
    facts: Any = None
    reason: str = ""


def units(bundle: Bundle, understood: Understood) -> Iterator[Unit]:
    """All resources of the bundle, each in one unit, in the order in which they can be written."""
    by_id = {(entry.kind, entry.source_id): entry for entry in understood.facts}
    gathered: dict[Entry, Unit] = {}
    for vitals in understood.vitals:
        _gather(gathered, vitals, [by_id["Observation", source] for source in vitals.sources])
    for coverage in understood.coverages:
        _gather(gathered, coverage, [by_id["ExplanationOfBenefit", source] for source in coverage.claims])
    for entry in sorted(bundle.entries, key=_place):
        unit = gathered.get(entry)
        if unit is None:
            yield Unit((entry,), understood.facts.get(entry), understood.kept.get(entry, ""))
        elif unit.entries[0] is entry:
            yield unit


def _gather(gathered: dict[Entry, Unit], facts: Any, entries: list[Entry]) -> None:
    gathered.update(dict.fromkeys(entries, Unit(tuple(entries), facts)))


def _place(entry: Entry) -> int:
    return ORDER.index(entry.kind) if entry.kind in ORDER else len(ORDER)
