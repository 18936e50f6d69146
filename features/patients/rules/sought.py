"""What somebody who looks for a patient has typed: names, and facts that can be read in one way or in several.

Nothing is guessed away: `3/7/82` is the third of July and the seventh of March, `030782` is both of these and the
beginning of a number. A fact holds if one of its readings does; all facts and all names have to hold.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import chain

from features.foundation.clinical.check_characters import complete_mrn, is_mrn
from features.patients.rules.likeness import plain_number

OLDEST = 120
"""Years: nobody who is looked for was born before."""
MOST_WORDS = 8
MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
MONTH = r"(?P<word>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?"
DATES = [
    re.compile(rf"(?<!\w){shape}(?!\w)", re.IGNORECASE)
    for shape in (
        r"(?P<year>\d{4})([-/. ])(?P<month>\d{1,2})\2(?P<day>\d{1,2})",
        r"(?P<one>\d{1,2})([-/. ])(?P<other>\d{1,2})\2(?P<year>\d{4}|\d{2})",
        rf"(?P<day>\d{{1,2}})[-. ]?\s?{MONTH}[-, ]*(?P<year>\d{{4}}|\d{{2}})",
        rf"{MONTH}\s?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s(?P<year>\d{{4}}|\d{{2}})",
        rf"{MONTH}[-, ]\s?(?P<year>\d{{4}})",
    )
]
PHONE = re.compile(r"(?<!\w)\+?\(?\d[\d ().\-/]{5,}\d(?!\w)")
MAIL = re.compile(r"\S+@\S+")
LETTERS = re.compile(r"(?<!\w)([a-z]{1,4})[ -](\d[\d -]{3,}\d)(?!\w)", re.IGNORECASE)
"""The letters before a number that may belong to it: NF 4471 2086."""
NUMBER = re.compile(r"(?<!\w)[a-z]{1,4}-\d[\d -]+[a-z]?(?!\w)", re.IGNORECASE)
"""A number that surely begins with letters: P-991 23X."""
MRN = re.compile(r"(\d{5,12})([a-z])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Reading:
    """One thing that a text can mean: the term by which patients are found, and what it says."""

    term: str
    born: date | None = None
    is_beginning: bool = False
    """Whether the term may go on: a number typed in part."""

    @property
    def kind(self) -> str:
        return self.term.partition(":")[0]

    @property
    def told(self) -> str:
        return self.term.partition(":")[2]


@dataclass(frozen=True, slots=True)
class Fact:
    """A piece of what was typed, and everything that it can mean."""

    typed: str
    readings: tuple[Reading, ...]


@dataclass(frozen=True, slots=True)
class Sought:
    """Who is looked for: `words` of names as typed, and `facts`."""

    words: tuple[str, ...]
    facts: tuple[Fact, ...]
    joined: tuple[str, str] = ("", "")
    """A short word that may be no name but the beginning of a number, and that number as a term."""
    repaired: str = ""
    """The MRN that was meant, where the check character that was typed does not fit."""

    @property
    def births(self) -> list[date]:
        """The birth dates that a fact can mean, where it can mean several or was typed in figures."""
        return [reading.born for fact in self.facts for reading in fact.readings if reading.born]


def read_search(text: str, *, on: date, day_first: bool) -> Sought:
    """Reads `text` on a day. `day_first`: as the language writes dates; both orders are tried, this one first."""
    facts: list[Fact] = []
    joined = _joined(text)
    for shape in DATES:
        text = shape.sub(lambda found: _take(facts, found[0], _dates(found, on, day_first)), text)
    text = NUMBER.sub(lambda found: _take(facts, found[0], [Reading(f"id:{plain_number(found[0])}")]), text)
    text = MAIL.sub(lambda found: _take(facts, found[0], [Reading(f"mail:{found[0].lower()}")]), text)
    text = PHONE.sub(lambda found: _take(facts, found[0], _numbers(found[0], on, day_first)), text)
    words, repaired = [], ""
    for token in text.replace(",", " ").split()[:MOST_WORDS]:
        if not any(sign.isdigit() for sign in token):
            words.append(token)
            continue
        readings = list(_numbers(token, on, day_first))
        _take(facts, token, readings)
        repaired = repaired or _repaired(token)
    return Sought(tuple(words), tuple(facts), joined, repaired)


def _joined(text: str) -> tuple[str, str]:
    found = LETTERS.search(text)
    if not found or found[1].lower() in MONTHS:
        return "", ""
    return found[1], f"id:{plain_number(found[0])}"


def _take(facts: list[Fact], typed: str, readings) -> str:
    """Keeps a fact and leaves a gap in the text; what can mean nothing stays where it is."""
    found = tuple(dict.fromkeys(readings))
    if not found:
        return typed
    facts.append(Fact(typed.strip(), found))
    return " "


def _born(year: int, month: int, day: int) -> Iterator[Reading]:
    try:
        born = date(year, month, day)
    except ValueError:
        return
    yield Reading(f"born:{born.isoformat()}", born)


def _years(typed: str, on: date) -> list[int]:
    """The years that figures can mean: two of them, the last ones that are past and in which somebody may be born."""
    candidates = [int(typed)] if len(typed) == 4 else [century + int(typed) for century in (2000, 1900, 1800)]
    return [year for year in candidates if on.year - OLDEST <= year <= on.year]


def _dates(found: re.Match[str], on: date, day_first: bool) -> Iterator[Reading]:
    said = found.groupdict()
    for year in _years(said["year"], on):
        if said.get("one"):
            yield from _either(int(said["one"]), int(said["other"]), year, day_first)
        elif said.get("day"):
            month = MONTHS.index(said["word"].lower()) + 1 if said.get("word") else int(said["month"])
            yield from _born(year, month, int(said["day"]))
        else:
            yield Reading(f"year:{year}")


def _either(one: int, other: int, year: int, day_first: bool) -> Iterator[Reading]:
    day_month = _born(year, other, one), _born(year, one, other)
    yield from chain(*(day_month if day_first else reversed(day_month)))


def _numbers(typed: str, on: date, day_first: bool) -> Iterator[Reading]:
    """Everything that a text with digits can mean: birth date or year, telephone, MRN, number of an insurance."""
    digits = "".join(sign for sign in typed if sign.isascii() and sign.isdigit())
    plain = plain_number(typed)
    if digits == plain:
        yield from _figures(digits, on, day_first)
    if len(digits) >= 7 and not any(sign.isalpha() for sign in plain):
        yield Reading(f"phone:{digits[-7:]}")
    if mrn := MRN.fullmatch(plain):
        yield (
            Reading(f"mrn:{plain}")
            if is_mrn(plain.upper())
            else Reading(f"mrn:{complete_mrn(int(mrn[1])).lower()}")
        )
    elif digits == plain and 3 <= len(plain) <= 12:
        yield Reading(f"mrn:{plain}", is_beginning=True)
    if len(plain) >= 4:
        yield Reading(f"id:{plain}", is_beginning=len(plain) >= 6)


def _figures(digits: str, on: date, day_first: bool) -> Iterator[Reading]:
    """Figures without anything between them: 82, 1982, 0712, 030782, 03071982, 19820307."""
    if len(digits) in (2, 4):
        yield from (Reading(f"year:{year}") for year in _years(digits, on))
    if len(digits) == 4:
        pairs = [(digits[2:], digits[:2]), (digits[:2], digits[2:])]  # month, day
        for month, day in pairs if day_first else reversed(pairs):
            if any(_born(2000, int(month), int(day))):
                yield Reading(f"day:{month}{day}")
    if len(digits) in (6, 8):
        one, other = int(digits[:2]), int(digits[2:4])
        for year in _years(digits[4:], on):
            yield from _either(one, other, year, day_first)
    if len(digits) == 8:
        for year in _years(digits[:4], on):
            yield from _born(year, int(digits[4:6]), int(digits[6:]))


def _repaired(typed: str) -> str:
    """The MRN of these digits, where `typed` is one whose check character does not fit."""
    found = MRN.fullmatch(typed)
    if not found or is_mrn(typed.upper()):
        return ""
    return complete_mrn(int(found[1]))
