"""Seeded pairs of people: true duplicates as desks make them, twins, namesakes; and the crowd around them."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from features.interchange.made.names import family_name, given_names
from features.patients.rules import likeness, plain_name, same_person_names
from features.registration.rules import ALIKE, Person

LETTERS = "abcdefghijklmnopqrstuvwxyz"
KINDS = (
    "typo in family name", "typo in given name", "both mistyped", "day and month swapped", "digit of birth date",
    "names swapped", "short form", "married", "phone only",
)  # fmt: skip


@dataclass(frozen=True)
class Pair:
    kind: str
    known: Person
    typed: Person


def slip(random: Random, word: str) -> str:
    """One edit that somebody makes in a hurry; never in the first letter, which the hand knows."""
    at = random.randrange(1, max(2, len(word)))
    letter = random.choice(LETTERS)
    ways = [word[:at] + letter + word[at:], word[:at] + word[at + 1 :], word[:at] + letter + word[at + 1 :]]
    if at + 1 < len(word):
        ways.append(word[:at] + word[at + 1] + word[at] + word[at + 2 :])
    return random.choice(ways)


def somebody(random: Random, number: int) -> Person:
    sex, born = random.choice(["female", "male"]), a_day(random)
    return Person(
        family_name=family_name(random),
        given_names=given_names(random, sex, born.year),
        birth_date=born,
        sex=sex,
        phones=frozenset({f"{random.randrange(10**7):07d}"}),
        email=f"p{number}@example.org" if random.random() < 0.4 else "",
        postal_code=f"LS{random.randrange(1, 30)} {random.randrange(1, 9)}AP",
    )


def a_day(random: Random) -> date:
    return date(1930, 1, 1) + timedelta(days=random.randrange(33_000))


def true_pair(random: Random, number: int) -> Pair:
    """A person, and the same one typed again at another desk, sometimes without a telephone."""
    kind, known = KINDS[number % len(KINDS)], somebody(random, number)
    known = replace(known, birth_date=replace_day(random, known.birth_date, kind))
    born = known.birth_date
    changes = {
        "typo in family name": {"family_name": slip(random, known.family_name)},
        "typo in given name": {"given_names": slip(random, known.given_names)},
        "both mistyped": {
            "family_name": slip(random, known.family_name),
            "given_names": slip(random, known.given_names),
        },
        "day and month swapped": {
            "birth_date": date(born.year, born.day, born.month) if born.day <= 12 else born
        },
        "digit of birth date": {
            "birth_date": born + timedelta(days=1) if born.day % 10 < 9 and born.day < 28 else born
        },
        "names swapped": {"family_name": known.given_names, "given_names": known.family_name},
        "short form": {"given_names": short_form(random, known.given_names)},
        "married": {"family_name": family_name(random)},
        "phone only": {"birth_date": None},
    }[kind]
    has_phone = kind in ("married", "phone only") or random.random() < 0.7
    typed = replace(
        known, email="", postal_code=known.postal_code if random.random() < 0.5 else "", **changes
    )
    return Pair(kind, known, typed if has_phone else replace(typed, phones=frozenset()))


def replace_day(random: Random, born: date, kind: str) -> date:
    """A day that can be swapped with its month, where that is the slip."""
    return born.replace(day=random.randrange(1, 13)) if kind == "day and month swapped" else born


def short_form(random: Random, name: str) -> str:
    forms = sorted(same_person_names(name.split()[0].lower()))
    return random.choice(forms).title() if forms else name


def twin_of(random: Random, known: Person) -> Person:
    """Same-sex twins: everything the same but the given names, of which none is shared or alike."""
    mine = plain_name(known.given_names)
    alike = {*mine.split(), *(form for name in mine.split() for form in same_person_names(name))}
    while True:
        other = given_names(random, known.sex, known.birth_date.year)
        if not alike & set(plain_name(other).split()) and likeness(plain_name(other), mine) < ALIKE:
            return replace(known, given_names=other)


def namesake_of(random: Random, known: Person) -> Person:
    """Somebody else of the same names, born at another time, living elsewhere."""
    return replace(
        known,
        birth_date=a_day(random),
        phones=frozenset({f"{random.randrange(10**7):07d}"}),
        email="",
        postal_code="",
    )
