"""The token of a display: random, read as people type it, kept as a hash, worth nothing once it is revoked."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from features.foundation.access.devices import (
    device_of,
    hash_of,
    in_groups,
    known_device,
    new_token,
    note_seen,
    read_token,
)
from features.foundation.access.models import Device, Sighting
from features.foundation.records import clock
from features.foundation.records.clock import now
from tests.factories import DeviceFactory

TOKEN = "3WFWESJHJBFZDW47R2ZPVS5E2BXBF7BULMUONXGCFN7KNTDYWZ6Q"


@pytest.fixture
def display(harbour) -> Device:
    return DeviceFactory(facility=harbour, token=TOKEN)


def told(statement: str, *values: object) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)


def test_a_token_holds_256_random_bits():
    tokens = {new_token() for _ in range(200)}

    assert len(tokens) == 200
    assert {len(token) for token in tokens} == {52}, "52 signs of 5 bits each hold 32 bytes"
    assert set("".join(tokens)) == set("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")


@pytest.mark.parametrize(
    "typed",
    [
        TOKEN,
        TOKEN.lower(),
        " ".join(in_groups(TOKEN)),
        "-".join(in_groups(TOKEN)),
        f"\t{TOKEN[:26]}\r\n{TOKEN[26:]} ",
        TOKEN.replace("O", "0").replace("B", "8"),
    ],
)
def test_a_token_is_read_as_people_type_it(typed):
    assert read_token(typed) == TOKEN


@pytest.mark.parametrize(
    "typed", ["", "wrong", TOKEN[:-1], TOKEN + "A", TOKEN[:-1] + "é", TOKEN[:-1] + "\0", "9" * 52]
)
def test_what_can_be_no_token_is_none(typed):
    assert read_token(typed) == ""


def test_a_display_is_found_by_its_token_and_by_no_other(display):
    assert device_of(TOKEN) == display
    for other in (new_token(), TOKEN.lower(), TOKEN[:-1], "", hash_of(TOKEN), "%", "\0"):
        assert device_of(other) is None, other


def test_a_revoked_display_is_known_and_never_given(display):
    Device.objects.filter(pk=display.pk).update(revoked_at=now())

    assert known_device(TOKEN) == display
    assert device_of(TOKEN) is None


def test_the_token_itself_stands_nowhere_in_the_database(display):
    display.name = "Ward B"
    display.save()  # its history holds a row now
    with connection.cursor() as cursor:
        for table in ("access_device", "access_devicehistory", "access_sighting"):
            cursor.execute(f"SELECT coalesce(string_agg(t::text, ' '), '') FROM {table} t")
            assert TOKEN not in cursor.fetchone()[0], table
        with pytest.raises(IntegrityError, match="only_the_hash_of_a_token_is_kept"), transaction.atomic():
            cursor.execute("UPDATE access_device SET token_hash = %s", [TOKEN])


def test_a_revoked_display_stays_revoked_and_no_display_is_deleted(display):
    with pytest.raises(DatabaseError, match="Cannot delete"):
        told("DELETE FROM access_device WHERE id = %s", display.pk)
    told("UPDATE access_device SET revoked_at = %s WHERE id = %s", now(), display.pk)
    with pytest.raises(DatabaseError, match="Cannot update"):
        told("UPDATE access_device SET revoked_at = NULL WHERE id = %s", display.pk)

    assert Device.pgh_event_model.objects.get(pgh_obj_id=display.pk).revoked_at is None
    assert Device.objects.get(pk=display.pk).version == 2


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ("revoked_by = public_id", "only_a_revoked_display_says_who_revoked_it"),
        ("revoked_at = created_at - interval '1 second'", "a_display_is_revoked_after_it_was_added"),
    ],
)
def test_the_database_refuses_what_cannot_be(change, constraint, display):
    with pytest.raises(IntegrityError, match=constraint):
        told(f"UPDATE access_device SET {change} WHERE id = %s", display.pk)


def test_two_displays_in_use_have_two_names_and_a_revoked_one_leaves_its_own(display, harbour, hillside):
    with pytest.raises(IntegrityError, match="one_display_of_a_name"), transaction.atomic():
        DeviceFactory(facility=harbour, name=display.name.upper())
    DeviceFactory(facility=hillside, name=display.name)
    Device.objects.filter(pk=display.pk).update(revoked_at=now())

    assert DeviceFactory(facility=harbour, name=display.name).pk


def test_when_it_was_seen_is_written_once_a_minute_and_touches_neither_version_nor_history(
    display, django_assert_num_queries
):
    assert known_device(TOKEN).last_seen_at is None
    note_seen(known_device(TOKEN))
    first = now()
    clock.move_by(timedelta(seconds=59))
    seen = known_device(TOKEN)
    with django_assert_num_queries(0):
        note_seen(seen)
    assert known_device(TOKEN).last_seen_at == first
    clock.move_by(timedelta(seconds=1))
    note_seen(known_device(TOKEN))

    assert known_device(TOKEN).last_seen_at == now()
    assert Sighting.objects.count() == 1
    assert Device.objects.get(pk=display.pk).version == 1
    assert not Device.pgh_event_model.objects.exists()


def test_displays_are_seen_at_their_own_facility_alone(display, adam, olga, lars):
    assert [*Device.objects.visible_to(adam)] == [display]
    assert not Device.objects.visible_to(olga).exists()
    lars.facility = None
    assert not Device.objects.visible_to(lars).exists()
