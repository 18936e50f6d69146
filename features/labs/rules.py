"""Statuses and flags of laboratory orders, reports and results (FHIR R4, HL7 v2 tables 0078 and 0085)."""

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from features.foundation.clinical.interpretation import NO_LIMITS, Interpretation, Limits, interpret_compared
from features.foundation.clinical.units import UnitsDiffer, convert


class ResultStatus(StrEnum):
    """FHIR ObservationStatus."""

    REGISTERED = "registered"
    PRELIMINARY = "preliminary"
    FINAL = "final"
    AMENDED = "amended"
    CORRECTED = "corrected"
    CANCELLED = "cancelled"
    ENTERED_IN_ERROR = "entered-in-error"
    UNKNOWN = "unknown"


class ReportStatus(StrEnum):
    """FHIR DiagnosticReportStatus."""

    REGISTERED = "registered"
    PARTIAL = "partial"
    PRELIMINARY = "preliminary"
    FINAL = "final"
    AMENDED = "amended"
    CORRECTED = "corrected"
    APPENDED = "appended"
    CANCELLED = "cancelled"
    ENTERED_IN_ERROR = "entered-in-error"
    UNKNOWN = "unknown"


class OrderStatus(StrEnum):
    """FHIR RequestStatus."""

    DRAFT = "draft"
    ACTIVE = "active"
    ON_HOLD = "on-hold"
    REVOKED = "revoked"
    COMPLETED = "completed"
    ENTERED_IN_ERROR = "entered-in-error"
    UNKNOWN = "unknown"


FLAGS = ("L", "H", "LL", "HH", "<", ">", "N", "A", "AA", "U", "D", "B", "W", "S", "R", "I")
"""HL7 0078, as far as we read it."""

CRITICAL_FLAGS = frozenset({"LL", "HH", "AA"})
"""`<` and `>` are critical by the policy of the facility."""

WITHOUT_VALUE = (
    ResultStatus.REGISTERED,
    ResultStatus.CANCELLED,
    ResultStatus.ENTERED_IN_ERROR,
    ResultStatus.UNKNOWN,
)
"""Statuses in which a result may have no value."""

STATUS_OF_OBX_11 = {
    **dict.fromkeys("PRS", ResultStatus.PRELIMINARY),
    **dict.fromkeys("FU", ResultStatus.FINAL),
    "C": ResultStatus.CORRECTED,
    "X": ResultStatus.CANCELLED,
    **dict.fromkeys("DW", ResultStatus.ENTERED_IN_ERROR),
    "I": ResultStatus.REGISTERED,
}
NOTIFIES_AGAIN = frozenset("CDW")
"""These codes of OBX-11 tell again everyone who acknowledged the old value."""

_NEXT = {
    ResultStatus.REGISTERED: {ResultStatus.PRELIMINARY, ResultStatus.FINAL, ResultStatus.CANCELLED},
    ResultStatus.PRELIMINARY: {ResultStatus.FINAL, ResultStatus.CANCELLED},
    ResultStatus.FINAL: {ResultStatus.AMENDED, ResultStatus.CORRECTED},
    ResultStatus.AMENDED: {ResultStatus.AMENDED, ResultStatus.CORRECTED},
    ResultStatus.CORRECTED: {ResultStatus.AMENDED, ResultStatus.CORRECTED},
    ResultStatus.CANCELLED: set(),
    ResultStatus.UNKNOWN: set(ResultStatus) - {ResultStatus.UNKNOWN},
}


def may_become(old: ResultStatus, new: ResultStatus) -> bool:
    """Whether a result may go from one status to the next; whatever was wrong may become entered in error."""
    if new == ResultStatus.ENTERED_IN_ERROR:
        return old != ResultStatus.ENTERED_IN_ERROR
    return new in _NEXT.get(old, set())


@dataclass(frozen=True, slots=True)
class Value:
    """What a laboratory reported: a number, perhaps with a comparator, or text such as a titre."""

    number: Decimal | None = None
    comparator: str = ""
    text: str = ""


_NUMBER = re.compile(r"(<=|>=|<|>)?\s*([+-]?\d+(?:\.\d+)?)")


def parse_value(text: str, *, is_numeric: bool = False) -> Value:
    """`5.0`, `>200`, `1:64`, `positive`. Raises ValueError for "not a number" in a numeric test."""
    written = text.strip()
    if found := _NUMBER.fullmatch(written):
        return Value(Decimal(found[2]), found[1] or "")
    if is_numeric or not written:
        raise ValueError("not a number" if written else "no value")
    return Value(text=written)


def interpret_result(value: Value, *, unit: str, range_unit: str, limits: Limits) -> Interpretation | None:
    """None is "not interpreted": text, no range, or a unit that cannot be converted to the range's; never normal."""
    if value.number is None or limits == NO_LIMITS:
        return None
    try:
        number = convert(value.number, unit, range_unit)
    except UnitsDiffer:
        return None
    return interpret_compared(value.comparator, number, limits)


PLAIN_CODE = r"[0-9A-Za-z][0-9A-Za-z.-]{0,59}"
"""A code that can stand in an address, as LOINC's do: `718-7`."""


def is_plain_code(code: str) -> bool:
    """Whether the code of a test can stand in an address."""
    return re.fullmatch(PLAIN_CODE, code) is not None


def _critical(low: str, high: str) -> Limits:
    return Limits(critical_low=Decimal(low) if low else None, critical_high=Decimal(high) if high else None)


SUGGESTED_CRITICAL = {
    "2823-3": ("mmol/L", _critical("2.8", "6.2")),
    "2951-2": ("mmol/L", _critical("120", "160")),
    "2345-7": ("mg/dL", _critical("50", "450")),
    "17861-6": ("mg/dL", _critical("6.0", "13.0")),
    "19123-9": ("mg/dL", _critical("1.0", "4.7")),
    "718-7": ("g/dL", _critical("7", "20")),
    "777-3": ("10*3/uL", _critical("20", "1000")),
    "6690-2": ("10*3/uL", _critical("1.0", "50")),
    "2744-1": ("[pH]", _critical("7.20", "7.60")),
    "6301-6": ("{INR}", _critical("", "5.0")),
}
"""By LOINC code: potassium, sodium, glucose, calcium, magnesium, haemoglobin, platelets, leukocytes, arterial pH, INR.

Suggested for adults; laboratories differ, so the facility sets them.
"""
