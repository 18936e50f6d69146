"""Two processes of one clinic: what is written or seen through one shows at once on pages of the other."""

import pytest
from django.urls import reverse

from features.foundation.live.announcing import publish
from features.foundation.live.tickets import stream_url
from features.patients.reading import visible_patient
from features.patients.topics import CHARTS
from tests.chart_rows import allergy
from tests.factories import PatientFactory
from tests.live.hearing import listening
from tests.live.own_servers import Product

pytestmark = pytest.mark.django_db(transaction=True)
AT_ONCE = 5
"""Seconds. A check comes every four: what is told at once three times in a row was heard."""


@pytest.fixture
def elsewhere(db):
    """Where the other process serves."""
    server = Product()
    server.start()
    yield server.address
    server.kill()


@pytest.fixture
def chart(harbour):
    return PatientFactory(at=harbour)


@pytest.fixture(autouse=True)
def _checked_rarely(settings):
    """In this process; the other one is as it is deployed."""
    settings.LIVE_CHECK_SECONDS = 60


def stream_of(user, patient) -> str:
    return stream_url(user, CHARTS.told(visible_patient(user, patient.public_id)))


def test_what_one_process_writes_the_other_tells_at_once(served, elsewhere, signed_in, nadia, chart):
    hers = signed_in(nadia)
    with listening(elsewhere, hers, stream_of(nadia, chart)) as stream:
        for time in range(1, 4):
            allergy(chart, time).save()
            publish("allergies-changed", f"patient:{chart.public_id}")
            stream.hears("allergies-changed", AT_ONCE, times=time)


def test_colleagues_see_one_another_through_two_processes(served, elsewhere, signed_in, nadia, dan, chart):
    hers, his = signed_in(nadia, htmx=True), signed_in(dan)
    banner = reverse("patients:presence", args=[chart.public_id])
    with listening(served, hers, stream_of(nadia, chart)) as stream:
        with listening(elsewhere, his, stream_of(dan, chart)):
            stream.hears("presence-changed", AT_ONCE)
            assert dan.full_name in hers.get(banner).content.decode()
        stream.hears("presence-changed", AT_ONCE, times=2)
        assert dan.full_name not in hers.get(banner).content.decode()
        with listening(elsewhere, his, stream_of(dan, chart)):
            stream.hears("presence-changed", AT_ONCE, times=3)


def test_a_session_that_ended_through_one_ends_its_streams_in_the_other(
    served, elsewhere, signed_in, nadia, chart
):
    hers = signed_in(nadia)
    with listening(elsewhere, hers, stream_of(nadia, chart)) as stream:
        hers.post(reverse("account_logout"))
        stream.hears("session-ended", 5)
