"""When somebody came, and why: check-ups, conditions, passing illnesses, pregnancies and stays in one list."""

from bisect import bisect
from dataclasses import dataclass, field
from itertools import accumulate
from random import Random

from features.interchange.made.conditions import LASTING, OF_ADULTS, OF_CHILDREN
from features.interchange.made.health import Health
from features.interchange.made.moments import DAY, YEAR
from features.interchange.made.people import Person
from features.interchange.made.plan import Plan

CHECK_UP, WELL_CHILD, PRENATAL, ILLNESS, STAY, FOLLOW_UP = (
    "check-up", "well child", "prenatal", "illness", "stay", "follow-up",
)  # fmt: skip
CHILD_VISITS = (0.15, 1, 2, 4, 6, 9, 12, 15, 18, 24, 36, 48, 60, 84, 108, 132, 144, 168, 192, 210)
"""Months of age."""
PRENATAL_DAYS = (62, 95, 125, 155, 180, 205, 225, 240, 254, 266)
"""Days since the last period."""
MOST = 160
"""Nobody comes more often than this in the record's years."""


@dataclass(slots=True)
class Coming:
    """One visit to come or past, at a minute: what for, and because of which condition or illness."""

    at: int
    purpose: str
    why: str = ""
    days: int = 0
    """Of a stay."""
    found: list[str] = field(default_factory=list)
    """Conditions that are found, or first written down, then."""


def comings_of(person: Person, health: Health, plan: Plan, chance: Random) -> list[Coming]:
    """All finished visits within the record, in order; none before birth, after death or on this very day."""
    end = person.died if person.died else plan.on.toordinal()
    if person.status == "inactive":
        end -= chance.randrange(200, 800)
    begin = person.since
    comings: list[Coming] = []
    if end - begin < 2:
        return comings
    years = (end - begin) / YEAR
    _regular(comings, person, health, begin, end, chance)
    if person.born is not None and person.age(begin) < 18:
        _as_a_child(comings, person, begin, end, chance)
    if health.last_period is not None:
        _pregnancy(comings, health.last_period, begin, end, chance)
    if chance.random() < _chance_of_a_stay(person, health, end) * years and end - begin > 40:
        days = 3 + int(chance.random() * 6)
        comings.append(Coming(_hour(end - 15 - chance.randrange(end - begin - 30), chance), STAY, days=days))
    _findings(comings, health, begin, end, chance)
    comings.sort(key=lambda coming: coming.at)
    return comings[-MOST:]


def _regular(
    comings: list[Coming], person: Person, health: Health, begin: int, end: int, chance: Random
) -> None:
    """Check-ups, follow-ups of conditions and passing illnesses, each as often as it is usual."""
    age = person.age(end)
    reasons = [(CHECK_UP, "", 0.3 if age < 40 else 0.5 if age < 65 else 0.8), (ILLNESS, "", 0.4)]
    if age < 18:
        reasons = [(ILLNESS, "", 0.9)]
    reasons += [(FOLLOW_UP, key, LASTING[key].visits) for key in health.onsets]
    sums = list(accumulate(rate for *_, rate in reasons))
    rate = sums[-1] * health.attendance / YEAR
    day = begin + chance.expovariate(rate)
    while day < end - 1 and len(comings) < MOST:
        purpose, key, _rate = reasons[bisect(sums, chance.random() * sums[-1], hi=len(sums) - 1)]
        why = key
        if purpose == FOLLOW_UP and health.onsets[key] >= day:
            purpose, why = ILLNESS, ""
        if purpose == ILLNESS:
            why = _illness(person, int(day), chance)
        comings.append(Coming(_hour(int(day), chance), purpose, why))
        day += 1 + chance.expovariate(rate)


def _illness(person: Person, day: int, chance: Random) -> str:
    if person.age(day) < 12:
        return chance.choice(OF_CHILDREN)
    if person.sex == "female" and chance.random() < 0.2:
        return "bladder_infection"
    return chance.choice(OF_ADULTS)


def _as_a_child(comings: list[Coming], person: Person, begin: int, end: int, chance: Random) -> None:
    for months in CHILD_VISITS:
        day = (person.born or 0) + int(months * YEAR / 12) + 1 + chance.randrange(3 if months < 1 else 12)
        if begin <= day < end - 1 and chance.random() < 0.92:
            comings.append(Coming(_hour(day, chance), WELL_CHILD))


def _pregnancy(comings: list[Coming], last_period: int, begin: int, end: int, chance: Random) -> None:
    for days in PRENATAL_DAYS:
        day = last_period + days + chance.randrange(5)
        if begin <= day < end - 1:
            comings.append(Coming(_hour(day, chance), PRENATAL))


def _chance_of_a_stay(person: Person, health: Health, end: int) -> float:
    """Of pneumonia in a hospital bed, for each year of the record."""
    age = person.age(end)
    share = 0.012 if age < 50 else 0.03 if age < 70 else 0.07
    return share * (1 + 1.5 * ("copd" in health.onsets) + ("heart_failure" in health.onsets))


def _findings(comings: list[Coming], health: Health, begin: int, end: int, chance: Random) -> None:
    """Each condition is found at a visit of its own; one older than the record is written down at the first visit."""
    for key, onset in health.onsets.items():
        day = max(onset, begin + 1)
        if onset <= begin and comings:
            first = min(comings, key=lambda coming: coming.at)
            first.found.append(key)
        elif day < end - 1:
            comings.append(Coming(_hour(day, chance), FOLLOW_UP, key, found=[key]))


def _hour(day: int, chance: Random) -> int:
    """Some time of the clinic's day."""
    return day * DAY + 8 * 60 + 5 * chance.randrange(108)
