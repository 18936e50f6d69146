"""What a search says of somebody who was not found: names, birth date, telephone, e-mail, for their registration."""

from collections.abc import Iterator
from datetime import date

from features.patients.rules import Fact, read_search


def told_by_search(text: str, *, on: date) -> dict[str, str]:
    """The fields of a registration that the words of a search fill, as they were typed on a day.

    Without a comma the last word is the family name. What can be two dates stays as typed: the form asks back.
    """
    sought = read_search(text, on=on, day_first=True)
    family, given = _names(sought.words, text.split())
    told = {"family_name": family, "given_names": given}
    for fact in sought.facts:
        for name in _fields(fact):
            told.setdefault(name, fact.typed)
    return {name: words for name, words in told.items() if words}


def _names(words: tuple[str, ...], typed: list[str]) -> tuple[str, str]:
    comma = next((place for place, word in enumerate(words, 1) if f"{word}," in typed), 0)
    family, given = (words[:comma], words[comma:]) if comma else (words[-1:], words[:-1])
    return _capitals(family), _capitals(given)


def _capitals(words: tuple[str, ...]) -> str:
    """In a hurry nobody types capitals; who typed one meant it."""
    return " ".join(word[:1].upper() + word[1:] if word.islower() else word for word in words)


def _fields(fact: Fact) -> Iterator[str]:
    """The field that a fact belongs to, the likeliest reading first."""
    kinds = {reading.kind for reading in fact.readings}
    if "mail" in kinds:
        yield "email"
    elif "born" in kinds or ("year" in kinds and len(fact.typed) > 2):
        yield "birth"
    elif "phone" in kinds:
        yield "phone_mobile"
