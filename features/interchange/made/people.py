"""The people of a made clinic, household by household: who lives together shares name, address and telephone."""

from bisect import bisect
from dataclasses import dataclass, field
from datetime import date
from random import Random

from features.interchange.made.moments import YEAR
from features.interchange.made.names import Weighted, family_name, given_names
from features.interchange.made.notable import DEATH_OF_HENRIK, notable
from features.interchange.made.plan import BLOCK, Plan

HEADS = Weighted("20 17 30 18 40 16 50 16 60 15 70 11 80 6 90 1")
"""The decade of the eldest of a household, and how many of a hundred are in it."""
WITH_CHILDREN = {20: 0.2, 30: 0.62, 40: 0.58, 50: 0.18}
COUPLES = {20: 0.3, 30: 0.6, 40: 0.62, 50: 0.6, 60: 0.6, 70: 0.52, 80: 0.34, 90: 0.15}
DEATHS = ((50, 0.003), (70, 0.02), (85, 0.07), (130, 0.18))
"""Below an age, the share of the clinic's people who have died in the last years."""
NEVER_RESTRICTED = 60
"""The first patients are open to all staff, so that a small clinic has nobody whom a nurse does not see."""
RESTRICTED_ALWAYS = frozenset({79, 119, 159})
"""These are restricted, so that the demo clinic has a few."""
STREETS = (
    "Anchor Lane|Beacon Road|Chandler Street|Dock Row|Elm Avenue|Ferry Road|Gull Close|Heron Way|Ivy Street|Jetty Lane|"
    "Kelp Row|Lantern Street|Mill Road|North Quay|Orchard Close|Pier Road|Quarry Lane|Rope Walk|Sail Street|Tide Way"
).split("|")
TOWNS = (("Easthaven", "ZZ1"), ("Marlport", "ZZ2"), ("Saltmere", "ZZ3"), ("Upper Quay", "ZZ4"))
"""Invented towns; no postcode begins with ZZ."""
LANGUAGES = Weighted("en 82 es 7 ar 2 zh 2 vi 2 pl 2 pt 1 fr 1 hi 1")


@dataclass(slots=True)
class Person:
    """What the front desk knows of somebody. Days are ordinals; `since` is the day on which the record begins."""

    index: int
    family: str
    given: str
    sex: str
    born: int | None
    precision: str = "day"
    status: str = "active"
    died: int | None = None
    since: int = 0
    mobile: str = ""
    home: str = ""
    email: str = ""
    lines: str = ""
    town: tuple[str, str] = TOWNS[0]
    language: str = ""
    married: bool = False
    restricted: bool = False
    is_notable: bool = False
    wanted: tuple[str, ...] = ()
    """Conditions that a notable person has."""
    today: str = ""
    """What today brings a notable person."""
    family_of: list[tuple[str, int]] = field(default_factory=list)
    """Relatives among the patients: what they are to this one (HL7 RoleCode), and their number."""

    def age(self, day: int) -> int:
        """Completed years, to the accuracy of a year's length; 45 where nobody knows."""
        return 45 if self.born is None else int((day - self.born) / YEAR)


def people_of(plan: Plan, block: int) -> list[Person]:
    """The people of a block, as many as the plan has room for."""
    first, end = block * BLOCK, min((block + 1) * BLOCK, plan.patients)
    chance = Random(f"{plan.seed} household {block}")  # nosec B311  # made people need no secret
    found = _notable_people(plan, chance)[:end] if block == 0 else []
    while first + len(found) < end:
        found += _household(plan, first + len(found), end, chance)
    for person in found:
        _settle(person, plan, chance)
    return found


def _notable_people(plan: Plan, chance: Random) -> list[Person]:
    people = []
    for index, (family, given, sex, born, precision, status, wanted, today) in enumerate(notable(plan.on)):
        day = date.fromisoformat(born).toordinal() if born else None
        person = Person(index, family, given, sex, day, precision, status, is_notable=True)
        person.wanted, person.today = tuple(wanted.split()), today
        if status == "deceased":
            person.died = (plan.on - DEATH_OF_HENRIK).toordinal()
        _give_home([person], chance)
        people.append(person)
    return people


def _household(plan: Plan, first: int, end: int, chance: Random) -> list[Person]:
    """One household, cut off where the block ends."""
    today = plan.on.toordinal()
    decade = int(HEADS.draw(chance))
    years = decade + chance.random() * 10
    name = family_name(chance)
    sex = chance.choice(("female", "male"))
    members, ages = [_somebody(first, name, sex, years, today, chance)], [years]
    if chance.random() < COUPLES[decade]:
        other = sex if chance.random() < 0.04 else {"female": "male", "male": "female"}[sex]
        partner_name = name if chance.random() < 0.85 else family_name(chance)
        partner_years = max(19, years + chance.gauss(0, 3))
        members.append(_somebody(first + 1, partner_name, other, partner_years, today, chance))
        ages.append(partner_years)
    parents = len(members)
    if chance.random() < WITH_CHILDREN.get(decade, 0):
        eldest = min(17.9, min(ages) - 18)
        for _ in range(1 + bisect((0.38, 0.8, 0.95), chance.random())):
            if eldest <= 0:
                break
            child = chance.choice(("female", "male"))
            age = chance.random() * eldest
            members.append(_somebody(first + len(members), name, child, age, today, chance))
    members = members[: end - first]
    _relate(members[:parents], members[parents:])
    _give_home(members, chance)
    return members


def _somebody(index: int, family: str, sex: str, years: float, today: int, chance: Random) -> Person:
    born = today - int(years * YEAR)
    given = given_names(chance, sex, date.fromordinal(born).year)
    person = Person(index, family, given, sex, born)
    if chance.random() < 0.004:
        person.sex = "unknown" if chance.random() < 0.5 else "other"
    share = next(share for below, share in DEATHS if years < below)
    if chance.random() < share:
        person.status, person.died = "deceased", today - chance.randrange(20, 1400)
        person.born = born - (today - person.died)
    elif chance.random() < 0.05:
        person.status = "inactive"
    if years > 55 and chance.random() < 0.02 and person.born:
        precision = chance.choice(("month", "year"))
        day = date.fromordinal(person.born).replace(day=1)
        person.precision = precision
        person.born = (day if precision == "month" else day.replace(month=1)).toordinal()
    return person


def _relate(parents: list[Person], children: list[Person]) -> None:
    """Writes down who is whose: parents and children, and the couple."""
    for person in parents:
        person.family_of += [("SPS", other.index) for other in parents if other is not person]
        person.married = len(parents) > 1
        person.family_of += [("CHILD", child.index) for child in children]
    for child in children:
        roles = [("MTH" if person.sex == "female" else "FTH", person.index) for person in parents]
        child.family_of += roles


def _give_home(members: list[Person], chance: Random) -> None:
    """An address and perhaps a telephone at home, the same for all."""
    lines = f"{chance.randrange(1, 140)} {chance.choice(STREETS)}"
    town, area = chance.choice(TOWNS)
    code = f"{area} {chance.randrange(1, 10)}{chance.choice('ABDEFGH')}{chance.choice('JLNPQRS')}"
    home = f"+44 1632 {chance.randrange(960000, 961000)}" if chance.random() < 0.4 else ""
    language = LANGUAGES.draw(chance)
    for person in members:
        person.lines, person.town, person.home, person.language = lines, (town, code), home, language


def _settle(person: Person, plan: Plan, chance: Random) -> None:
    """When the record begins, own telephone and e-mail, and whether the record is restricted."""
    today = plan.on.toordinal()
    end = person.died or today
    years = 6 if person.is_notable else 1.5 + chance.random() * 8
    begins = end - int(years * YEAR)
    person.since = begins if person.born is None else max(begins, person.born)
    age = person.age(end)
    if age >= 12 and chance.random() < 0.85:
        person.mobile = f"+44 7700 {chance.randrange(900000, 901000)}"
    if age >= 16 and not person.is_notable and chance.random() < 0.5:
        person.email = f"patient.{person.index + 1}@example.org"
    always = person.index in RESTRICTED_ALWAYS
    rarely = person.index >= NEVER_RESTRICTED and chance.random() < 0.003
    person.restricted = always or rarely
