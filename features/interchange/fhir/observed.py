"""FHIR Observations and DiagnosticReports made of our vital signs, measurements, results and reports."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from features.interchange.fhir.observations import LOINC
from features.interchange.fhir.resources import (
    Json,
    code_of,
    concept,
    moment,
    reference,
    status,
    without_empty,
)
from features.labs.models import LabReport, LabResult
from features.vitals.models import Measurement, VitalSigns
from features.vitals.rules import BLOOD_PRESSURE_PANELS, CONSCIOUSNESS_CODE, SIGNS

UCUM = "http://unitsofmeasure.org"
PRESSURES = ("systolic", "diastolic")


def vital_signs(record: VitalSigns) -> Iterator[tuple[UUID, Json]]:
    """The observations of a set, each with an id that follows from the set's; both pressures make one panel."""
    pressures = [sign for sign in PRESSURES if getattr(record, sign) is not None]
    if pressures:
        panel = {
            "code": concept(LOINC, BLOOD_PRESSURE_PANELS[0], "Blood pressure panel"),
            "component": [{"code": _sign_code(sign), **_number(record, sign)} for sign in pressures],
        }
        yield _part_of(record, "pressure", panel)
    for sign in SIGNS:
        if sign not in PRESSURES and getattr(record, sign) is not None:
            yield _part_of(record, sign, {"code": _sign_code(sign), **_number(record, sign)})
    if record.consciousness:
        said = {
            "code": concept(LOINC, CONSCIOUSNESS_CODE, "Level of consciousness"),
            "valueString": record.consciousness,
        }
        yield _part_of(record, "consciousness", said)
    if record.oxygen_device:
        yield _part_of(
            record, "oxygen", {"code": {"text": "Oxygen device"}, "valueString": record.oxygen_device}
        )


def measurement(record: Measurement) -> Json:
    """Any other observation."""
    return {
        "status": record.status,
        "category": _category(record.category),
        "code": code_of(record),
        "encounter": reference(record.visit),
        "effectiveDateTime": moment(record.taken_at),
        **_value(record),
        "component": [_component(part) for part in record.parts],
    }


def result(record: LabResult) -> Json:
    """A laboratory result with the sender's flag and the range that was used."""
    bounds = {"low": record.range_low, "high": record.range_high}
    limits = {
        name: {"value": limit, "system": UCUM, "code": record.range_unit}
        for name, limit in bounds.items()
        if limit is not None
    }
    return {
        "status": record.status,
        "category": _category("laboratory"),
        "code": code_of(record),
        "encounter": reference(record.visit),
        "effectiveDateTime": moment(record.effective_at),
        "issued": moment(record.issued_at),
        **_value(record),
        "interpretation": [status("v3-ObservationInterpretation", record.flag)] if record.flag else [],
        "referenceRange": [limits] if limits else [],
    }


def report(record: LabReport) -> Json:
    """A report that refers to its results."""
    return {
        "status": record.status,
        "category": [status("v2-0074", record.category)] if record.category else [],
        "code": code_of(record),
        "encounter": reference(record.visit),
        "effectiveDateTime": moment(record.effective_at),
        "issued": moment(record.issued_at),
        "result": [reference(each) for each in record.results.order_by("id")],
        "conclusion": record.conclusion,
    }


def _part_of(record: VitalSigns, name: str, said: Json) -> tuple[UUID, Json]:
    own_id = uuid5(NAMESPACE_URL, f"urn:uuid:{record.public_id}#{name}")
    return own_id, {
        "status": record.status,
        "category": _category("vital-signs"),
        "encounter": reference(record.visit),
        "effectiveDateTime": moment(record.taken_at),
        **said,
    }


def _sign_code(sign: str) -> Json:
    return concept(LOINC, SIGNS[sign].codes[0], sign.replace("_", " "))


def _number(record: VitalSigns, sign: str) -> Json:
    return {"valueQuantity": {"value": getattr(record, sign), "system": UCUM, "code": SIGNS[sign].unit}}


def _category(code: str) -> list[Json]:
    return [status("observation-category", code)] if code else []


def _value(record: Any) -> Json:
    if record.number is not None:
        quantity = {
            "value": record.number,
            "comparator": getattr(record, "comparator", ""),
            "system": UCUM if record.unit else "",
            "code": record.unit,
        }
        return {"valueQuantity": without_empty(quantity)}
    if record.value_code:
        return {"valueCodeableConcept": concept(record.value_system, record.value_code, record.value_text)}
    return {"valueString": record.value_text}


def _component(part: dict[str, str]) -> Json:
    said = {"code": concept(LOINC, part["code"], part["display"])}
    if part["number"]:
        quantity = {"value": Decimal(part["number"]), "system": UCUM, "code": part["unit"]}
        return {**said, "valueQuantity": without_empty(quantity)}
    return {**said, "valueString": part["text"]}
