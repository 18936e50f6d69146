"""Announcements: heard once a transaction stands, never of one that does not, and made up for where Redis was away."""

import json

import pytest
from django.core.cache import cache
from django.db import transaction

from features.foundation.audit.actors import Actor
from features.foundation.live import announcing
from features.foundation.live.announcing import GAP, announce, channel, make_up_for, publish, understood
from features.patients.models import Patient
from features.problems.services import record_allergy
from tests.factories import PatientFactory
from tests.records.broken_redis import caches_at, free_port, server

TOPIC = "patient:1"
END = ("the-end", "")


@pytest.fixture
def heard():
    """`heard()` is whatever was announced since the last time."""
    redis = cache.client.get_client()
    listener = redis.pubsub()
    listener.subscribe(channel())
    assert listener.get_message(timeout=2)["type"] == "subscribe"

    def until_now() -> list[tuple[str, str]]:
        redis.publish(channel(), json.dumps({"event": END[0], "topic": END[1]}))
        told = []
        while (message := listener.get_message(timeout=2)) and (one := understood(message["data"])) != END:
            told.append(one)
        return told

    yield until_now
    listener.close()


@pytest.fixture(autouse=True)
def _nothing_owed():
    announcing._owed.clear()
    yield
    announcing._owed.clear()


@pytest.mark.django_db(transaction=True)
def test_an_announcement_is_heard_once_its_transaction_stands_and_not_before(heard):
    with transaction.atomic():
        announce("labs-changed", TOPIC)
        assert heard() == []
    assert heard() == [("labs-changed", TOPIC)]


@pytest.mark.django_db(transaction=True)
def test_an_announcement_of_what_was_rolled_back_is_never_heard(heard):
    with pytest.raises(RuntimeError), transaction.atomic():
        announce("labs-changed", TOPIC)
        raise RuntimeError
    with transaction.atomic():
        with pytest.raises(RuntimeError), transaction.atomic():
            announce("notes-changed", TOPIC)
            raise RuntimeError
        announce("vitals-changed", TOPIC)

    assert heard() == [("vitals-changed", TOPIC)]


@pytest.mark.django_db(transaction=True)
def test_a_service_announces_for_the_chart_that_it_wrote(heard, harbour, nadia):
    patient = PatientFactory(at=harbour)
    allergy = {"display": "Latex", "verification": "confirmed"}
    record_allergy(patient=patient, allergy=allergy, reactions=[], by=Actor(user=nadia.public_id))

    assert heard() == [("allergies-changed", f"patient:{patient.public_id}")]


@pytest.mark.django_db(transaction=True)
def test_without_redis_a_write_stands_and_all_are_told_to_look_once_it_is_back(heard, harbour, settings):
    present = settings.CACHES
    settings.CACHES = caches_at(free_port())
    with transaction.atomic():
        PatientFactory(at=harbour)
        announce("labs-changed", TOPIC)
    make_up_for()
    settings.CACHES = present

    assert Patient.objects.count() == 1
    assert heard() == []
    make_up_for()
    make_up_for()
    assert heard() == [(GAP, "")]


def test_a_redis_that_refuses_is_made_up_for_as_well(heard, settings):
    present = settings.CACHES
    with server(b"-OOM command not allowed\r\n") as (port, _):
        settings.CACHES = caches_at(port)
        publish("labs-changed", TOPIC)
    settings.CACHES = present

    make_up_for()
    assert heard() == [(GAP, "")]


def test_nothing_is_made_up_for_where_nothing_was_lost(heard):
    publish("labs-changed", TOPIC)
    make_up_for()

    assert heard() == [("labs-changed", TOPIC)]


NONE_OF_OURS = [
    b"",
    b"x",
    b"null",
    b"7",
    b'"event"',
    b"[]",
    b"{}",
    b'{"event": "gap"}',
    b'{"topic": "patient:1"}',
    b"\xff\xfe",
    b'{"event": "gap", "topic": ',
    b"[" * 100_000,
    b'{"event":' * 100_000,
]


@pytest.mark.parametrize("message", NONE_OF_OURS, ids=lambda message: repr(message[:20]))
def test_a_message_that_is_none_of_ours_is_ignored(message):
    assert understood(message) is None


@pytest.mark.parametrize(
    "url", ["redis://:secret@redis.example.org:6379/3", "redis://localhost/0", "redis://localhost"]
)
def test_clinics_of_one_redis_have_channels_of_their_own_whose_names_hold_no_password(url, settings):
    settings.REDIS_URL = url

    assert "secret" not in channel()
    assert channel().startswith("chartside:live:")
