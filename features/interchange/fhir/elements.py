"""The elements of which FHIR R4 resources are made: codes, dates, moments, references, as plain dicts."""

from base64 import b64encode
from datetime import UTC, date, datetime
from typing import Any

from features.foundation.clinical.ages import Precision
from features.foundation.ui.pictures import media_type_of

HL7 = "http://terminology.hl7.org/CodeSystem"
SHOWN = {Precision.YEAR: "%Y", Precision.MONTH: "%Y-%m", Precision.DAY: "%Y-%m-%d"}

type Json = dict[str, Any]


def without_empty(resource: Json) -> Json:
    """R4 has no empty elements: what is unknown is left out. Zero and false are values."""
    return {key: value for key, value in resource.items() if value not in (None, "", [], {})}


def concept(system: str, code: str, words: str) -> Json:
    """A CodeableConcept."""
    coding = without_empty({"system": system, "code": code, "display": words}) if code else {}
    return without_empty({"coding": [coding] if coding else [], "text": words})


def code_of(record: Any) -> Json:
    """What a `Coded` record is about."""
    return concept(record.code_system, record.code, record.display)


def reference(record: Any) -> Json | None:
    """A reference to the resource of a record in the same bundle."""
    return {"reference": f"urn:uuid:{record.public_id}"} if record else None


def moment(at: datetime | None) -> str | None:
    """A moment in UTC."""
    return at.astimezone(UTC).isoformat() if at else None


def day(on: date | None, precision: str = Precision.DAY) -> str | None:
    """As much of a date as is known."""
    return on.strftime(SHOWN[Precision(precision)]) if on and precision in SHOWN else None


def status(system: str, code: str) -> Json:
    """One of HL7's statuses."""
    return {"coding": [{"system": f"{HL7}/{system}", "code": code}]} if code else {}


def attached(image: bytes) -> Json:
    """An attachment that is a picture."""
    return {"contentType": media_type_of(image), "data": b64encode(image).decode()}


def noted(text: str) -> list[Json]:
    """One annotation."""
    return [{"text": text}] if text else []
