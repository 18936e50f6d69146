"""What is known of a patient's allergies: not asked is not none known."""

from datetime import UTC, date, datetime, time, timedelta
from types import SimpleNamespace

import pytest

from features.problems.rules import (
    ALLERGY_VERIFICATIONS,
    AllergyCategory,
    Criticality,
    allergy_knowledge,
    is_pregnant_on,
)

DAY = date(2026, 3, 14)


@pytest.mark.parametrize(
    ("status", "last_period", "ended", "recorded", "expected"),
    [
        ("pregnant", 0, None, 30, True),
        ("pregnant", -1, None, 30, True),
        ("pregnant", 1, None, 30, False),
        ("pregnant", None, None, 0, True),
        ("pregnant", None, None, 1, False),
        ("ended", -280, 0, 0, True),
        ("ended", -280, 1, 2, True),
        ("ended", -280, -1, 0, False),
        ("ended", -280, None, 0, False),
        ("ended", 1, 280, 300, False),
        ("entered-in-error", -280, None, 0, False),
    ],
)
def test_a_pregnancy_spans_the_days_from_its_beginning_to_its_end(
    status, last_period, ended, recorded, expected
):
    def day(offset):
        return None if offset is None else DAY + timedelta(days=offset)

    pregnancy = SimpleNamespace(
        status=status,
        last_period_on=day(last_period),
        ended_on=day(ended),
        recorded_at=datetime.combine(day(recorded), time(9), UTC),
    )
    another = SimpleNamespace(
        status="ended",
        last_period_on=date(2001, 1, 1),
        ended_on=date(2001, 9, 1),
        recorded_at=datetime(2001, 9, 1, tzinfo=UTC),
    )

    assert is_pregnant_on(DAY, [pregnancy]) is expected
    assert is_pregnant_on(DAY, [another, pregnancy]) is expected
    assert is_pregnant_on(DAY, [another]) is is_pregnant_on(DAY, []) is False


@pytest.mark.parametrize(
    ("present_allergies", "denied", "expected"),
    [(0, False, "not asked"), (0, True, "none known"), (1, False, "known"), (2, True, "known")],
)
def test_not_asked_is_not_none_known(present_allergies, denied, expected):
    assert allergy_knowledge(present_allergies=present_allergies, denied=denied) == expected


def test_the_published_words():
    assert [c.value for c in AllergyCategory] == ["food", "medication", "environment", "biologic"]
    assert [v.value for v in ALLERGY_VERIFICATIONS] == [
        "unconfirmed",
        "confirmed",
        "refuted",
        "entered-in-error",
    ]
    assert [c.value for c in Criticality] == ["low", "high", "unable-to-assess"]
