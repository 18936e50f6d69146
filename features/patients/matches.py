"""Why a patient is found: which part of the name, which date, which number; and how well that fits."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from string import ascii_lowercase
from typing import NamedTuple
from uuid import UUID

from django.utils.timezone import get_current_timezone_name
from django.utils.translation import gettext

from features.foundation.clinical.ages import Precision
from features.foundation.records.clock import today
from features.foundation.ui import formats
from features.patients.models import PatientStatus, Sex
from features.patients.rules import Reading, Sought, last_seven, plain_name, plain_number

DIVIDES = "\x1f"
"""Between family and given names of another name, in the row of a patient."""
BEGUN = "*"
"""Marks a hit of which only the beginning was typed."""
EXACT, BEGINS, OTHER_NAME, SHORT_FORM, NEAR = 10, 8, 7, 6, 5


@dataclass(frozen=True, slots=True)
class Typed:
    """A word that was typed, as names are compared, with the words that may have been meant."""

    text: str
    near: frozenset[str]
    called: frozenset[str]
    """Other names of who has this given name."""
    instead: str = ""
    """The number that it may belong to."""


class Known(NamedTuple):
    """What the search reads of a patient: identity, nothing clinical."""

    tier: int
    public_id: UUID
    family_name: str
    given_names: str
    preferred_name: str
    mrn: str
    birth_date: date | None
    birth_precision: str
    sex: str
    status: str
    phones: list[str]
    email: str
    other_names: list[str]
    numbers: list[str]
    is_listed: bool
    """Whether the facility of the person who searches lists the patient."""


class Piece(NamedTuple):
    """A part of a shown text, marked where it matches."""

    text: str
    is_marked: bool


@dataclass
class Match:
    """A patient with the reasons for which they were found."""

    known: Known
    score: int
    name: list[Piece]
    reasons: list[str]
    marked: frozenset[str]
    """The kinds of facts that hold: `born`, `mrn`, `phone`…"""

    def order(self) -> tuple:
        """The likeliest first; of equals those whom the facility knows, then by name."""
        known = self.known
        return (
            -self.score,
            not known.is_listed,
            known.family_name.lower(),
            known.given_names.lower(),
            known.mrn,
        )

    @cached_property
    def born(self) -> str:
        known = self.known
        if known.birth_date is None:
            return ""
        return formats.day(known.birth_date, Precision(known.birth_precision))

    @property
    def age(self) -> str:
        known = self.known
        return formats.age_in_words(
            known.birth_date, today(get_current_timezone_name()), known.birth_precision
        )

    @property
    def is_deceased(self) -> bool:
        return self.known.status == PatientStatus.DECEASED

    @property
    def sex(self) -> str:
        return str(Sex(self.known.sex).label)

    @property
    def phone(self) -> str:
        return next(filter(None, self.known.phones), "")

    @property
    def is_by_birth(self) -> bool:
        return bool(self.marked & {"born", "day", "year"})


def told_of(known: Known, sought: Sought, words: list[Typed]) -> Match:
    """Why the patient is found by these words and facts."""
    score, reasons, hits = 0, [], set()
    for word in words:
        points, reason, hit = _word(known, word)
        score += points
        hits |= hit
        if reason:
            reasons.append(reason)
    kinds = set()
    for reading in _holding(known, sought):
        score += EXACT
        kinds.add(reading.kind)
        if said := _said(known, reading):
            reasons.append(said)
    return Match(known, score, _pieces(known, hits), list(dict.fromkeys(reasons)), frozenset(kinds))


def _word(known: Known, word: Typed) -> tuple[int, str, set[str]]:
    """Points, reason and the plain words of the shown name that match."""
    family, given = plain_name(known.family_name).split(), plain_name(known.given_names).split()
    official = [*family, *given]
    whole = plain_name(known.family_name).replace(" ", "")
    if word.text in official or word.text == whole:
        return EXACT, "", {word.text, *(family if word.text == whole else [])}
    others = {
        **dict.fromkeys(plain_name(known.preferred_name).split(), known.preferred_name),
        **{
            part: _listed(name)
            for name in known.other_names
            for part in plain_name(name.replace(DIVIDES, " ")).split()
        },
    }
    if any(name.startswith(word.text) for name in official):
        return BEGINS, "", {word.text + BEGUN}
    for name in (name for name in others if name.startswith(word.text)):
        return OTHER_NAME, gettext("also known as %(name)s") % {"name": others[name]}, set()
    for name in (name for name in official if name in word.called):
        return (
            SHORT_FORM,
            gettext("“%(typed)s” for %(name)s") % {"typed": word.text, "name": name.title()},
            {name},
        )
    for name in (name for name in official if name in word.near):
        return NEAR, gettext("one letter off “%(typed)s”") % {"typed": word.text}, {name}
    for name in (name for name in others if name in word.near or name in word.called):
        return NEAR - 1, gettext("also known as %(name)s") % {"name": others[name]}, set()
    return 0, "", set()


def _listed(name: str) -> str:
    return ", ".join(filter(None, name.split(DIVIDES)))


def _holding(known: Known, sought: Sought) -> Iterator[Reading]:
    for fact in sought.facts:
        yield from (reading for reading in fact.readings if _holds(known, reading))


def _holds(known: Known, reading: Reading) -> bool:
    kind, told = reading.kind, reading.told
    if kind == "mrn":
        return known.mrn.lower().startswith(told)
    if kind == "phone":
        return any(last_seven(phone) == told for phone in known.phones)
    if kind == "mail":
        return known.email.lower() == told
    if kind == "id":
        return bool(_number(known, told))
    if known.birth_date is None:
        return False
    shape = {"born": "%Y-%m-%d", "day": "%m%d", "year": "%Y"}[kind]
    return known.birth_date.strftime(shape) == told


def _said(known: Known, reading: Reading) -> str:
    """What a reason adds that is not to be seen in the row anyway."""
    if reading.kind == "phone":
        return next((phone for phone in known.phones if last_seven(phone) == reading.told), "")
    if reading.kind == "mail":
        return known.email
    if reading.kind == "id":
        return gettext("number %(number)s") % {"number": _number(known, reading.told)}
    return ""


def _number(known: Known, told: str) -> str:
    """The number of an insurance or of others that begins with `told`, with or without the letters before it."""
    for number in known.numbers:
        plain = plain_number(number)
        if plain.startswith(told) or plain.lstrip(ascii_lowercase).startswith(told):
            return number
    return ""


def _pieces(known: Known, hits: set[str]) -> list[Piece]:
    """The name as lists show it, in pieces."""
    pieces: list[Piece] = []
    for part in formats.listed_name(known.family_name, known.given_names).split(" "):
        key, begun = plain_name(part), [hit.removesuffix(BEGUN) for hit in hits if hit.endswith(BEGUN)]
        if key and (key in hits or set(key.split()) & hits):
            pieces.append(Piece(part, True))
        elif length := next((len(hit) for hit in begun if key.startswith(hit)), 0):
            pieces += [Piece(part[:length], True), Piece(part[length:], False)]
        else:
            pieces.append(Piece(part, False))
        pieces.append(Piece(" ", False))
    return pieces[:-1]
