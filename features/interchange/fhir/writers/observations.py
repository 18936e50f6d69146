"""Writes vital signs, other measurements, laboratory reports and their results."""

from decimal import Decimal
from uuid import UUID

from features.foundation.clinical.units import UnitsDiffer, convert
from features.interchange.fhir import fields
from features.interchange.fhir.context import Context
from features.interchange.fhir.observations import (
    Component,
    ObservationFacts,
    ReportFacts,
    Value,
)
from features.interchange.fhir.refusals import NotImported
from features.interchange.fhir.vital_sets import VitalsFacts
from features.interchange.fhir.writers.ranges import LONGEST_UNIT, judgement
from features.interchange.fhir.writers.records import (
    LONGEST_TEXT,
    coded,
    fill,
    fitting,
    of_patient,
    visit_of,
)
from features.labs.models import LabOrder, LabReport, LabResult
from features.labs.rules import COMPARATORS
from features.labs.services import import_report, import_result
from features.patients.models import Provider
from features.vitals.models import Measurement, VitalSigns
from features.vitals.rules import AIR, SIGNS, SetStatus
from features.vitals.services import import_measurement, import_vital_signs

STATUS_OF_SET = {
    "final": SetStatus.FINAL,
    "amended": SetStatus.CORRECTED,
    "corrected": SetStatus.CORRECTED,
}
OXYGEN = {"oxygen_flow", "fio2"}


def write_vitals(facts: VitalsFacts, known: UUID | None, context: Context) -> VitalSigns:
    """The set; a sign that breaks a rule is left out, and its reason told. NotImported where none is left."""
    status = STATUS_OF_SET.get(facts.status)
    if facts.status == SetStatus.ENTERED_IN_ERROR and facts.error_reason:
        status = SetStatus.ENTERED_IN_ERROR
    if status is None:
        raise NotImported(f"a vital sign that is {facts.status} has no place in a set")
    said = {name: word for name, (word, _) in facts.said.items()}
    values: dict[str, Decimal] = {}
    typed: dict[str, list[str]] = {}
    for sign, (quantity, source_id) in facts.signs.items():
        try:
            values[sign] = _in_our_unit(sign, quantity)
        except NotImported as broken:
            context.refused[source_id] = str(broken)
            continue
        as_typed = facts.typed.get(sign, quantity)
        if as_typed.code != SIGNS[sign].unit:
            typed[sign] = [str(as_typed.value), as_typed.code]
    if {"systolic", "diastolic"} <= values.keys() and values["diastolic"] >= values["systolic"]:
        context.refused[facts.signs["systolic"][1]] = "diastolic is not below systolic"
        del values["systolic"], values["diastolic"]
    for sign in OXYGEN & values.keys() if said.get("oxygen_device", AIR) == AIR else ():
        context.refused[facts.signs[sign][1]] = "does not say from which device the oxygen comes"
        del values[sign]
    if not values and not said:
        raise NotImported(next(context.refused[source] for _, source in facts.signs.values()))
    vitals = of_patient(VitalSigns, known, context)
    fill(
        vitals,
        **{sign: values.get(sign) for sign in SIGNS},
        visit=visit_of(facts.visit, context),
        taken_at=facts.taken_at,
        taken_by=context.record(Provider, "Practitioner", facts.taken_by),
        status=status,
        error_reason=facts.error_reason[:300],
        consciousness=said.get("consciousness", ""),
        oxygen_device=fitting(said.get("oxygen_device", ""), 30, "device"),
        typed={sign: told for sign, told in typed.items() if sign in values},
        confirmed=[sign for sign in SIGNS if sign in facts.confirmed & values.keys()],
    )
    return import_vital_signs(vitals=vitals)


def write_observation(
    facts: ObservationFacts, known: UUID | None, context: Context
) -> Measurement | LabResult:
    """A result where a laboratory or a report speaks, else another measurement."""
    if "laboratory" in facts.categories or facts.source_id in context.report_of:
        return _write_result(facts, known, context)
    if isinstance(facts.value, fields.Quantity) and facts.value.comparator:
        raise NotImported("a bound is no measurement")
    measurement = of_patient(Measurement, known, context)
    fill(
        measurement,
        **coded(facts.code),
        **_valued(facts.value),
        visit=visit_of(facts.visit, context),
        category=facts.categories[0][:40] if facts.categories else "",
        status=facts.status,
        taken_at=facts.taken_at,
        parts=[_part(component) for component in facts.components],
    )
    return import_measurement(measurement=measurement)


def write_report(facts: ReportFacts, known: UUID | None, context: Context) -> LabReport:
    """The report; its results come after it and point at it."""
    report = of_patient(LabReport, known, context)
    fill(
        report,
        **coded(facts.code),
        visit=visit_of(facts.visit, context),
        status=facts.status,
        category=facts.category.first.code[:40],
        effective_at=facts.taken_at,
        issued_at=facts.issued_at,
        order=context.record(LabOrder, "ServiceRequest", facts.order),
        conclusion=fitting(facts.conclusion, LONGEST_TEXT, "conclusion"),
    )
    return import_report(report=report)


def _write_result(facts: ObservationFacts, known: UUID | None, context: Context) -> LabResult:
    if facts.components:
        raise NotImported("a result of several parts has no record")
    comparator = facts.value.comparator if isinstance(facts.value, fields.Quantity) else ""
    if comparator not in COMPARATORS:
        raise NotImported("its comparator is none of R4's")
    result = of_patient(LabResult, known, context)
    fill(
        result,
        **coded(facts.code),
        **_valued(facts.value),
        visit=visit_of(facts.visit, context),
        report=context.record(LabReport, "DiagnosticReport", context.report_of.get(facts.source_id)),
        order=context.record(LabOrder, "ServiceRequest", facts.order),
        status=facts.status,
        effective_at=facts.taken_at,
        issued_at=facts.issued_at,
        comparator=comparator,
        **judgement(facts, context),
    )
    return import_result(result=result)


def _in_our_unit(sign: str, quantity: fields.Quantity) -> Decimal:
    """The value in the unit of the sign; NotImported for a bound, another unit, or beyond the hard limits."""
    low, high = SIGNS[sign].hard
    if quantity.comparator:
        raise NotImported("a bound is no vital sign")
    try:
        value = convert(quantity.value, quantity.code, SIGNS[sign].unit)
    except UnitsDiffer:
        raise NotImported(f"its unit is not one of {sign}") from None
    if not low <= value <= high:
        raise NotImported(f"{sign} lies outside {low}-{high} {SIGNS[sign].unit}")
    return value


def _valued(value: Value | None) -> dict:
    """A value in the fields of a measurement or result."""
    empty = {"number": None, "unit": "", "value_system": "", "value_code": "", "value_text": ""}
    if isinstance(value, fields.Quantity):
        return {
            **empty,
            "number": value.value,
            "unit": fitting(value.code or value.unit, LONGEST_UNIT, "unit"),
        }
    if isinstance(value, fields.Concept):
        said = coded(value)
        return {
            **empty,
            "value_system": said["code_system"],
            "value_code": said["code"],
            "value_text": said["display"],
        }
    if isinstance(value, bool):
        return {**empty, "value_text": "yes" if value else "no"}
    return {**empty, "value_text": fitting(value or "", LONGEST_TEXT, "text")}


def _part(component: Component) -> dict[str, str]:
    said = _valued(component.value)
    number = said["number"]
    return {
        "code": coded(component.code)["code"],
        "display": component.code.words,
        "number": "" if number is None else str(number),
        "unit": said["unit"],
        "text": said["value_text"],
    }
