"""How likely two people are the same: evidence for and against, each with its weight.

The weights are our own. They are tested against one rule above all: twins never stand above a true duplicate, even one
whose birth date and family name were both mistyped. The same evidence holds in both directions.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from features.patients.rules import is_one_edit, likeness, plain_name, same_person_names

VERY_LIKELY = 14
"""From here on a registration asks why this is somebody else."""
POSSIBLE = 6
"""From here on somebody is shown at all."""


class About(StrEnum):
    """What the evidence is about."""

    BIRTH_DATE = "birth date"
    FAMILY_NAME = "family name"
    GIVEN_NAME = "given name"
    NAMES = "names"
    PHONE = "phone"
    EMAIL = "e-mail"
    POSTCODE = "postcode"
    IDENTIFIER = "identifier"
    SEX = "sex"
    TWIN = "twin"


class How(StrEnum):
    """In which way it fits, or does not."""

    SAME = "same"
    ACCENTS = "same without accents"
    SHORT_FORM = "short form of the same"
    PART = "part of it the same"
    NEAR = "one letter off"
    ALIKE = "alike"
    SWAPPED = "swapped"
    ONE_DIGIT = "one digit off"
    YEAR = "same year"
    OTHER = "another"
    USED_TWICE = "used twice"


WEIGHTS: dict[tuple[About, How], int] = {
    (About.IDENTIFIER, How.SAME): 10,
    (About.IDENTIFIER, How.USED_TWICE): 0,
    (About.BIRTH_DATE, How.SAME): 6,
    (About.BIRTH_DATE, How.SWAPPED): 5,
    (About.BIRTH_DATE, How.ONE_DIGIT): 4,
    (About.BIRTH_DATE, How.YEAR): 2,
    (About.BIRTH_DATE, How.OTHER): -4,
    (About.FAMILY_NAME, How.SAME): 5,
    (About.FAMILY_NAME, How.ACCENTS): 5,
    (About.FAMILY_NAME, How.NEAR): 4,
    (About.FAMILY_NAME, How.PART): 4,
    (About.FAMILY_NAME, How.ALIKE): 3,
    (About.FAMILY_NAME, How.OTHER): -3,
    (About.GIVEN_NAME, How.SAME): 4,
    (About.GIVEN_NAME, How.ACCENTS): 4,
    (About.GIVEN_NAME, How.NEAR): 3,
    (About.GIVEN_NAME, How.SHORT_FORM): 3,
    (About.GIVEN_NAME, How.PART): 3,
    (About.GIVEN_NAME, How.ALIKE): 2,
    (About.GIVEN_NAME, How.OTHER): -4,
    (About.NAMES, How.SWAPPED): 8,
    (About.PHONE, How.SAME): 6,
    (About.EMAIL, How.SAME): 4,
    (About.POSTCODE, How.SAME): 3,
    (About.SEX, How.OTHER): -4,
    (About.TWIN, How.OTHER): -9,
}
ALIKE = 0.4
"""The share of pieces of three letters from which names count as alike."""


@dataclass(frozen=True, slots=True)
class Person:
    """What two records are compared by; empty where it is not known."""

    family_name: str = ""
    given_names: str = ""
    birth_date: date | None = None
    is_day_known: bool = True
    sex: str = "unknown"
    phones: frozenset[str] = frozenset()
    """The last seven digits of each."""
    email: str = ""
    postal_code: str = ""
    identifiers: frozenset[tuple[str, str]] = frozenset()


@dataclass(frozen=True, slots=True)
class Evidence:
    about: About
    how: How

    @property
    def weight(self) -> int:
        return WEIGHTS[self.about, self.how]

    @property
    def signed(self) -> str:
        """The weight with its sign."""
        return f"{self.weight:+d}".replace("-", "\N{MINUS SIGN}")

    @property
    def size(self) -> int:
        return abs(self.weight)


@dataclass(frozen=True, slots=True)
class Comparison:
    """All evidence on two people, the heaviest first."""

    evidence: tuple[Evidence, ...] = field(default=())

    @property
    def weight(self) -> int:
        return sum(one.weight for one in self.evidence)

    @property
    def is_twin(self) -> bool:
        return any(one.about == About.TWIN for one in self.evidence)

    @property
    def is_very_likely(self) -> bool:
        return self.weight >= VERY_LIKELY and not self.is_twin

    @property
    def is_possible(self) -> bool:
        return self.weight >= POSSIBLE or self.is_twin or self.is_used_twice

    @property
    def is_used_twice(self) -> bool:
        """Whether one number was given to two people: one of the two records holds a slip."""
        return any(one.how == How.USED_TWICE for one in self.evidence)

    @property
    def is_to_explain(self) -> bool:
        """Whether a new record has to say why it is of somebody else: very likely the same, or a namesake."""
        told = {one.about: one.how for one in self.evidence}
        is_so_called = told.get(About.FAMILY_NAME) in (How.SAME, How.ACCENTS)
        is_born_then = told.get(About.BIRTH_DATE) == How.SAME
        is_namesake = is_so_called and is_born_then and all(one.weight >= 0 for one in self.evidence)
        return self.is_very_likely or is_namesake


def compare(one: Person, other: Person) -> Comparison:
    """The evidence that two people are the same, and that they are not."""
    found = [*_births(one, other), *_names(one, other), *_reached(one, other)]
    if one.sex != other.sex and "unknown" not in (one.sex, other.sex):
        found.append(Evidence(About.SEX, How.OTHER))
    if one.identifiers & other.identifiers:
        found.append(Evidence(About.IDENTIFIER, _identifier(found)))
    if _is_twin(found):
        found.append(Evidence(About.TWIN, How.OTHER))
    return Comparison(tuple(sorted(found, key=lambda evidence: -evidence.weight)))


def _identifier(found: list[Evidence]) -> How:
    """One number with another name or birth date was given twice: that says nothing about the person."""
    differs = {About.FAMILY_NAME, About.GIVEN_NAME, About.BIRTH_DATE}
    is_other = any(one.about in differs and one.how == How.OTHER for one in found)
    return How.USED_TWICE if is_other else How.SAME


def _is_twin(found: list[Evidence]) -> bool:
    """Another given name, the same birth date, and one household: the same address, telephone or e-mail."""
    told = {(one.about, one.how) for one in found}
    household = {(About.PHONE, How.SAME), (About.POSTCODE, How.SAME), (About.EMAIL, How.SAME)}
    return {(About.GIVEN_NAME, How.OTHER), (About.BIRTH_DATE, How.SAME)} <= told and bool(household & told)


def _births(one: Person, other: Person) -> Iterator[Evidence]:
    if one.birth_date is None or other.birth_date is None:
        return
    if not (one.is_day_known and other.is_day_known):
        near = abs(one.birth_date.year - other.birth_date.year) <= 1
        yield Evidence(About.BIRTH_DATE, How.YEAR if near else How.OTHER)
        return
    yield Evidence(About.BIRTH_DATE, _date(one.birth_date, other.birth_date))


def _date(one: date, other: date) -> How:
    if one == other:
        return How.SAME
    if (one.year, one.month, one.day) == (other.year, other.day, other.month):
        return How.SWAPPED
    digits = zip(f"{one:%Y%m%d}", f"{other:%Y%m%d}", strict=True)
    off = sum(mine != theirs for mine, theirs in digits)
    return How.ONE_DIGIT if off == 1 else How.OTHER


def _names(one: Person, other: Person) -> Iterator[Evidence]:
    family, given = _name(one.family_name, other.family_name), _given(one.given_names, other.given_names)
    mine = plain_name(one.family_name), plain_name(one.given_names)
    theirs = plain_name(other.family_name), plain_name(other.given_names)
    is_swapped = mine == theirs[::-1] and mine[0] != mine[1] and all(mine)
    if is_swapped:
        yield Evidence(About.NAMES, How.SWAPPED)
        return
    if family:
        yield Evidence(About.FAMILY_NAME, family)
    if given:
        yield Evidence(About.GIVEN_NAME, given)


def _name(one: str, other: str) -> How | None:
    mine, theirs = plain_name(one), plain_name(other)
    if not mine or not theirs:
        return None
    if mine == theirs:
        return How.SAME if one.casefold() == other.casefold() else How.ACCENTS
    if is_one_edit(mine, theirs):
        return How.NEAR
    if set(mine.split()) & set(theirs.split()):
        return How.PART
    return How.ALIKE if likeness(mine, theirs) >= ALIKE else How.OTHER


def _given(one: str, other: str) -> How | None:
    """As names are compared; a middle name alone says nothing, and short forms stand for the whole."""
    how = _name(one, other)
    if how not in (How.OTHER, How.ALIKE, How.PART):
        return how
    mine, theirs = plain_name(one).split(), plain_name(other).split()
    if mine[0] in theirs or theirs[0] in mine:
        return How.PART
    if theirs[0] in same_person_names(mine[0]):
        return How.SHORT_FORM
    return How.ALIKE if likeness(mine[0], theirs[0]) >= ALIKE else How.OTHER


def _reached(one: Person, other: Person) -> Iterator[Evidence]:
    if one.phones & other.phones:
        yield Evidence(About.PHONE, How.SAME)
    if one.email and one.email.casefold() == other.email.casefold():
        yield Evidence(About.EMAIL, How.SAME)
    codes = ["".join(person.postal_code.split()).casefold() for person in (one, other)]
    if codes[0] and codes[0] == codes[1]:
        yield Evidence(About.POSTCODE, How.SAME)
