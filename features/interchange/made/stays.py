"""Stays in a bed: pneumonia that gets worse and then better, with several sets a day, daily blood, and antibiotics."""

from features.interchange.made import findings, laboratory, orders, writing
from features.interchange.made.chart import Chart
from features.interchange.made.conditions import PNEUMONIA, PNEUMONIA_KEY
from features.interchange.made.courses import STAY
from features.interchange.made.moments import DAY
from features.interchange.made.signs import Illness, add_signs

HOURS_BETWEEN_SETS = 4
BLOOD_AFTER = 20
"""Minutes from a set of signs to the blood that is taken."""
WARDS = ("Quay ward", "Harbour ward", "Lantern ward")


def add_stay(chart: Chart, at: int, days: int, *, goes_on: bool = False, special: str = "") -> int:
    """A stay from a moment on; one that `goes_on` has an open visit and ends, so far, with the present minute."""
    end = min(at + days * DAY, chart.plan.minute)
    if chart.person.died:
        end = min(end, chart.person.died * DAY - 60)
    chance = chart.chance
    bed = f"{chance.choice('ABCD')}{chance.randrange(1, 13)}"
    visit = chart.visit(
        at, STAY, PNEUMONIA_KEY, status="in-progress" if goes_on else "finished", visit_class="IMP",
        ends_at=None if goes_on else end, ward=chance.choice(WARDS), bed=bed,
    )  # fmt: skip
    if chart.is_new:
        findings.add_background(chart, at, visit)
        chart.is_new = False
    findings.add_illness(chart, PNEUMONIA_KEY, at, visit)
    orders.add_drug_of_illness(chart, PNEUMONIA_KEY, at + 40, visit)
    worst = 0.25 + 0.2 * chance.random()
    """When it is worst, as a share of the stay."""
    gravity = 0.45 + 0.5 * chance.random()
    moment, number = at + 15, 0
    while moment < end - BLOOD_AFTER:
        grade = _grade((moment - at) / (days * DAY), worst, gravity)
        is_last = goes_on and moment + (HOURS_BETWEEN_SETS + 1) * 60 >= end
        add_signs(
            chart.rows, chart.person, chart.health, at=moment, visit=visit, by=chart.seen_by(), chance=chance,
            ill=Illness(grade, PNEUMONIA.fever * grade, special if is_last else ""), measured=number == 0,
        )  # fmt: skip
        if number % 6 == 0:
            laboratory.add_panel(chart, "infection", moment + BLOOD_AFTER, visit, grade=grade)
        if number == 0:
            laboratory.add_panel(chart, "metabolic", moment + BLOOD_AFTER, visit, grade=grade)
        moment += HOURS_BETWEEN_SETS * 60 + chance.randrange(-20, 20)
        number += 1
    if not goes_on:
        writing.add_note(chart, end, visit, STAY, PNEUMONIA_KEY)
    return visit


def _grade(share: float, worst: float, gravity: float) -> float:
    """How ill somebody is at a share of the stay: up to the worst, then down to nearly well."""
    if share <= worst:
        return gravity * (0.6 + 0.4 * share / worst)
    return max(0.05, gravity * (1 - (share - worst) / (1 - worst)))
