"""Statuses and flags of laboratory orders, reports and results (FHIR R4, HL7 v2 tables 0078 and 0085)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Protocol

from features.foundation.clinical.interpretation import Interpretation, Limits, interpret_compared
from features.foundation.clinical.statuses import ObservationStatus
from features.foundation.clinical.units import UnitsDiffer, convert

ResultStatus = ObservationStatus


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

COMPARATORS = ("", "<", "<=", ">=", ">")
"""FHIR R4; empty where the number is the value itself."""

CRITICAL_FLAGS = frozenset({"LL", "HH", "AA"})
"""`<` and `>` are critical by the policy of the facility."""

ABNORMAL_FLAGS = ("L", "H", "LL", "HH", "A", "AA", "<", ">")
"""What a list of abnormal results shows: all that is not normal, and what lies beyond the instrument."""

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


def status_of_obx_11(code: str) -> ResultStatus:
    """The status that a sender tells by a code of HL7 table 0085.

    Raises ValueError for every other code, one in lower case too: the status of a result is not guessed.
    """
    if code not in STATUS_OF_OBX_11:
        raise ValueError(f"OBX-11 is none of {' '.join(sorted(STATUS_OF_OBX_11))}: {code!r}")
    return STATUS_OF_OBX_11[code]


class Step(StrEnum):
    """What a status does to a result that has one already."""

    REPEATED = "repeated"
    """The same status again: senders repeat what they told. It changes nothing by itself."""
    ADVANCED = "advanced"
    """The work goes on."""
    CORRECTED = "corrected"
    """What was told no longer holds: everyone who acknowledged the old value is told again."""
    REFUSED = "refused"


_CORRECTIONS = {ResultStatus.AMENDED, ResultStatus.CORRECTED}
_ADVANCES = {
    ResultStatus.REGISTERED: {ResultStatus.PRELIMINARY, ResultStatus.FINAL, ResultStatus.CANCELLED},
    ResultStatus.PRELIMINARY: {ResultStatus.FINAL, ResultStatus.CANCELLED},
    ResultStatus.UNKNOWN: {
        ResultStatus.REGISTERED,
        ResultStatus.PRELIMINARY,
        ResultStatus.FINAL,
        ResultStatus.CANCELLED,
    },
}


def step(old: ResultStatus, new: ResultStatus) -> Step:
    """What it means that a result of one status is told with another.

    Whatever was wrong may become entered in error, and stays so. A correction is taken after every status but
    cancelled, since the sender may have told the final value to somebody else only. Nothing goes back: a final value
    is not preliminary again, a corrected one is not merely final.
    """
    if new == old:
        return Step.REPEATED
    if old == ResultStatus.ENTERED_IN_ERROR:
        return Step.REFUSED
    if new == ResultStatus.ENTERED_IN_ERROR:
        return Step.CORRECTED
    if new in _CORRECTIONS and old != ResultStatus.CANCELLED:
        return Step.CORRECTED
    return Step.ADVANCED if new in _ADVANCES.get(old, set()) else Step.REFUSED


def may_become(old: ResultStatus, new: ResultStatus) -> bool:
    """Whether a result may be told with the new status: as a repetition, as the next step or as a correction."""
    return step(old, new) != Step.REFUSED


@dataclass(frozen=True, slots=True)
class Value:
    """What a laboratory reported: a number, perhaps with a comparator, or text such as a titre."""

    number: Decimal | None = None
    comparator: str = ""
    text: str = ""


_NUMBER = re.compile(r"(<=|>=|[<>≤≥])?\s*([+-]?(?:\d+(?:\.\d+)?|\.\d+))", re.ASCII)
_AS_TYPED = {"≤": "<=", "≥": ">="}


def parse_value(text: str, *, is_numeric: bool = False) -> Value:
    """`5.0`, `.5`, `>200`, `≤ 5`, `1:64`, `positive`.

    Raises ValueError in a numeric test for what is no number; a comma is none of a number, because nobody knows
    whether `1,000` is a thousand or one.
    """
    written = text.strip()
    if found := _NUMBER.fullmatch(written):
        comparator = found[1] or ""
        return Value(Decimal(found[2]), _AS_TYPED.get(comparator, comparator))
    if not written:
        raise ValueError("no value")
    if is_numeric and "," in written:
        raise ValueError("not a number: write it without a comma, with a point before the decimals")
    if is_numeric:
        raise ValueError("not a number")
    return Value(text=written)


def interpret_result(value: Value, *, unit: str, range_unit: str, limits: Limits) -> Interpretation | None:
    """None is "not interpreted", never normal: text, a unit that cannot be converted to the range's, or a range that
    does not tell what is normal on the side of the value.
    """
    if value.number is None:
        return None
    try:
        number = convert(value.number, unit, range_unit)
    except UnitsDiffer:
        return None
    return interpret_compared(value.comparator, number, limits)


class Reach(Protocol):
    """Whom a range is meant for: ages in months `[from, to)`, and a sex and pregnancy or, left open, all."""

    sex: str
    pregnant: bool | None
    from_months: int
    to_months: int | None


def range_for[Range: Reach](
    ranges: Iterable[Range], *, months: int, sex: str, pregnant: bool | None
) -> Range | None:
    """Of a test's ranges the one for a patient of so many completed months; None where none fits.

    The most specific one counts: what is said of pregnancy before what is said of a sex, either before what is said
    of all. A sex that is neither female nor male, and a pregnancy that nobody recorded (None), meet only ranges
    that leave it open.
    """
    fitting = [
        each
        for each in ranges
        if each.from_months <= months
        and (each.to_months is None or months < each.to_months)
        and each.sex in ("", sex)
        and each.pregnant in (None, pregnant)
    ]
    return max(fitting, key=lambda each: (each.pregnant is not None, each.sex != ""), default=None)


def range_for_ages[Range: Reach](
    ranges: Iterable[Range], *, ages: Iterable[int], sex: str, pregnant: bool | None
) -> Range | None:
    """The range for a patient of whom several ages in months are possible; None where they have different ones."""
    known = list(ranges)
    found = [range_for(known, months=months, sex=sex, pregnant=pregnant) for months in ages]
    return found[0] if found and all(each is found[0] for each in found) else None


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
