"""Public ids are UUIDs of version 7 (RFC 9562): made later, they sort later, and nobody can guess them."""

import time
import uuid

from hypothesis import given
from hypothesis import strategies as st

from features.foundation.records.identifiers import new_public_id
from features.foundation.records.models import BaseRecord

MILLISECOND = 1_000_000


def test_it_is_of_version_7_and_of_the_variant_of_the_rfc():
    made = new_public_id()

    assert made.version == 7
    assert made.variant == uuid.RFC_4122


def test_it_begins_with_the_milliseconds_of_the_machines_clock(monkeypatch):
    monkeypatch.setattr(time, "time_ns", lambda: 1_773_497_100_123 * MILLISECOND + 999_999)

    assert new_public_id().int >> 80 == 1_773_497_100_123


@given(st.integers(0, 2**48 - 2), st.integers(1, 1000))
def test_ids_sort_by_the_time_at_which_they_were_made(moment, later):
    clock = iter([moment * MILLISECOND, min(moment + later, 2**48 - 1) * MILLISECOND])
    before, time.time_ns = time.time_ns, lambda: next(clock)
    try:
        first, second = new_public_id(), new_public_id()
    finally:
        time.time_ns = before

    assert first < second
    assert str(first) < str(second)


def test_ten_thousand_of_one_moment_are_all_different(monkeypatch):
    moment = time.time_ns()
    monkeypatch.setattr(time, "time_ns", lambda: moment)

    assert len({new_public_id() for _ in range(10_000)}) == 10_000


def test_every_record_has_one():
    assert BaseRecord._meta.get_field("public_id").default is new_public_id
    assert BaseRecord._meta.get_field("public_id").unique
