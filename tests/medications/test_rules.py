"""The life of a medication order, and in which list it stands."""

from datetime import UTC, datetime

import pytest

from features.medications.rules import OrderStatus, StopReason, may_become, standing

ALLOWED = {
    "draft": "active cancelled",
    "active": "on-hold completed stopped",
    "on-hold": "active cancelled stopped",
    "completed": "",
    "cancelled": "",
    "stopped": "",
    "entered-in-error": "",
    "unknown": "active on-hold completed cancelled stopped",
}
NOON = datetime(2026, 3, 14, 12, tzinfo=UTC)


def day(number: int) -> datetime:
    return NOON.replace(day=number)


@pytest.mark.parametrize("old", OrderStatus)
def test_an_order_goes_on_as_the_table_says(old):
    allowed = set(ALLOWED[old].split())
    if old != OrderStatus.ENTERED_IN_ERROR:
        allowed.add("entered-in-error")

    assert {new for new in OrderStatus if may_become(old, new)} == allowed


@pytest.mark.parametrize(
    ("status", "starts_at", "ends_at", "expected"),
    [
        ("active", day(13), None, "active"),
        ("active", day(14), None, "active"),
        ("active", day(13), day(15), "active"),
        ("active", day(13), day(14), "past"),
        ("active", day(15), None, "future"),
        ("on-hold", day(13), None, "active"),
        ("stopped", day(13), None, "past"),
        ("completed", day(13), day(20), "past"),
        ("draft", day(13), None, None),
        ("cancelled", day(13), None, None),
        ("entered-in-error", day(13), None, None),
        ("unknown", day(13), None, None),
    ],
)
def test_active_is_started_not_stopped_and_not_past_its_end(status, starts_at, ends_at, expected):
    assert standing(status, starts_at=starts_at, ends_at=ends_at, at=NOON) == expected


def test_every_published_stop_reason_is_there():
    published = (
        "alternative-chosen clarification dose-too-high hospital-admission lab-interference not-available pregnancy "
        "allergy drug-interaction duplicate-therapy intolerance surgery washout no-longer-needed ineffective "
        "patients-wish other"
    )
    assert [reason.value for reason in StopReason] == published.split()
