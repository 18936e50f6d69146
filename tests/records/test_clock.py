"""The one clock can be stopped and moved, and knows the date on the wall of each facility."""

from datetime import UTC, date, datetime, timedelta

import pytest

from features.foundation.records import clock

MOMENT = datetime(2026, 3, 14, 14, 5, tzinfo=UTC)


def test_it_stands_where_the_settings_put_it(settings):
    settings.CLOCK_FROZEN_AT = "2026-03-14T15:05:00+01:00"

    assert clock.now() == MOMENT
    assert clock.now().tzinfo is UTC


def test_without_settings_it_is_the_machines(settings):
    settings.CLOCK_FROZEN_AT = ""
    before = datetime.now(UTC)

    assert before <= clock.now() <= datetime.now(UTC)


def test_it_can_be_stopped_and_follow_again(settings):
    settings.CLOCK_FROZEN_AT = ""
    clock.stop_at(MOMENT)
    assert clock.now() == MOMENT
    clock.stop_at(None)
    assert clock.now() > MOMENT


def test_it_can_be_moved_forwards_and_back():
    clock.stop_at(MOMENT)
    clock.move_by(timedelta(minutes=15))
    assert clock.now() == MOMENT + timedelta(minutes=15)
    clock.move_by(timedelta(minutes=-30))
    assert clock.now() == MOMENT - timedelta(minutes=15)


def test_it_stands_for_the_length_of_a_block_also_when_that_fails():
    clock.stop_at(MOMENT)
    with pytest.raises(RuntimeError), clock.stopped_at(MOMENT + timedelta(days=1)):
        assert clock.now() == MOMENT + timedelta(days=1)
        raise RuntimeError

    assert clock.now() == MOMENT


@pytest.mark.parametrize(
    ("moment", "zone", "expected"),
    [
        ("2026-03-14T23:30:00+00:00", "Europe/London", date(2026, 3, 14)),
        ("2026-03-14T23:30:00+00:00", "Europe/Berlin", date(2026, 3, 15)),
        ("2026-03-14T03:30:00+00:00", "America/New_York", date(2026, 3, 13)),
        ("2026-03-29T00:59:00+00:00", "Europe/London", date(2026, 3, 29)),
        ("2026-06-30T23:30:00+00:00", "Europe/London", date(2026, 7, 1)),
        ("2026-10-25T00:30:00+00:00", "Europe/London", date(2026, 10, 25)),
        ("2028-02-28T23:59:00+00:00", "UTC", date(2028, 2, 28)),
        ("2028-02-29T00:00:00+00:00", "UTC", date(2028, 2, 29)),
        ("2026-03-14T10:00:00+00:00", "Pacific/Kiritimati", date(2026, 3, 15)),
    ],
)
def test_today_is_the_date_on_the_wall_of_the_facility(moment, zone, expected):
    with clock.stopped_at(datetime.fromisoformat(moment)):
        assert clock.today(zone) == expected
