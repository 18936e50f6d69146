"""What R4 has no element for: standard extensions where there are some, else Chartside's own."""

from collections.abc import Iterable
from typing import Any

from features.interchange.fhir import fields
from features.interchange.fhir.refusals import WrongShape

HL7_EXTENSIONS = "http://hl7.org/fhir/StructureDefinition"
BIRTH_SEX = "http://hl7.org/fhir/us/core/StructureDefinition/us-core-birthsex"
BIRTH_TIME = f"{HL7_EXTENSIONS}/patient-birthTime"
GENDER_IDENTITY = f"{HL7_EXTENSIONS}/patient-genderIdentity"
GENDER_IDENTITY_OF_R5 = f"{HL7_EXTENSIONS}/individual-genderIdentity"
INTERPRETER = f"{HL7_EXTENSIONS}/patient-interpreterRequired"

OWN = "https://chartside.example/fhir"
"""The canonical address of what is Chartside's own."""


def _own(name: str) -> str:
    return f"{OWN}/StructureDefinition/{name}"


ESTIMATED = _own("estimated-birth-date")
CLOCK_AT_BIRTH = _own("birth-time")
"""The time of birth of somebody whose day of birth is not known."""
KEPT = _own("kept-because")
"""On an entry of a bundle: its resource became no record at the sender, for this reason."""
ERROR_REASON = _own("error-reason")
TYPED = _own("typed-as")
CONFIRMED = _own("confirmed-though-unlikely")
WITHDRAWN = _own("withdrawn-at")
PREGNANCY = _own("pregnancy")
SIGNATURE = _own("signature")
NOTE = _own("note")
CRITICAL = _own("critical-limits")
"""Of a result: from where on it was critical, where it was judged."""

VERIFY_BY = _own("verify-by")
VERIFIED_ON = _own("verified-on")
"""Of a coverage: when its payer is to be asked again, and when somebody last did."""

CARD_FRONT = _own("insurance-card-front")
CARD_BACK = _own("insurance-card-back")
"""Of a coverage: the pictures of its card, each an attachment."""

CODES = f"{OWN}/CodeSystem"
INTERPRETATIONS = f"{CODES}/interpretation"
NOT_INTERPRETED = "not-interpreted"
"""Nobody said that a result is normal, although it has a range."""


def made(url: str, **value: Any) -> dict[str, Any]:
    """An extension with its one value."""
    return {"url": url, **value}


def made_of_parts(url: str, parts: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """An extension that holds extensions."""
    return {"url": url, "extension": list(parts)}


def found(holder: fields.Json, url: str) -> fields.Json:
    """The extension of an address; an empty object where there is none."""
    return next((each for each in fields.parts(holder, "extension") if each.get("url") == url), {})


def of_primitive(resource: fields.Json, key: str, url: str) -> fields.Json:
    """The extension of a primitive element, which R4 puts beside it under `_key`."""
    return found(fields.part(resource, f"_{key}", dict) or {}, url)


def code(holder: fields.Json, url: str) -> str:
    """The code that an extension holds; empty where it is absent."""
    value = found(holder, url).get("valueCode", "")
    if not isinstance(value, str):
        raise WrongShape("valueCode", "text")
    return value


def is_true(holder: fields.Json, url: str) -> bool | None:
    """The yes or no that an extension holds; None where it is absent."""
    return fields.part(found(holder, url), "valueBoolean", bool)
