"""Medication orders: every step from every status, the published reasons to stop, and which list an order is in."""

from datetime import UTC, datetime

import pytest

from features.medications.rules import OrderStatus, StopReason, may_become, standing

NEXT = {
    "draft": "active cancelled entered-in-error",
    "active": "on-hold completed stopped entered-in-error",
    "on-hold": "active cancelled stopped entered-in-error",
    "completed": "entered-in-error",
    "cancelled": "entered-in-error",
    "stopped": "entered-in-error",
    "unknown": "active on-hold completed cancelled stopped entered-in-error",
    "entered-in-error": "",
}
REASONS = """alternative chosen, clarification, dose too high, hospital admission, lab interference, not available,
pregnancy, allergy, drug interaction, duplicate therapy, intolerance, surgery, washout, no longer needed, ineffective,
patients wish, other"""
BEFORE, NOW, AFTER = (datetime(2026, 3, 14, hour, tzinfo=UTC) for hour in (8, 9, 10))


def test_the_table_knows_every_status():
    assert set(NEXT) == set(OrderStatus)


@pytest.mark.parametrize("new", OrderStatus)
@pytest.mark.parametrize("old", OrderStatus)
def test_an_order_goes_from_one_status_only_to_the_next(old, new):
    assert may_become(old, new) is (new in NEXT[old].split())


def test_reasons_to_stop_as_published():
    assert [reason.replace("-", " ") for reason in StopReason] == " ".join(REASONS.split()).split(", ")


@pytest.mark.parametrize(
    ("status", "starts_at", "ends_at", "expected"),
    [
        ("active", BEFORE, None, "active"),
        ("active", NOW, None, "active"),
        ("active", AFTER, None, "future"),
        ("active", BEFORE, AFTER, "active"),
        ("active", BEFORE, NOW, "past"),
        ("active", BEFORE, BEFORE, "past"),
        ("on-hold", BEFORE, None, "active"),
        ("on-hold", AFTER, None, "future"),
        ("stopped", BEFORE, None, "past"),
        ("stopped", BEFORE, AFTER, "past"),
        ("stopped", AFTER, None, "past"),
        ("completed", BEFORE, None, "past"),
        ("draft", BEFORE, None, None),
        ("cancelled", BEFORE, None, None),
        ("entered-in-error", BEFORE, None, None),
        ("unknown", BEFORE, None, None),
    ],
)
def test_active_is_started_not_stopped_and_not_past_its_end(status, starts_at, ends_at, expected):
    assert standing(status, starts_at=starts_at, ends_at=ends_at, at=NOW) == expected
