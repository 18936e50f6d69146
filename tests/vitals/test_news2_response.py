"""What a NEWS2 score calls for: risk, trigger, and when the next set is due."""

from datetime import UTC, datetime, timedelta

import pytest

from features.vitals.news2 import INTERVALS, RISKS, Interval, Level, Score, level_of, next_set


@pytest.mark.parametrize(
    ("total", "has_three", "level", "risk", "trigger"),
    [
        (0, False, "0", "low", None),
        (1, False, "1-4", "low", None),
        (4, False, "1-4", "low", None),
        (3, True, "single 3", "low-medium", "urgent review"),
        (4, True, "single 3", "low-medium", "urgent review"),
        (5, False, "5-6", "medium", "urgent review"),
        (5, True, "5-6", "medium", "urgent review"),
        (6, True, "5-6", "medium", "urgent review"),
        (7, False, "7 and more", "high", "emergency"),
        (7, True, "7 and more", "high", "emergency"),
        (20, True, "7 and more", "high", "emergency"),
    ],
)
def test_risk_and_trigger(total, has_three, level, risk, trigger):
    rest = total - 3 if has_three else total
    ones = [min(2, rest - at) for at in range(0, rest, 2)]
    score = Score(dict(enumerate([*([3] if has_three else []), *ones])), 7)

    assert (score.total, score.level, score.risk, score.trigger) == (total, level, risk, trigger)
    assert level_of(total, has_three=has_three) == level
    assert RISKS[Level(level)] == risk


@pytest.mark.parametrize(
    ("level", "due", "overdue", "is_continuous"),
    [
        (Level.ZERO, 12 * 60, 12 * 60, False),
        (Level.ONE_TO_FOUR, 4 * 60, 6 * 60, False),
        (Level.SINGLE_THREE, 60, 60, False),
        (Level.FIVE_OR_SIX, 60, 60, False),
        (Level.SEVEN_OR_MORE, 30, 30, True),
    ],
)
def test_when_the_next_set_is_due(level, due, overdue, is_continuous):
    taken_at = datetime(2026, 3, 14, 9, 30, tzinfo=UTC)

    assert next_set(taken_at, level) == (
        taken_at + timedelta(minutes=due),
        taken_at + timedelta(minutes=overdue),
    )
    assert INTERVALS[level].is_continuous is is_continuous


def test_a_facility_has_its_own_intervals():
    taken_at = datetime(2026, 3, 14, 9, 30, tzinfo=UTC)
    own = {**INTERVALS, Level.ZERO: Interval(timedelta(hours=8), timedelta(hours=9))}

    assert next_set(taken_at, Level.ZERO, own)[0] == taken_at + timedelta(hours=8)
