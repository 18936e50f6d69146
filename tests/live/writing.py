"""Somebody who writes into charts, in a process of their own so that they do not slow down whoever measures.

`python -m tests.live.writing` reads a plan from its input and prints a line for each write: its number, the chart, the
event, and the moment before it was begun.
"""

import json
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass

CONTACTS, ALLERGIES = "patients-changed", "allergies-changed"
WRITERS = 4


@dataclass(frozen=True)
class Plan:
    """A write to each of `places` in turn, which are places in `charts`; numbered from `first` on."""

    by: str
    charts: list[int]
    places: list[int]
    per_second: float
    first: int

    def text(self) -> str:
        return json.dumps(asdict(self))


def write(plan: Plan, place: int, number: int) -> None:
    """A change of the contacts or an allergy, in which its number stands."""
    from features.foundation.audit.actors import Actor
    from features.patients.models import Patient
    from features.patients.services import change_contacts
    from features.problems.services import record_allergy

    event = (CONTACTS, ALLERGIES)[number % 2]
    began, by = time.monotonic(), Actor(user=plan.by)
    patient = Patient.objects.get(pk=plan.charts[place])
    if event == CONTACTS:
        contacts = {"email": f"w{number}w@example.org"}
        change_contacts(patient=patient, version=patient.version, contacts=contacts, by=by)
    else:
        allergy = {"display": f"Substance w{number}w", "verification": "confirmed"}
        record_allergy(patient=patient, allergy=allergy, reactions=[], by=by)
    sys.stdout.write(json.dumps([number, place, event, began]) + "\n")


def carry_out(plan: Plan) -> None:
    """Writes at its pace; what is written to one chart is written one after the other."""
    pools = [ThreadPoolExecutor(1) for _ in range(WRITERS)]
    began, jobs = time.monotonic(), []
    for turn, place in enumerate(plan.places):
        time.sleep(max(0, began + turn / plan.per_second - time.monotonic()))
        jobs.append(pools[place % WRITERS].submit(write, plan, place, plan.first + turn))
    for job in jobs:
        job.result()


if __name__ == "__main__":
    import django

    django.setup()
    carry_out(Plan(**json.load(sys.stdin)))
