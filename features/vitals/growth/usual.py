"""What a body weighs and measures, as far as that is plausible at its age: beyond it a person is asked once.

Children: the flags of implausible z-scores of WHO ("Recommendations for data collection, analysis and reporting on
anthropometric indicators in children under 5 years old", 2019), as far as there are tables. Everybody else: our own
defaults, which the facility must approve.
"""

from collections.abc import Iterable
from decimal import Decimal

from features.foundation.clinical.units import shown
from features.vitals.growth.scores import FURTHEST, value_at
from features.vitals.growth.tables import MEASURES, Lms, Measure, Sex, lms_at

FLAGGED = {"weight": (-6, 5), "height": (-6, 6), "head_circumference": (-5, 5)}
"""z-scores, inclusive: what lies beyond is more probably a slip than a child."""
FROM_MONTHS = {
    "weight": ((120, Decimal(15), Decimal(200)), (216, Decimal(25), Decimal(300))),
    "height": ((228, Decimal(120), Decimal(220)),),
}
"""Where WHO has no tables any more: from an age in completed months on, the lowest and the highest, in kg and cm."""

type Range = tuple[Decimal, Decimal]


def usual(sign: str, sex: Sex | None, *, days: int | None, months: int | None) -> Range | None:
    """The lowest and the highest plausible value of a sign in its unit; None where nothing is known of this age.

    `days` is the age of somebody whose birth date is known to the day. Without a sex both are possible.
    """
    rows = _rows(sign, sex, days)
    if rows:
        measure, (low, high) = MEASURES[sign], FLAGGED[sign]
        lowest = min(_beyond(row, low, restricted=measure.by_weight) for row in rows)
        highest = max(_beyond(row, high, restricted=measure.by_weight) for row in rows)
        return _rounded(lowest, measure), _rounded(highest, measure)
    if months is None:
        return None
    return next(
        ((low, high) for start, low, high in reversed(FROM_MONTHS.get(sign, ())) if start <= months), None
    )


def grown(value: Decimal, sign: str, sex: Sex | None, *, then: int | None, now: int | None) -> Decimal:
    """What a value of a child `then` has become `now`, if it grew as the median does; ages in days.

    The value as it was where there are no tables for both ages.
    """
    ratios = [
        Decimal(later.median / earlier.median)
        for earlier, later in zip(_rows(sign, sex, then), _rows(sign, sex, now), strict=False)
    ]
    return value * sum(ratios) / len(ratios) if ratios else value


def _rows(sign: str, sex: Sex | None, days: int | None) -> list[Lms]:
    if sign not in FLAGGED or days is None:
        return []
    sexes: Iterable[Sex] = [sex] if sex else list(Sex)
    return [row for one in sexes if (row := lms_at(MEASURES[sign], one, days))]


def _beyond(lms: Lms, z: int, *, restricted: bool) -> float:
    """The value at a z-score further than 3: of weights in steps of the distance of 2 and 3 SD, as they are scored."""
    if not restricted:
        return value_at(lms, z)
    side = 1 if z > 0 else -1
    third, second = value_at(lms, side * FURTHEST), value_at(lms, side * (FURTHEST - 1))
    return third + (abs(z) - FURTHEST) * (third - second)


def _rounded(value: float, measure: Measure) -> Decimal:
    return shown(Decimal(repr(value)), min(measure.places, 1))
