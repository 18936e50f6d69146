"""Colleagues through their streams: they come with a first tab, leave with the last, and what they edit is told."""

import pytest
from django.urls import reverse

from features.foundation.live.tickets import stream_url
from features.patients.reading import visible_patient
from features.patients.topics import CHARTS
from tests.factories import PatientFactory
from tests.live.hearing import listening
from tests.live.own_servers import until
from tests.records.broken_redis import caches_at, free_port

pytestmark = pytest.mark.django_db(transaction=True)
AT_ONCE = 5
COMPANY = "presence-changed"


@pytest.fixture(autouse=True)
def _checked_rarely(settings):
    settings.LIVE_CHECK_SECONDS = 60


@pytest.fixture
def chart(harbour):
    return PatientFactory(at=harbour)


def stream_of(user, patient) -> str:
    return stream_url(user, CHARTS.told(visible_patient(user, patient.public_id)))


def test_a_colleague_comes_with_the_first_tab_and_leaves_with_the_last(served, signed_in, nadia, dan, chart):
    hers, his = signed_in(nadia), signed_in(dan)
    with listening(served, hers, stream_of(nadia, chart)) as stream:
        with listening(served, his, stream_of(dan, chart)):
            stream.hears(COMPANY, AT_ONCE)
            with (
                listening(served, his, stream_of(dan, chart)),
                listening(served, hers, stream_of(nadia, chart)),
            ):
                assert stream.hears_nothing("gap", 0.5)
            assert stream.hears_nothing("gap", 0.5)
            assert stream.told.count(COMPANY) == 1
        stream.hears(COMPANY, AT_ONCE, times=2)


def test_a_colleague_whose_line_broke_leaves_as_well(served, signed_in, nadia, dan, chart):
    with listening(served, signed_in(nadia), stream_of(nadia, chart)) as stream:
        with listening(served, signed_in(dan), stream_of(dan, chart), vanishes=True):
            stream.hears(COMPANY, AT_ONCE)
        stream.hears(COMPANY, AT_ONCE, times=2)


def test_a_form_that_opens_and_closes_is_told(served, signed_in, nadia, dan, chart):
    his, url = signed_in(dan), reverse("patients:presence", args=[chart.public_id])
    with (
        listening(served, signed_in(nadia), stream_of(nadia, chart)) as hers,
        listening(served, his, stream_of(dan, chart)) as own,
    ):
        hers.hears(COMPANY, AT_ONCE)
        own.hears(COMPANY, AT_ONCE)
        his.post(url, {"edited": "problems-allergies"})
        hers.hears(COMPANY, AT_ONCE, times=2)
        his.post(url, {"edited": ""})
        hers.hears(COMPANY, AT_ONCE, times=3)
        assert own.told.count(COMPANY) == 1


def test_who_is_in_another_chart_is_not_told(served, signed_in, nadia, dan, chart, harbour):
    other = PatientFactory(at=harbour)
    with (
        listening(served, signed_in(nadia), stream_of(nadia, chart)) as one,
        listening(served, signed_in(nadia), stream_of(nadia, other)) as there,
        listening(served, signed_in(dan), stream_of(dan, other)),
    ):
        there.hears(COMPANY, AT_ONCE)
        assert COMPANY not in one.told


def test_without_redis_the_stream_is_open_and_nobody_is_there(served, signed_in, nadia, dan, chart, settings):
    hers, his = signed_in(nadia), signed_in(dan)
    settings.CACHES = caches_at(free_port())
    settings.LIVE_CHECK_SECONDS = 0.2
    with (
        listening(served, hers, stream_of(nadia, chart)) as stream,
        listening(served, his, stream_of(dan, chart)),
    ):
        assert stream.hears_nothing(COMPANY, 1)
        assert not stream.is_over
        hers.logout()
        until(lambda: stream.is_over, 5)
