"""What a facility decided of vital signs in the place of the defaults: limits, what is asked, when to look again.

    standards_here().signs["systolic"].normal        # of the facility whose person asks
    standards_of(facility).intervals[Level.ZERO].due

A facility decides by parts: a sign, or a level of NEWS2. What it decided stands in `Facility.standards["vitals"]`, by
part. What cannot be read there, or contradicts itself, leaves the default of that part. Hard limits, the bands of
children and the scores of NEWS2 are nobody's to decide. Without a database.
"""

import logging
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise
from typing import Any
from uuid import UUID

from features.foundation.access.here import facility_here
from features.foundation.access.models import Facility
from features.vitals.news2 import INTERVALS, Interval, Level
from features.vitals.rules import ADULT_FROM, SIGNS, Sign

FEATURE = "vitals"
"""Under which a facility keeps what it decided of them."""
SHORTEST, LONGEST = timedelta(minutes=5), timedelta(days=7)
"""Between two sets that a facility may ask for."""
LONGEST_SOURCE = 200

type Told = Mapping[str, Any]
"""A part as it is kept: JSON, with numbers of signs as text."""

logger = logging.getLogger(__name__)


class Group(StrEnum):
    """Whom a sign is asked of."""

    ADULTS = "adults"
    CHILDREN = "children"


ALL, CHILDREN_ALONE = frozenset(Group), frozenset({Group.CHILDREN})
ASKED: Mapping[str, frozenset[Group]] = {
    "pain": ALL,
    "weight": ALL,
    "height": ALL,
    "head_circumference": CHILDREN_ALONE,
    "muac": CHILDREN_ALONE,
}
"""The signs that a facility may leave out, and of whom they are asked by default. Those of NEWS2 are always asked: a
score without one of them is none."""
LIMITED = tuple(name for name, row in SIGNS.items() if row.soft)
"""The signs whose limits a facility may set."""
LEVELS = {level.name.lower(): level for level in Level}
PARTS = (*LIMITED, *ASKED, *LEVELS)
"""What a facility decides, one by one."""


@dataclass(frozen=True, slots=True)
class Approval:
    """Who approved a part, when, and after which source."""

    by: UUID
    at: datetime
    source: str


@dataclass(frozen=True, slots=True)
class Standards:
    """What holds at a facility. `signs` are those of adults; of a part that is not in `approved` the default holds."""

    signs: Mapping[str, Sign] = field(default_factory=lambda: SIGNS)
    asked: Mapping[str, frozenset[Group]] = field(default_factory=lambda: ASKED)
    intervals: Mapping[Level, Interval] = field(default_factory=lambda: INTERVALS)
    approved: Mapping[str, Approval] = field(default_factory=dict)

    def asks(self, sign: str, months: int | None) -> bool:
        """Whether the form asks a sign of somebody of so many completed months; where the age is not known, if it asks
        it of anybody."""
        groups = self.asked.get(sign, ALL)
        if months is None:
            return bool(groups)
        return (Group.CHILDREN if months < ADULT_FROM else Group.ADULTS) in groups

    def soft(self, sign: str, months: int | None) -> tuple[Decimal, Decimal] | None:
        """Outside of what a value is confirmed. What the facility decided holds for adults."""
        is_adult = months is not None and months >= ADULT_FROM
        return (self.signs if is_adult else SIGNS)[sign].soft


DEFAULTS = Standards()


def standards_here() -> Standards:
    """Those of the facility where the person works who asks; the defaults outside a request."""
    return standards_of(facility_here())


def standards_of(facility: Facility | None) -> Standards:
    """Those of a facility, read once for all that is judged by them; the defaults of none."""
    if facility is None or not facility.standards:
        return DEFAULTS
    stored = facility.standards
    known = facility.__dict__.get("_vitals_standards")
    if known is None or known[0] is not stored:
        known = facility.__dict__["_vitals_standards"] = (stored, read_standards(stored))
    return known[1]


def read_standards(stored: Any) -> Standards:
    """From the JSON of a facility. The log names a part that could not be read, never what stands there."""
    told = stored.get(FEATURE) if isinstance(stored, dict) else None
    if not isinstance(told, dict):
        return DEFAULTS
    signs, asked, intervals, approved = {**SIGNS}, {**ASKED}, {**INTERVALS}, {}
    for part in PARTS:
        if part not in told:
            continue
        try:
            decided, approval = read_part(part, told[part]), _approval(told[part])
        except (ArithmeticError, AttributeError, KeyError, TypeError, ValueError):
            logger.warning("The standard of %s cannot be read; its default holds.", part)
            continue
        approved[part] = approval
        if isinstance(decided, Sign):
            signs[part] = decided
        elif isinstance(decided, Interval):
            intervals[LEVELS[part]] = decided
        else:
            asked[part] = decided
    return Standards(signs, asked, intervals, approved)


def read_part(part: str, told: Told) -> Sign | Interval | frozenset[Group]:
    """What was decided of a part. Raises ValueError and the like where that cannot be read or contradicts itself."""
    if part in LEVELS:
        return _interval(LEVELS[part], told)
    if part in ASKED:
        return _groups(part, told)
    sign = sign_of(part, told)
    if any(faults(sign)):
        raise ValueError("the limits contradict each other")
    return sign


def sign_of(part: str, told: Told) -> Sign:
    """The sign with limits as they are told, even if they contradict each other."""
    return replace(
        SIGNS[part],
        soft=_limits(told["soft"]),
        normal=_limits(told["normal"]),
        critical=_limits(told["critical"]),
        source=_source(told),
    )


def tell_part(standards: Standards, part: str) -> dict[str, Any]:
    """A part as it is kept, as `read_part` reads it, without who approved it."""
    source = standards.approved[part].source if part in standards.approved else ""
    if part in LEVELS:
        interval = standards.intervals[LEVELS[part]]
        return {"due": minutes(interval.due), "overdue": minutes(interval.overdue), "source": source}
    if part in ASKED:
        return {"asked": sorted(standards.asked[part]), "source": source}
    row = standards.signs[part]
    limits = {"soft": row.soft, "normal": row.normal, "critical": row.critical}
    told = {
        name: [None if one is None else f"{one:f}" for one in pair or ()] for name, pair in limits.items()
    }
    return {**told, "source": source}


def minutes(span: timedelta) -> int:
    return int(span / timedelta(minutes=1))


def waits_longer(intervals: Mapping[Level, Interval]) -> Level | None:
    """The first level after which one would wait longer for the next set than after a lower one; None where none is."""
    for lower, higher in pairwise(Level):
        before, after = intervals[lower], intervals[higher]
        if after.due > before.due or after.overdue > before.overdue:
            return higher
    return None


class Fault(StrEnum):
    """What contradicts itself in the limits of a sign."""

    MISSING = "missing"
    REVERSED = "reversed"
    BEYOND_HARD = "beyond-hard"
    BEYOND_SOFT = "beyond-soft"
    WITHIN_NORMAL = "within-normal"


def faults(sign: Sign) -> Iterator[tuple[str, Fault]]:
    """By the limit where it is to be mended: normal within soft within hard, and critical outside normal.

    Limits that are always there: both soft ones, and both normal ones of a sign that is judged. Inclusive limits may
    meet, but what is critical is not normal.
    """
    soft_low, soft_high = sign.soft or (None, None)
    limits = {"soft_low": soft_low, "soft_high": soft_high}
    if sign.normal != (None, None) or sign.critical != (None, None):
        limits |= {"normal_low": sign.normal[0], "normal_high": sign.normal[1]}
    missing = [name for name, limit in limits.items() if limit is None]
    yield from ((name, Fault.MISSING) for name in missing)
    if missing or soft_low is None or soft_high is None:
        return
    for kind, (low, high) in (("soft", (soft_low, soft_high)), ("normal", sign.normal)):
        if low is not None and high is not None and low >= high:
            yield f"{kind}_high", Fault.REVERSED
    for kind, pair in (("soft", (soft_low, soft_high)), ("normal", sign.normal), ("critical", sign.critical)):
        for side, limit in zip(("low", "high"), pair, strict=True):
            if limit is not None and not sign.hard[0] <= limit <= sign.hard[1]:
                yield f"{kind}_{side}", Fault.BEYOND_HARD
            elif limit is not None and kind == "normal" and not soft_low <= limit <= soft_high:
                yield f"{kind}_{side}", Fault.BEYOND_SOFT
    (low, high), (critical_low, critical_high) = sign.normal, sign.critical
    if low is not None and critical_low is not None and critical_low >= low:
        yield "critical_low", Fault.WITHIN_NORMAL
    if high is not None and critical_high is not None and critical_high <= high:
        yield "critical_high", Fault.WITHIN_NORMAL


def _limits(told: Any) -> tuple[Any, Any]:
    low, high = told
    return _limit(low), _limit(high)


def _limit(told: Any) -> Decimal | None:
    if told is None:
        return None
    if not isinstance(told, str):
        raise TypeError("a limit is kept as text")
    limit = Decimal(told)
    if not limit.is_finite():
        raise ValueError("a limit is a number")
    return limit


def _groups(part: str, told: Told) -> frozenset[Group]:
    groups = frozenset(Group(one) for one in told["asked"])
    if not groups <= ASKED[part]:
        raise ValueError("asked of somebody who never has it")
    _source(told)
    return groups


def _interval(level: Level, told: Told) -> Interval:
    if type(told["due"]) is not int or type(told["overdue"]) is not int:
        raise TypeError("minutes are whole")
    due, overdue = timedelta(minutes=told["due"]), timedelta(minutes=told["overdue"])
    if not SHORTEST <= due <= overdue <= LONGEST:
        raise ValueError("overdue is not before due")
    _source(told)
    return replace(INTERVALS[level], due=due, overdue=overdue)


def _source(told: Told) -> str:
    source = told["source"]
    if not isinstance(source, str) or not source.strip() or len(source) > LONGEST_SOURCE:
        raise ValueError("whoever vouches for it is named")
    return source


def _approval(told: Told) -> Approval:
    at = datetime.fromisoformat(told["approved_at"])
    return Approval(UUID(told["approved_by"]), at, _source(told))
