"""A block of patients with their whole charts, from their number and the plan alone."""

from random import Random

from features.interchange.made import findings, front_desk, visiting
from features.interchange.made.chart import Chart
from features.interchange.made.courses import comings_of
from features.interchange.made.health import health_of
from features.interchange.made.people import Person, people_of
from features.interchange.made.plan import Plan
from features.interchange.made.rows import Rows
from features.interchange.made.today import add_today


def texts_of(plan: Plan, blocks: range) -> dict[str, str]:
    """What COPY reads for the patients of these blocks, by table."""
    rows = Rows(plan)
    for block in blocks:
        for person in people_of(plan, block):
            _add_chart(rows, plan, person)
    return rows.texts()


def _add_chart(rows: Rows, plan: Plan, person: Person) -> None:
    """Each patient has a chance of their own, so that who else is made, and where, changes nothing."""
    chance = Random(f"{plan.seed} patient {person.index}")  # nosec B311  # made people need no secret
    rows.begin(person.index, chance)
    health = health_of(person, plan, chance)
    chart = Chart(rows, plan, person, health, chance)
    front_desk.add_person(chart)
    if person.precision == "unknown":
        return
    findings.add_pregnancy(chart)
    for coming in comings_of(person, health, plan, chance):
        visiting.come(chart, coming)
    add_today(chart)
