"""Whether a value is low, normal or critical: the one function for vital signs and laboratory results."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise


class Interpretation(StrEnum):
    """HL7 table 0078."""

    CRITICALLY_LOW = "LL"
    LOW = "L"
    NORMAL = "N"
    HIGH = "H"
    CRITICALLY_HIGH = "HH"


_SEVERITY = {
    Interpretation.NORMAL: 0,
    Interpretation.LOW: 1,
    Interpretation.HIGH: 1,
    Interpretation.CRITICALLY_LOW: 2,
    Interpretation.CRITICALLY_HIGH: 2,
}


@dataclass(frozen=True, slots=True)
class Limits:
    """What is normal, and from where on it is critical; None where there is no limit. Raises ValueError unless they
    ascend."""

    low: Decimal | None = None
    high: Decimal | None = None
    critical_low: Decimal | None = None
    critical_high: Decimal | None = None

    def __post_init__(self) -> None:
        known = [
            limit
            for limit in (self.critical_low, self.low, self.high, self.critical_high)
            if limit is not None
        ]
        if any(lower > upper for lower, upper in pairwise(known)):
            raise ValueError("limits do not ascend")


def interpret(value: Decimal, limits: Limits) -> Interpretation:
    """Critical limits belong to what is critical, normal limits to what is normal. A missing limit skips its test."""
    if limits.critical_low is not None and value <= limits.critical_low:
        return Interpretation.CRITICALLY_LOW
    if limits.critical_high is not None and value >= limits.critical_high:
        return Interpretation.CRITICALLY_HIGH
    if limits.low is not None and value < limits.low:
        return Interpretation.LOW
    if limits.high is not None and value > limits.high:
        return Interpretation.HIGH
    return Interpretation.NORMAL


def interpret_compared(comparator: str, value: Decimal, limits: Limits) -> Interpretation | None:
    """What is certain of a result such as `<0.01` or `>200`; None where it could be normal as well.

    Without a comparator it is `interpret`. `<0.5` lies below a low limit of 0.5, `<=0.5` may lie on it.
    """
    if not comparator:
        return interpret(value, limits)
    strictly = "=" not in comparator
    if comparator.startswith("<"):
        if limits.critical_low is not None and value <= limits.critical_low:
            return Interpretation.CRITICALLY_LOW
        is_low = limits.low is not None and (value < limits.low or (strictly and value == limits.low))
        return Interpretation.LOW if is_low else None
    if limits.critical_high is not None and value >= limits.critical_high:
        return Interpretation.CRITICALLY_HIGH
    is_high = limits.high is not None and (value > limits.high or (strictly and value == limits.high))
    return Interpretation.HIGH if is_high else None


def worse(*interpretations: Interpretation) -> Interpretation:
    """The most severe of them, the first where they are alike: of a blood pressure's two parts, of a panel."""
    return max(interpretations, key=_SEVERITY.__getitem__)


def range_words(limits: Limits) -> str:
    """The normal range as it is printed: `<= 5.0`, `>= 40`, or both with a dash; nothing where there is none."""
    if limits.low is None and limits.high is None:
        return ""
    if limits.low is None:
        return f"<= {limits.high}"
    if limits.high is None:
        return f">= {limits.low}"
    return f"{limits.low}–{limits.high}"
