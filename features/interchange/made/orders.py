"""Medication orders of a chart: for lasting conditions from the day they are found, for passing ones a few days."""

from features.interchange.made.chart import Chart
from features.interchange.made.conditions import LASTING, PASSING, PNEUMONIA, SNOMED, Condition
from features.interchange.made.conditions import Illness as PassingIllness
from features.interchange.made.drugs import DRUG_KEYS, DRUGS, SMALLER_FOR_CHILDREN
from features.interchange.made.health import PENICILLIN, Health
from features.interchange.made.moments import DAY, moment_text
from features.interchange.made.rows import NULL

GIVEN_UP = 0.12
"""The share of lasting orders that are stopped again."""
REASONS = ("intolerance", "ineffective", "patients-wish", "dose-too-high")
OF_PENICILLIN = frozenset({"amoxicillin", "amoxicillin_clavulanate"})


def takes_warfarin(health: Health) -> bool:
    """Half of those with atrial fibrillation, by their build; the others take apixaban and need no INR."""
    return health.severity < 1.0


def add_drugs_of(chart: Chart, key: str, at: int, visit: int) -> None:
    """What a lasting condition is treated with."""
    condition = LASTING[key]
    for names in condition.drugs:
        name = names
        if "|" in names:
            name = names.split("|")[0 if takes_warfarin(chart.health) else 1]
        if _must_not(chart, name, at):
            continue
        stopped = None
        if name not in ("metformin", "warfarin") and chart.chance.random() < GIVEN_UP:
            stopped = at + DAY * chart.chance.randrange(20, 400)
        end = chart.person.died * DAY if chart.person.died else None
        if stopped is not None and stopped < min(end or stopped + 1, chart.plan.minute):
            _add(chart, name, at, visit, condition, "stopped", stopped, chart.chance.choice(REASONS))
        elif end is not None:
            _add(chart, name, at, visit, condition, "stopped", end, "no-longer-needed")
        else:
            _add(chart, name, at, visit, condition, "active", None)


def add_drug_of_illness(chart: Chart, key: str, at: int, visit: int) -> None:
    """What a passing illness is treated with, if with anything."""
    illness = PASSING.get(key, PNEUMONIA)
    if not illness.drug or _must_not(chart, illness.drug, at):
        return
    ends = at + illness.drug_days * DAY
    end = chart.person.died * DAY if chart.person.died else ends
    status = "completed" if min(ends, end) <= chart.plan.minute else "active"
    _add(chart, illness.drug, at, visit, illness, status, min(ends, end))


def _must_not(chart: Chart, name: str, at: int) -> bool:
    """Penicillin for the allergic, ibuprofen for weak kidneys, lisinopril for women who may become pregnant."""
    health, person = chart.health, chart.person
    if name in OF_PENICILLIN:
        return any(code == PENICILLIN for code, *_ in health.allergies)
    if name == "ibuprofen":
        return "kidney_disease" in health.onsets or health.is_pregnant(at // DAY)
    return name == "lisinopril" and person.sex == "female" and person.age(at // DAY) < 46


def _add(
    chart: Chart, name: str, at: int, visit: int, because: Condition | PassingIllness, status: str,
    ends: int | None, stop_reason: str = "",
) -> None:  # fmt: skip
    drug = DRUGS[name]
    small = chart.person.age(at // DAY) < SMALLER_FOR_CHILDREN
    dose = f"{float(drug.dose) / 2:g}" if small else drug.dose
    when = moment_text(at)
    chart.rows.add(
        "medications_medicationorder",
        f"{visit}\t{DRUG_KEYS[name]}\t{chart.seen_by()}\t{when}\t{status}\torder\t{when}\t"
        f"{NULL if ends is None else moment_text(ends)}\t{dose}\t{drug.unit}\t{drug.route}\t{drug.times}\t1\td\t"
        f"{'t' if drug.as_needed else 'f'}\t{drug.instructions}\t{SNOMED}\t{because.snomed}\t{because.display}\t"
        f"{stop_reason}\t",
    )
