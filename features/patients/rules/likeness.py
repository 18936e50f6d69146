"""How like two words are: written alike, one edit apart, or by the pieces of three letters that they share."""

import unicodedata


def plain_name(text: str) -> str:
    """As names are compared: lower case, no accents, no punctuation; the database's unaccent knows more letters."""
    letters = "".join(
        sign for sign in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(sign)
    )
    return " ".join("".join(sign if sign.isalnum() else " " for sign in letters).split())


def plain_number(text: str) -> str:
    """As numbers of insurances and identifiers are compared: letters and digits alone."""
    return "".join(sign for sign in text.lower() if sign.isalnum())


def is_one_edit(one: str, other: str) -> bool:
    """Whether one letter more, one less, another one, or two neighbours swapped makes `other` of `one`; or nothing."""
    if one == other:
        return True
    shorter, longer = sorted((one, other), key=len)
    if len(longer) - len(shorter) > 1:
        return False
    at = next((place for place, sign in enumerate(shorter) if sign != longer[place]), len(shorter))
    if len(shorter) < len(longer):
        return shorter[at:] == longer[at + 1 :]
    swapped = shorter[at + 1 : at + 2] + shorter[at] + shorter[at + 2 :]
    return shorter[at + 1 :] == longer[at + 1 :] or swapped == longer[at:]


def likeness(one: str, other: str) -> float:
    """The share of the pieces of three letters that both have, from 0 to 1, as pg_trgm counts them; 0 for nothing."""
    mine, theirs = _pieces(one), _pieces(other)
    return len(mine & theirs) / len(mine | theirs) if mine and theirs else 0


def _pieces(text: str) -> set[str]:
    padded = (f"  {word} " for word in text.split())
    return {word[at : at + 3] for word in padded for at in range(len(word) - 2)}
