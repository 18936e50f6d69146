"""What a form knows of a patient before a set is typed: what was measured last, and how old the patient is."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from features.foundation.records.clock import now
from features.foundation.ui.formats import here
from features.patients.models import Patient
from features.vitals.models import BODY_MEASURES
from features.vitals.regions import latest as signs
from features.vitals.regions.latest import Reading

GHOSTS = (
    "respiratory_rate", "spo2", "oxygen", "blood_pressure", "pulse", "temperature", "consciousness", "pain",
    "weight", "height", "head_circumference", "muac",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Before:
    """The last of each sign with its time, the body measures in the units of their signs, and the age in months."""

    months: int | None
    body: Mapping[str, Decimal | None]
    measured_on: Mapping[str, date]
    ghosts: Mapping[str, Reading]


def before_of(patient: Patient, *, but: int | None = None) -> Before:
    """What was measured before, in one statement; without the set `but`, which is being corrected."""
    sets = [one for one in signs.last_sets_of(patient) if one["id"] != but]
    last = {name: _last(name, sets) for name in BODY_MEASURES}
    return Before(
        months=signs.months_at(patient, now()),
        body={name: one[name] if one else None for name, one in last.items()},
        measured_on={name: here(one["taken_at"]).date() for name, one in last.items() if one},
        ghosts={name: signs.reading(name, sets, patient) for name in GHOSTS},
    )


def _last(name: str, sets: list[dict[str, Any]]) -> dict[str, Any] | None:
    return next((one for one in sets if one[name] is not None), None)
