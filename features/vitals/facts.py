"""What a form knows of a patient before a set is typed: what was measured last, and how old the patient is."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from features.foundation.ui.formats import here
from features.patients.models import Patient
from features.vitals.growth.tables import Sex
from features.vitals.growth.usual import Range, grown, usual
from features.vitals.regions import latest as signs
from features.vitals.regions.body import days_at, growth_sex
from features.vitals.regions.latest import Reading

GHOSTS = (
    "respiratory_rate", "spo2", "oxygen", "blood_pressure", "pulse", "temperature", "consciousness", "pain",
    "weight", "height", "head_circumference", "muac",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Age:
    """How old the patient is when a set is taken: in completed months, and in days where that is known."""

    months: int | None
    days: int | None = None
    born: date | None = None
    sex: Sex | None = None

    def usual(self, sign: str) -> Range | None:
        """The lowest and the highest plausible weight, height or head at this age, in the unit of the sign."""
        return usual(sign, self.sex, days=self.days, months=self.months)

    def grown(self, sign: str, value: Decimal, on: date) -> Decimal:
        """What a value of the day `on` has probably become; an adult's stays as it was."""
        if self.days is None or self.born is None:
            return value
        return grown(value, sign, self.sex, then=(on - self.born).days, now=self.days)


@dataclass(frozen=True, slots=True)
class Before:
    """The sets that were taken before a time, the newest first, and how old the patient was then."""

    age: Age
    sets: list[dict[str, Any]]
    patient: Patient | None = None

    @property
    def months(self) -> int | None:
        return self.age.months

    def ghost(self, name: str) -> Reading | None:
        """The last value of a sign as it is shown."""
        return signs.reading(name, self.sets, self.patient) if self.patient and name in GHOSTS else None

    def last(self, sign: str) -> tuple[Decimal, date] | None:
        """The last value of a sign in its unit, and the day on which it was measured."""
        found = next((one for one in self.sets if one[sign] is not None), None)
        return (found[sign], here(found["taken_at"]).date()) if found else None


def before_of(patient: Patient, at: datetime, *, but: int | None = None) -> Before:
    """What was measured before a time; without the set `but`, which is being corrected.

    Read in one statement, for however many times it is asked.
    """
    sets = [one for one in signs.last_sets_of(patient) if one["id"] != but and one["taken_at"] <= at]
    return Before(age_at(patient, at), sets, patient)


def age_at(patient: Patient, at: datetime) -> Age:
    """The age at a time, with what the tables of growth ask besides."""
    days = days_at(patient, at)
    return Age(signs.months_at(patient, at), days, patient.birth_date, growth_sex(patient))
