"""By which range a result of another system is judged, and how it is flagged."""

from datetime import date
from decimal import Decimal
from typing import TypedDict

from features.foundation.clinical.ages import Precision, possible_months
from features.foundation.clinical.interpretation import NO_LIMITS, Limits
from features.interchange.fhir import fields
from features.interchange.fhir.context import Context
from features.interchange.fhir.observations import ObservationFacts
from features.interchange.fhir.refusals import NotImported
from features.interchange.fhir.writers.records import coded, fitting
from features.labs.models import LabRange
from features.labs.rules import FLAGS, Value, interpret_result, range_for_ages
from features.patients.models import Patient
from features.problems.rules import is_pregnant_on

LONGEST_UNIT = 40
BINARY = ("female", "male")
"""The sexes that ranges are made for."""


class Judgement(TypedDict):
    """The flag of a result and the range that was used, in the fields of the result."""

    flag: str
    range_low: Decimal | None
    range_high: Decimal | None
    range_unit: str
    critical_low: Decimal | None
    critical_high: Decimal | None


def judgement(facts: ObservationFacts, context: Context) -> Judgement:
    """The sender's flag, else what the sender's range says, else our own range of the test, else nothing.

    A flag of the sender's that we do not read means that something was to be said: then nothing is called normal.
    """
    limits, unit = _range(facts, context)
    flag = facts.flag if facts.flag in FLAGS else _computed(facts, limits, unit)
    return Judgement(
        flag=flag,
        range_low=limits.low,
        range_high=limits.high,
        range_unit=unit,
        critical_low=limits.critical_low,
        critical_high=limits.critical_high,
    )


def _range(facts: ObservationFacts, context: Context) -> tuple[Limits, str]:
    """What the value is held against, and in which unit; no limits where there is no range."""
    if sent := facts.reference_range:
        try:
            limits = Limits.as_printed(sent.low, sent.high, sent.critical_low, sent.critical_high)
        except ValueError:
            raise NotImported("its limits do not ascend") from None
        return limits, fitting(sent.unit, LONGEST_UNIT, "unit of its range")
    if facts.flag in FLAGS or not isinstance(facts.value, fields.Quantity):
        return NO_LIMITS, ""
    own = _own_range(facts, context)
    return (own.limits, own.unit) if own else (NO_LIMITS, "")


def _own_range(facts: ObservationFacts, context: Context) -> LabRange | None:
    patient = context.patient
    if patient is None or not context.lab_ranges:
        return None
    said = coded(facts.code)
    ranges = context.lab_ranges.get((said["code_system"], said["code"]), [])
    on = facts.taken_at.date()
    depends_on_pregnancy = any(each.pregnant is not None for each in ranges)
    return range_for_ages(
        ranges,
        ages=possible_months(patient.birth_date, on, Precision(patient.birth_precision)),
        sex=_sex(patient),
        pregnant=_pregnant(patient, on, context) if depends_on_pregnancy else None,
    )


def _sex(patient: Patient) -> str:
    """The sex that ranges are chosen by; empty where the record has two: then a clinician decides, not we."""
    known = {each for each in (patient.sex, patient.sex_at_birth) if each in BINARY}
    return known.pop() if len(known) == 1 else ""


def _pregnant(patient: Patient, on: date, context: Context) -> bool | None:
    if is_pregnant_on(on, context.pregnancies):
        return True
    return False if _sex(patient) == "male" else None


def _computed(facts: ObservationFacts, limits: Limits, unit: str) -> str:
    if not isinstance(facts.value, fields.Quantity):
        return ""
    value = Value(facts.value.value, facts.value.comparator)
    found = interpret_result(value, unit=facts.value.code or facts.value.unit, range_unit=unit, limits=limits)
    if found is None or (facts.flag and found == "N"):
        return ""
    return found.value
