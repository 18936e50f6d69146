"""Gathers vital signs into sets: those of one panel, or else of one visit and moment."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from features.interchange.fhir import fields
from features.interchange.fhir.observations import ObservationFacts
from features.interchange.fhir.panels import PanelFacts


@dataclass(frozen=True, slots=True)
class VitalsFacts:
    """The vital signs of one moment at one visit: by sign, the quantity and the source id of its observation."""

    visit: str | None
    taken_at: datetime
    status: str
    signs: dict[str, tuple[fields.Quantity, str]]
    said: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Consciousness and the oxygen device, each with the source id of its observation."""
    confirmed: set[str] = field(default_factory=set)
    typed: dict[str, fields.Quantity] = field(default_factory=dict)
    panel: str | None = None
    taken_by: str | None = None
    error_reason: str = ""

    @property
    def sources(self) -> list[str]:
        """The source ids of all that it was gathered from, each once."""
        gathered = [source for _, source in (*self.signs.values(), *self.said.values())]
        return list(dict.fromkeys(([self.panel] if self.panel else []) + gathered))


def vital_sets(
    observations: Iterable[ObservationFacts], panels: Iterable[PanelFacts] = ()
) -> tuple[list[VitalsFacts], dict[str, str]]:
    """The sets; and why an observation or a panel has no place among them, by source id."""
    panels = list(panels)
    panel_of = {member: panel for panel in reversed(panels) for member in panel.members}
    sets: dict[object, VitalsFacts] = {}
    misplaced: dict[str, str] = {}
    for observation in observations:
        measured, said = observation.signs, observation.said
        if not measured and not said:
            continue
        gathered = _set_of(observation, panel_of.get(observation.source_id), sets)
        if gathered.signs.keys() & measured.keys() or gathered.said.keys() & said.keys():
            misplaced[observation.source_id] = "its moment has another value of the same sign"
            continue
        for sign, part in measured.items():
            assert isinstance(part.value, fields.Quantity)  # nosec B101  # what is measured is one
            gathered.signs[sign] = (part.value, observation.source_id)
            if part.confirmed:
                gathered.confirmed.add(sign)
            if part.typed:
                gathered.typed[sign] = part.typed
        gathered.said.update({name: (word, observation.source_id) for name, word in said.items()})
    found = {each.panel for each in sets.values()}
    misplaced |= {
        panel.source_id: "gathers no vital signs" for panel in panels if panel.source_id not in found
    }
    return list(sets.values()), misplaced


def _set_of(
    observation: ObservationFacts, panel: PanelFacts | None, sets: dict[object, VitalsFacts]
) -> VitalsFacts:
    if panel is None:
        key = (observation.visit, observation.taken_at, observation.status)
        return sets.setdefault(key, VitalsFacts(*key, {}))
    of_panel = VitalsFacts(
        panel.visit,
        panel.taken_at,
        panel.status,
        {},
        panel=panel.source_id,
        taken_by=panel.taken_by,
        error_reason=panel.error_reason,
    )
    return sets.setdefault(panel.source_id, of_panel)
