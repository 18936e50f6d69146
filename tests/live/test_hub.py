"""All open pages of a process: who is told what, and that nothing is left of a page that is gone."""

import asyncio
import json
import time

import pytest
from django.core.cache import cache
from redis.asyncio.client import PubSub

from features.foundation.live.announcing import GAP, channel, publish
from features.foundation.live.hub import HUB
from features.foundation.live.tickets import stream_url
from features.foundation.live.watch import NobodyCanTell
from features.patients.reading import visible_patient
from features.patients.services import forget_lists
from features.patients.topics import CHARTS, LISTS
from tests.chart_rows import allergy
from tests.factories import PatientFactory
from tests.live.hearing import listening
from tests.live.own_servers import until
from tests.live.test_announcing import NONE_OF_OURS
from tests.records.broken_redis import server

pytestmark = pytest.mark.django_db(transaction=True)
AT_ONCE = 5
"""Seconds; far less than until the next check."""


@pytest.fixture(autouse=True)
def _checked_rarely(settings):
    """So that what is told at once was heard, not found."""
    settings.LIVE_CHECK_SECONDS = 60


@pytest.fixture
def charts(harbour):
    return PatientFactory.create_batch(2, at=harbour)


@pytest.fixture
def hers(signed_in, nadia):
    return signed_in(nadia)


def stream_of(user, patient) -> str:
    return stream_url(user, CHARTS.told(visible_patient(user, patient.public_id)))


def write(patient) -> None:
    allergy(patient).save()
    publish("allergies-changed", f"patient:{patient.public_id}")


def test_an_announcement_is_told_to_the_pages_of_its_topic_and_to_no_others(served, hers, nadia, charts):
    one, other = charts
    urls = [stream_of(nadia, one), stream_of(nadia, one), stream_of(nadia, other), "/live/"]
    with (
        listening(served, hers, urls[0]) as first,
        listening(served, hers, urls[1]) as second,
        listening(served, hers, urls[2]) as others,
        listening(served, hers, urls[3]) as none,
    ):
        write(one)
        first.hears("allergies-changed", AT_ONCE)
        second.hears("allergies-changed", AT_ONCE)
        write(other)
        others.hears("allergies-changed", AT_ONCE)

        assert first.told.count("allergies-changed") == others.told.count("allergies-changed") == 1
        assert none.told == ["heartbeat"]


def test_the_list_of_a_facility_is_told_at_once(served, hers, nadia, harbour):
    with listening(served, hers, stream_url(nadia, LISTS.told(harbour))) as stream:
        forget_lists(facilities=[harbour.public_id])
        stream.hears("patients-changed", AT_ONCE)


def test_what_is_announced_before_redis_is_heard_is_told_once_it_is(
    served, hers, nadia, harbour, monkeypatch
):
    subscribe = PubSub.subscribe

    async def late(subscription, *channels):
        await asyncio.sleep(1)
        await subscribe(subscription, *channels)

    monkeypatch.setattr(PubSub, "subscribe", late)
    with listening(served, hers, stream_url(nadia, LISTS.told(harbour))) as stream:
        time.sleep(0.3)  # the look with which a page begins is over
        forget_lists(facilities=[harbour.public_id])
        stream.hears("patients-changed", AT_ONCE)


def test_what_changed_between_the_drawing_and_the_stream_is_told_when_it_opens(served, hers, nadia, charts):
    url = stream_of(nadia, charts[0])
    allergy(charts[0]).save()
    with listening(served, hers, url) as stream:
        stream.hears("allergies-changed", AT_ONCE)


def test_an_announcement_of_what_did_not_change_is_not_told(served, hers, nadia, charts):
    with listening(served, hers, stream_of(nadia, charts[0])) as stream:
        publish("labs-changed", f"patient:{charts[0].public_id}")
        write(charts[0])
        stream.hears("allergies-changed", AT_ONCE)

        assert "labs-changed" not in stream.told


def test_a_gap_is_told_to_all(served, hers, nadia, charts):
    with listening(served, hers, stream_of(nadia, charts[0])) as one, listening(served, hers) as other:
        publish(GAP, "")
        one.hears(GAP, AT_ONCE)
        other.hears(GAP, AT_ONCE)


def test_nonsense_on_the_channel_silences_nobody(served, hers, nadia, charts):
    redis = cache.client.get_client()
    with listening(served, hers, stream_of(nadia, charts[0])) as stream:
        for message in [*NONE_OF_OURS, json.dumps({"event": [1], "topic": {"a": 1}})]:
            redis.publish(channel(), message)
        write(charts[0])
        stream.hears("allergies-changed", AT_ONCE)


def test_what_no_announcement_told_is_found_at_the_next_check(served, hers, nadia, charts, settings):
    settings.LIVE_CHECK_SECONDS = 4
    with listening(served, hers, stream_of(nadia, charts[0])) as stream:
        allergy(charts[0]).save()
        stream.hears("allergies-changed", 5)


def test_a_database_that_is_away_ends_streams_without_saying_that_the_session_ended(
    served, hers, nadia, charts, settings, monkeypatch
):
    settings.LIVE_CHECK_SECONDS = 0.2

    def away(pages):
        raise NobodyCanTell

    with listening(served, hers, stream_of(nadia, charts[0])) as stream:
        monkeypatch.setattr("features.foundation.live.hub.check", away)
        stream.ends()

        assert not {"session-ended", "revoked"} & set(stream.told)


def test_a_fault_while_looking_or_checking_silences_no_later_one(
    served, hers, nadia, charts, settings, monkeypatch, caplog
):
    """Else nobody would notice any more that a session ended."""
    settings.LIVE_CHECK_SECONDS = 0.2
    with monkeypatch.context() as patched:
        for question in ("check", "look"):
            patched.setattr(f"features.foundation.live.hub.{question}", lambda asked: 1 / 0)
        with listening(served, hers, stream_of(nadia, charts[0])) as stream:
            write(charts[0])
            stream.ends()
    with listening(served, hers, stream_of(nadia, charts[0])) as stream:
        write(charts[0])
        stream.hears("allergies-changed")
        hers.logout()
        stream.hears("session-ended")


def test_the_server_that_stops_tells_every_stream(served, hers, nadia, charts):
    with listening(served, hers, stream_of(nadia, charts[0])) as one, listening(served, hers) as other:
        HUB._tasks[0].get_loop().call_soon_threadsafe(HUB.end)
        one.hears("restarting", AT_ONCE)
        one.ends(AT_ONCE)
        other.hears("restarting", AT_ONCE)
        other.ends(AT_ONCE)


@pytest.mark.parametrize("vanishes", [False, True], ids=["close", "vanish"])
def test_nothing_is_left_of_pages_that(vanishes, served, hers, nadia, charts):
    for _ in range(3):
        with (
            listening(served, hers, stream_of(nadia, charts[0]), vanishes=vanishes),
            listening(served, hers, stream_of(nadia, charts[1]), vanishes=vanishes),
            listening(served, hers, vanishes=vanishes),
        ):
            assert len(HUB.open_pages) == 3
            tasks = list(HUB._tasks)
        until(lambda: not HUB.open_pages and not HUB.pages and not HUB._tasks)
        assert len(tasks) == 3
        until(lambda tasks=tasks: all(task.done() for task in tasks))


def test_nothing_is_left_of_clients_who_never_read(served, hers, nadia, charts):
    for _ in range(5):
        with listening(served, hers, stream_of(nadia, charts[0]), reads=False, vanishes=True):
            pass
    until(lambda: not HUB.open_pages and not HUB.pages and not HUB._tasks)


def test_a_page_that_stays_hears_on_while_others_go(served, hers, nadia, charts):
    with listening(served, hers, stream_of(nadia, charts[0])) as stream:
        with listening(served, hers, stream_of(nadia, charts[0]), vanishes=True):
            pass
        until(lambda: len(HUB.open_pages) == 1)
        write(charts[0])
        stream.hears("allergies-changed", AT_ONCE)


@pytest.mark.parametrize("answer", [None, b"", b"-ERR\r\n", b"?\r\n", b":x\r\n", b"$-9\r\n"], ids=repr)
def test_a_redis_that_is_none_is_told_and_heard_again_once_it_is_one(
    answer, served, hers, nadia, charts, settings
):
    present = settings.REDIS_URL
    with server(answer) as (port, _):
        settings.REDIS_URL = f"redis://127.0.0.1:{port}/0"
        with listening(served, hers, stream_of(nadia, charts[0])) as stream:
            stream.hears("deaf", 5)
            settings.REDIS_URL = present
            stream.hears("hears", 5)
            write(charts[0])
            stream.hears("allergies-changed", AT_ONCE)
