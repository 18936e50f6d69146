"""Whether a value is low, normal or critical: the one function for vital signs and laboratory results."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise
from typing import Self


class Interpretation(StrEnum):
    """HL7 table 0078. The two of the scale are of bounds such as `<3`: abnormal for certain, and perhaps critical."""

    CRITICALLY_LOW = "LL"
    BELOW_SCALE = "<"
    LOW = "L"
    NORMAL = "N"
    HIGH = "H"
    ABOVE_SCALE = ">"
    CRITICALLY_HIGH = "HH"


_SEVERITY = {
    Interpretation.NORMAL: 0,
    Interpretation.LOW: 1,
    Interpretation.HIGH: 1,
    Interpretation.BELOW_SCALE: 2,
    Interpretation.ABOVE_SCALE: 2,
    Interpretation.CRITICALLY_LOW: 3,
    Interpretation.CRITICALLY_HIGH: 3,
}


@dataclass(frozen=True, slots=True)
class Limits:
    """What is normal, and from where on it is critical; None where no limit is known.

    A missing normal limit is unknown, so that no value is normal on that side, unless the side is `open_below` or
    `open_above`: one-sided on purpose, as in `<= 5.0`. A missing critical limit only skips its test, since not every
    value has one. `source` says who vouches for the limits; empty where nobody has to be named.

    Raises ValueError unless the limits ascend, and for an open side that has a normal limit or no opposite one.
    """

    low: Decimal | None = None
    high: Decimal | None = None
    critical_low: Decimal | None = None
    critical_high: Decimal | None = None
    open_below: bool = False
    open_above: bool = False
    source: str = ""

    def __post_init__(self) -> None:
        known = [
            limit
            for limit in (self.critical_low, self.low, self.high, self.critical_high)
            if limit is not None
        ]
        if any(lower > upper for lower, upper in pairwise(known)):
            raise ValueError("limits do not ascend")
        if self.open_below and (self.low is not None or self.high is None):
            raise ValueError("open below needs a high limit alone")
        if self.open_above and (self.high is not None or self.low is None):
            raise ValueError("open above needs a low limit alone")

    @classmethod
    def as_printed(
        cls,
        low: Decimal | None = None,
        high: Decimal | None = None,
        critical_low: Decimal | None = None,
        critical_high: Decimal | None = None,
        source: str = "",
    ) -> Self:
        """As laboratories print their ranges: one normal limit alone means that the other side is open.

        Without any normal limit nothing is open: of critical limits alone nobody learns what is normal.
        """
        return cls(
            low,
            high,
            critical_low,
            critical_high,
            open_below=low is None and high is not None,
            open_above=high is None and low is not None,
            source=source,
        )

    @property
    def knows_normal(self) -> bool:
        """Whether both sides of what is normal are known, each by its limit or as open on purpose."""
        return (self.low is not None or self.open_below) and (self.high is not None or self.open_above)


NO_LIMITS = Limits()
"""A value that has these is not judged: nothing is known of what is normal."""


def interpret(value: Decimal, limits: Limits) -> Interpretation | None:
    """Critical limits belong to what is critical, normal limits to what is normal. A missing limit skips its test.

    None is "not judged", which is not the same as normal: the value breaks no limit that is known, but what is
    normal is not known on both sides.
    """
    if limits.critical_low is not None and value <= limits.critical_low:
        return Interpretation.CRITICALLY_LOW
    if limits.critical_high is not None and value >= limits.critical_high:
        return Interpretation.CRITICALLY_HIGH
    if limits.low is not None and value < limits.low:
        return Interpretation.LOW
    if limits.high is not None and value > limits.high:
        return Interpretation.HIGH
    return Interpretation.NORMAL if limits.knows_normal else None


_SCALE = {
    frozenset({Interpretation.LOW, Interpretation.CRITICALLY_LOW}): Interpretation.BELOW_SCALE,
    frozenset({Interpretation.HIGH, Interpretation.CRITICALLY_HIGH}): Interpretation.ABOVE_SCALE,
}


def interpret_compared(comparator: str, value: Decimal, limits: Limits) -> Interpretation | None:
    """What is certain of a bound such as `<0.01` or `>200`, from the two ends of the values that it leaves open.

    Where both ends read alike, so does all between: `<0.01` is normal where `<= 0.04` is. `<3` below a low limit of
    3.5 with a critical one of 2.8 is low for certain and perhaps critical: it reads BELOW_SCALE, "low, may be
    critical", because LOW would hide the danger and CRITICALLY_LOW would claim what nobody measured; whether it
    alarms is the facility's policy. None where it may be normal as well as not. Without a comparator it is `interpret`.

    Raises ValueError for a comparator that is none of `<`, `<=`, `>=`, `>`.
    """
    if not comparator:
        return interpret(value, limits)
    if comparator not in ("<", "<=", ">=", ">"):
        raise ValueError(f"no comparator: {comparator}")
    downwards = comparator.startswith("<")
    nearest = value
    if "=" not in comparator:
        nearest = value.next_minus() if downwards else value.next_plus()
    near = interpret(nearest, limits)
    far = interpret(Decimal("-Infinity" if downwards else "Infinity"), limits)
    if near == far:
        return near
    return _SCALE.get(frozenset({near, far}))  # type: ignore[arg-type]  # with None in it there is no such key


def worse(*parts: Interpretation | None) -> Interpretation | None:
    """The most severe of them, the first where they are alike: of a blood pressure's two parts, of a panel.

    None is a part that was not judged: beside an abnormal one it changes nothing, beside a normal one the whole is
    not judged either.
    """
    told = [part for part in parts if part is not None]
    worst = max(told, key=_SEVERITY.__getitem__, default=None)
    if worst == Interpretation.NORMAL and len(told) < len(parts):
        return None
    return worst


PRINTED = {"<=": "≤", ">=": "≥"}
"""How a comparator is printed, where not as it is kept."""


def range_words(limits: Limits) -> str:
    """The normal range as it is printed: `≤ 5.0`, `≥ 40`, or both with a dash; nothing where there is none."""
    if limits.low is None and limits.high is None:
        return ""
    if limits.low is None:
        return f"≤ {limits.high}"
    if limits.high is None:
        return f"≥ {limits.low}"
    return f"{limits.low}–{limits.high}"
