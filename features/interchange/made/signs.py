"""Vital signs that fit a person's age, conditions and present illness."""

from dataclasses import dataclass
from random import Random

from features.interchange.made.growth import head_at, height_at, weight_at
from features.interchange.made.health import Health
from features.interchange.made.moments import DAY, YEAR, moment_text
from features.interchange.made.people import Person
from features.interchange.made.rows import NULL, Rows
from features.vitals.rules import ADULT_FROM, AIR, SYSTOLIC_AT_LEAST, band_of

CANNULA = "nasal cannula"
WRONG = 0.003
"""The share of sets that turn out to be somebody else's."""


@dataclass(frozen=True, slots=True)
class Illness:
    """How ill: 0 well, 1 gravely; `fever` in degrees above normal; `special` are values that somebody must see."""

    grade: float = 0.0
    fever: float = 0.0
    special: str = ""


WELL = Illness()
HIGH_PRESSURE = "high pressure"
LOW_SATURATION = "low saturation"


def add_signs(
    rows: Rows, person: Person, health: Health, *, at: int, visit: int, by: int, chance: Random,
    ill: Illness = WELL, measured: bool = True,
) -> None:  # fmt: skip
    """A set taken at a visit; `measured`: with weight and height."""
    day = at // DAY
    months = (day - person.born) / YEAR * 12 if person.born is not None else 540.0
    if months < ADULT_FROM:
        values = _of_a_child(health, months, chance, ill, measured)
    else:
        values = _of_an_adult(person, health, day, chance, ill, measured)
    wrong = chance.random() < WRONG
    status, reason = ("entered-in-error", "wrong patient") if wrong else ("final", "")
    rows.add(
        "vitals_vitalsigns",
        f"{visit}\t{by}\t{moment_text(at)}\t{status}\t{values}\t{{}}\t{{}}\t{{}}\t{reason}",
    )


def _of_an_adult(
    person: Person, health: Health, day: int, chance: Random, ill: Illness, measured: bool
) -> str:
    swing = chance.random() + chance.random() - 1
    other = chance.random() + chance.random() - 1
    grade = ill.grade
    systolic = health.systolic + 11 * swing - 24 * grade
    if health.has("hypertension", day):
        untreated = max(0.0, 1 - (day - health.onsets["hypertension"]) / 240)
        systolic += 16 * untreated
    diastolic = systolic * 0.6 + 5 * other
    pulse = 72 + 8 * other + 34 * grade + 7 * ill.fever - 5 * health.has("heart_failure", day)
    breaths = 15 + 2 * swing + 11 * grade
    saturation = 97.6 + other - 8 * grade
    device, flow = AIR, NULL
    if health.has("copd", day):
        saturation -= 3.6 * health.severity * 0.7
        breaths += 2
    if health.has("heart_failure", day):
        saturation -= 1.2
        systolic -= 8
    if grade and saturation < 92:
        device, flow = CANNULA, str(2 + int(chance.random() * 3))
    if ill.special == HIGH_PRESSURE:
        systolic, diastolic, pulse = 192, 118, 96
    elif ill.special == LOW_SATURATION:
        saturation, breaths, pulse, device, flow = 87, 27, 114, AIR, NULL
    systolic, saturation = max(72.0, min(systolic, 238.0)), max(74.0, min(saturation, 100.0))
    diastolic = max(34.0, min(diastolic, systolic - 12))
    temperature = 36.6 + 0.35 * other + ill.fever
    mind = "C" if grade > 0.9 and chance.random() < 0.3 else "A"
    pain = str(int(chance.random() * 4 + 4 * grade)) if chance.random() < 0.5 else NULL
    weight, height = NULL, NULL
    if measured:
        pounds = (
            1 + 0.03 * swing + (0.05 * health.severity * other if health.has("heart_failure", day) else 0)
        )
        gained = (day - (health.last_period or day)) / 280 * 12 if health.is_pregnant(day) else 0
        weight = f"{health.weight * pounds + gained:.1f}"
        height = f"{health.height:.0f}"
    return (
        f"{systolic:.0f}\t{diastolic:.0f}\t{pulse:.0f}\t{breaths:.0f}\t{saturation:.0f}\t{device}\t{flow}\t"
        f"{temperature:.1f}\t{mind}\t{pain}\t{weight}\t{height}\t{NULL}"
    )


def _of_a_child(health: Health, months: float, chance: Random, ill: Illness, measured: bool) -> str:
    swing = chance.random() + chance.random() - 1
    whole = int(months)
    band = band_of(whole)
    low, high = band.pulse
    pulse = (low + high) / 2 + (high - low) * 0.3 * swing + (high - low) * 0.2 * (ill.grade + ill.fever / 2)
    low, high = band.respiratory_rate
    breaths = (low + high) / 2 + (high - low) * 0.3 * swing + (high - low) * 0.4 * ill.grade
    saturation = min(100.0, 98.2 + swing - 6 * ill.grade)
    temperature = 36.8 + 0.3 * swing + ill.fever
    pressures = f"{NULL}\t{NULL}"
    if whole >= 36:
        least = max(least for start, least in SYSTOLIC_AT_LEAST if start <= whole)
        systolic = max(least + 2.0, 88 + months / 12 * 1.9 + 6 * swing)
        pressures = f"{systolic:.0f}\t{systolic * 0.61:.0f}"
    weight, height, head = NULL, NULL, NULL
    if measured:
        weight = f"{weight_at(months) * health.build * (1 + 0.02 * swing):.2f}"
        height = f"{height_at(months) * (0.7 + 0.3 * health.build):.1f}"
        head = f"{head_at(months) * (0.85 + 0.15 * health.build):.1f}" if whole < 60 else NULL
    return (
        f"{pressures}\t{pulse:.0f}\t{breaths:.0f}\t{saturation:.0f}\t{AIR}\t{NULL}\t{temperature:.1f}\tA\t{NULL}\t"
        f"{weight}\t{height}\t{head}"
    )
