"""How healthy somebody is: lasting conditions with their onset, allergies, build, and how often they come."""

from dataclasses import dataclass, field
from random import Random

from features.interchange.made.conditions import LASTING, share_at
from features.interchange.made.growth import height_at
from features.interchange.made.moments import YEAR
from features.interchange.made.people import Person
from features.interchange.made.plan import Plan

ALLERGENS = (
    ("91936005", "Allergy to penicillin", "medication"),
    ("91936005", "Allergy to penicillin", "medication"),
    ("293586001", "Allergy to aspirin", "medication"),
    ("91935009", "Allergy to peanuts", "food"),
    ("300913006", "Allergy to shellfish", "food"),
    ("418689008", "Allergy to grass pollen", "environment"),
    ("300916003", "Latex allergy", "environment"),
    ("424213003", "Allergy to bee venom", "environment"),
)
PENICILLIN = "91936005"
ALLERGIC, NEVER_ASKED = 0.2, 0.35
"""Shares of people with an allergy, and of people whom nobody has asked yet; all others have denied it."""


@dataclass(slots=True)
class Health:
    """`onsets`: by condition, the day on which it was found. `attendance`: how many times more often they come."""

    onsets: dict[str, int]
    attendance: float
    height: float
    weight: float
    systolic: float
    build: float
    """A child's size as a share of the median."""
    allergies: list[tuple[str, str, str]] = field(default_factory=list)
    asked: bool = True
    smoking: str = ""
    last_period: int | None = None
    """The first day of the last period before a pregnancy."""
    severity: float = 1.0

    def has(self, condition: str, day: int) -> bool:
        return self.onsets.get(condition, day + 1) <= day

    def is_pregnant(self, day: int) -> bool:
        return self.last_period is not None and 0 <= day - self.last_period < 280


def health_of(person: Person, plan: Plan, chance: Random) -> Health:
    """Drawn once for each person."""
    end = person.died or plan.on.toordinal()
    age = person.age(end)
    frailty = chance.lognormvariate(-0.15, 0.55)
    woman = person.sex == "female"
    onsets: dict[str, int] = {}
    for key, condition in LASTING.items():
        if person.is_notable:
            has = key in person.wanted
        else:
            share = share_at(condition, age) * frailty * (condition.women if woman else 1 / condition.women)
            for other, times in condition.with_others:
                if other in onsets:
                    share *= times
            has = chance.random() < share
        if has:
            onsets[key] = _onset(condition.shares[0][0], person, end, chance)
    tall = 177 if person.sex == "male" else 164
    index = chance.lognormvariate(3.25, 0.16) + 3 * ("type_2_diabetes" in onsets)
    height = tall + 6.5 * chance.gauss(0, 1) - max(0, age - 60) * 0.12
    health = Health(
        onsets=onsets,
        attendance=chance.lognormvariate(-1.15, 0.85),
        height=height,
        weight=index * (height / 100) ** 2,
        systolic=106 + age * 0.25 + 6 * chance.gauss(0, 1) + 10 * ("hypertension" in onsets),
        build=0.9 + 0.2 * chance.random(),
        severity=0.4 + 1.2 * chance.random(),
    )
    if chance.random() < ALLERGIC and not person.is_notable:
        count = 1 + (chance.random() < 0.2)
        health.allergies = list(dict.fromkeys(chance.choice(ALLERGENS) for _ in range(count)))
    health.asked = bool(health.allergies) or chance.random() > NEVER_ASKED
    if age >= 16 and chance.random() < 0.6:
        health.smoking = chance.choice(("never", "never", "never", "former", "daily"))
    if person.today == "pregnant":
        health.last_period = end - 190
    elif woman and 18 <= age <= 42 and not person.died and chance.random() < 0.22:
        health.last_period = _pregnancy(person, end, chance)
    if age < 18:
        health.height = height_at((end - (person.born or end)) / YEAR * 12)
    return health


def _onset(youngest: int, person: Person, end: int, chance: Random) -> int:
    """A day on which a condition began: in the last fifteen years, not before one can have it, nor just now."""
    born = person.born if person.born is not None else end - int(45 * YEAR)
    earliest = max(born + int(youngest * YEAR), end - int(15 * YEAR))
    latest = max(earliest, end - 20)
    onset = earliest + int(chance.random() * (latest - earliest))
    return min(onset, person.since + 200) if person.is_notable else onset


def _pregnancy(person: Person, end: int, chance: Random) -> int | None:
    """The last period before a pregnancy within the record, as an adult."""
    if person.born is None:
        return None
    earliest = max(person.since + 10, person.born + int(17.5 * YEAR))
    if end - 40 <= earliest:
        return None
    return earliest + chance.randrange(end - 40 - earliest)
