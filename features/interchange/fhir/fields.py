"""What FHIR's data types say, as small values: pure, without judging whether a record can be made of it."""

import re
import unicodedata
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

from features.foundation.clinical.ages import Precision
from features.interchange.fhir.refusals import NotImported, WrongShape
from features.interchange.fhir.values import (
    Address,
    Coding,
    Concept,
    Identifier,
    PartialDate,
    Period,
    PersonName,
    Quantity,
    Telecom,
)

Json = dict[str, Any]
END_REASON = "https://chartside.example/fhir/StructureDefinition/end-reason"
"""Why something has ended; beside Chartside's other extensions, whose module is built on this one."""
_EXPECTED = {str: "text", dict: "an object", list: "a list", bool: "true or false"}
_PARTIAL = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)
_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)", re.ASCII)
_UNSEEN = ("Cc", "Cf", "Cs", "Co", "Cn")


def part[T](holder: Json, key: str, kind: type[T]) -> T | None:
    """The element `key`, or None; WrongShape when it has another type than R4 gives it."""
    value = holder.get(key)
    if value is None:
        return None
    if not isinstance(value, kind):
        raise WrongShape(key, _EXPECTED.get(kind, "what R4 puts there"))
    return value


def parts(holder: Json, key: str) -> list[Json]:
    """The objects of the list `key`; an empty list where it is absent."""
    return _all_of(holder, key, dict)


def texts(holder: Json, key: str) -> list[str]:
    """The texts of the list `key`, cleaned."""
    return [clean(text) for text in _all_of(holder, key, str)]


def text(holder: Json, key: str) -> str:
    """The text `key` as people may see it; empty where it is absent."""
    return clean(part(holder, key, str) or "")


def _all_of[T](holder: Json, key: str, kind: type[T]) -> list[T]:
    values: list[Any] = part(holder, key, list) or []
    if not all(isinstance(value, kind) for value in values):
        raise WrongShape(key, f"a list of {'texts' if kind is str else 'objects'}")
    return values


@lru_cache(maxsize=4096)
def clean(text: str) -> str:
    """Text without control, zero-width and direction signs, composed (NFC) and single-spaced."""
    if not (text.isascii() and text.isprintable()):
        seen = (" " if sign in "\t\r\n" else sign for sign in text)
        text = unicodedata.normalize(
            "NFC", "".join(sign for sign in seen if unicodedata.category(sign) not in _UNSEEN)
        )
    return " ".join(text.split())


def coding(holder: Json) -> Coding:
    """A Coding."""
    return Coding(text(holder, "system"), text(holder, "code"), text(holder, "display"))


def concept(holder: Json, key: str) -> Concept:
    """The CodeableConcept `key`; an empty one where it is absent."""
    return as_concept(part(holder, key, dict) or {})


def concepts(holder: Json, key: str) -> list[Concept]:
    """The list of CodeableConcepts `key`."""
    return [as_concept(found) for found in parts(holder, key)]


def as_concept(found: Json) -> Concept:
    """A CodeableConcept."""
    return Concept(tuple(coding(each) for each in parts(found, "coding")), text(found, "text"))


def names(holder: Json) -> list[PersonName]:
    """Names; one that holds markup has no shape of a name."""
    found = []
    for name in parts(holder, "name"):
        one = PersonName(
            use=text(name, "use"),
            family=text(name, "family"),
            given=tuple(given for given in texts(name, "given") if given),
            prefix=" ".join(texts(name, "prefix")),
            suffix=" ".join(texts(name, "suffix")),
            text=text(name, "text"),
            **ending(name),
        )
        words = (one.family, *one.given, one.prefix, one.suffix, one.text)
        if any("<" in word or ">" in word for word in words):
            raise WrongShape("name", "a name: it holds markup")
        found.append(one)
    return found


def telecoms(holder: Json) -> list[Telecom]:
    """Phone numbers and the like."""
    return [
        Telecom(text(each, "system"), text(each, "use"), text(each, "value"))
        for each in parts(holder, "telecom")
    ]


def addresses(holder: Json) -> list[Address]:
    """Addresses."""
    return [
        Address(
            use=text(each, "use"),
            lines=tuple(texts(each, "line")),
            city=text(each, "city"),
            district=text(each, "district"),
            state=text(each, "state"),
            postal_code=text(each, "postalCode"),
            country=text(each, "country"),
            starts_on=whole_day(part(each, "period", dict) or {}, "start"),
            **ending(each),
        )
        for each in parts(holder, "address")
    ]


def ending(holder: Json) -> dict[str, Any]:
    """`ends_on` and `end_reason`: from when on something holds no longer, and why; None and empty where it holds."""
    ends_on = whole_day(part(holder, "period", dict) or {}, "end")
    reasons = [each for each in parts(holder, "extension") if each.get("url") == END_REASON]
    return {"ends_on": ends_on, "end_reason": text(reasons[0], "valueCode") if reasons and ends_on else ""}


def identifiers(holder: Json) -> list[Identifier]:
    """Identifiers that have a value."""
    found = [
        Identifier(text(each, "system"), text(each, "value"), concept(each, "type").first.code)
        for each in parts(holder, "identifier")
    ]
    return [identifier for identifier in found if identifier.value]


def instant(holder: Json, key: str) -> datetime | None:
    """The moment `key` in its own zone; NotImported where the day, the time or the zone is missing or impossible."""
    written = part(holder, key, str)
    if written is None:
        return None
    if not _INSTANT.fullmatch(written):
        raise NotImported(f"{key} is not a moment with its zone")
    try:
        return datetime.fromisoformat(written)
    except ValueError:
        raise NotImported(f"{key} is no moment of the calendar") from None


def partial_date(holder: Json, key: str) -> PartialDate | None:
    """The date `key`: of a moment, the day as the sender's calendar had it; NotImported where there is none such."""
    written = part(holder, key, str)
    if written is None:
        return None
    day = written.partition("T")[0]
    match = _PARTIAL.fullmatch(day)
    if match is None:
        raise NotImported(f"{key} is not a date")
    year, month, day_of_month = match.groups()
    precision = Precision.DAY if day_of_month else Precision.MONTH if month else Precision.YEAR
    try:
        return PartialDate(date(int(year), int(month or 1), int(day_of_month or 1)), precision)
    except ValueError:
        raise NotImported(f"{key} is no day of the calendar") from None


def whole_day(holder: Json, key: str) -> date | None:
    """The date `key`, where the very day is told; None where less is."""
    told = partial_date(holder, key)
    return told.value if told and told.precision == Precision.DAY else None


def prose(holder: Json, key: str) -> str:
    """The text `key` with its line breaks and spaces, but without signs that nobody sees."""
    lines = (part(holder, key, str) or "").replace("\r\n", "\n").split("\n")
    seen = ("".join(sign for sign in line if unicodedata.category(sign) not in _UNSEEN) for line in lines)
    return unicodedata.normalize("NFC", "\n".join(seen)).strip()


def period(holder: Json, key: str) -> Period:
    """The Period `key`; NotImported where it ends before it starts."""
    found = part(holder, key, dict) or {}
    start, end = instant(found, "start"), instant(found, "end")
    if start and end and end < start:
        raise NotImported(f"{key} ends before it starts")
    return Period(start, end)


def number(holder: Json, key: str) -> Decimal | None:
    """The number `key` with its digits; true and false are no numbers."""
    value = holder.get(key)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise WrongShape(key, "a number")
    return Decimal(value)


def quantity(holder: Json, key: str) -> Quantity | None:
    """The Quantity `key`; None where it is absent or has no number. The code counts before the printed unit."""
    found = part(holder, key, dict)
    value = number(found, "value") if found else None
    if found is None or value is None:
        return None
    return Quantity(value, text(found, "code"), text(found, "unit"), text(found, "comparator"))


def reference(holder: Json, key: str) -> str:
    """The text of the Reference `key`; empty where there is none."""
    found = part(holder, key, dict) or {}
    return part(found, "reference", str) or ""


def references(holder: Json, key: str) -> Sequence[str]:
    """The texts of the list of References `key`."""
    return [found for each in parts(holder, key) if (found := part(each, "reference", str))]
