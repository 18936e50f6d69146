"""FHIR Observations and DiagnosticReports made of our measurements, results and reports."""

from decimal import Decimal
from typing import Any

from features.interchange.fhir import extensions
from features.interchange.fhir.elements import (
    Json,
    code_of,
    concept,
    moment,
    reference,
    status,
    without_empty,
)
from features.interchange.fhir.observations import LOINC
from features.labs.models import LabReport, LabResult
from features.vitals.models import Measurement

UCUM = "http://unitsofmeasure.org"


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
    limits = _limits(record, low=record.range_low, high=record.range_high)
    critical = _limits(record, low=record.critical_low, high=record.critical_high)
    return {
        "status": record.status,
        "category": _category("laboratory"),
        "basedOn": [reference(record.order)] if record.order else [],
        "code": code_of(record),
        "encounter": reference(record.visit),
        "effectiveDateTime": moment(record.effective_at),
        "issued": moment(record.issued_at),
        **_value(record),
        "interpretation": _interpretation(record, has_a_range=bool(limits or critical)),
        "referenceRange": [limits] if limits else [],
        "extension": [
            extensions.made_of_parts(
                extensions.CRITICAL,
                [extensions.made(side, valueQuantity=limit) for side, limit in critical.items()],
            )
        ]
        if critical
        else [],
    }


def report(record: LabReport) -> Json:
    """A report that refers to its results."""
    return {
        "status": record.status,
        "category": [status("v2-0074", record.category)] if record.category else [],
        "basedOn": [reference(record.order)] if record.order else [],
        "code": code_of(record),
        "encounter": reference(record.visit),
        "effectiveDateTime": moment(record.effective_at),
        "issued": moment(record.issued_at),
        "result": [reference(each) for each in record.results.order_by("id")],
        "conclusion": record.conclusion,
    }


def _limits(record: LabResult, **sides: Decimal | None) -> dict[str, Json]:
    return {
        side: without_empty({"value": limit, "system": UCUM, "code": record.range_unit})
        for side, limit in sides.items()
        if limit is not None
    }


def _interpretation(record: LabResult, *, has_a_range: bool) -> list[Json]:
    """The flag; where a range is told and no flag, that this does not mean normal."""
    if record.flag:
        return [status("v3-ObservationInterpretation", record.flag)]
    ours = {"system": extensions.INTERPRETATIONS, "code": extensions.NOT_INTERPRETED}
    return [{"coding": [ours]}] if has_a_range else []


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
    return without_empty({**said, "valueString": part["text"]})
