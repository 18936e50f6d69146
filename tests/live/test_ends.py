"""A stream ends within five seconds of the right to it, opens only so often for a session, and extends nothing."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack

import pytest
from django.urls import reverse

from features.foundation.access import sessions
from features.foundation.access.models import RoleAssignment
from features.foundation.audit.models import AuditEvent
from features.foundation.live.hub import HUB
from features.foundation.live.tickets import stream_url
from features.foundation.records.clock import now, today
from features.patients.models import CareTeamMember, PatientFacility
from features.patients.reading import visible_patient
from features.patients.topics import CHARTS, LISTS
from tests.factories import PatientFactory, ProviderFactory
from tests.live.hearing import listening
from tests.live.own_servers import until

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def chart(harbour):
    return PatientFactory(at=harbour)


def stream_of(user, patient) -> str:
    return stream_url(user, CHARTS.told(visible_patient(user, patient.public_id)))


def _deny(nadia, hillside) -> None:
    nadia.denied = ["find_patient.read"]
    nadia.save()


def _deny_something_else(nadia, hillside) -> None:
    """The page was drawn for other rights."""
    nadia.denied = ["lab_results.read"]
    nadia.save()


def _end_role(nadia, hillside) -> None:
    RoleAssignment.objects.filter(user=nadia).update(ended_at=now())


def _move(nadia, hillside) -> None:
    nadia.facility = hillside
    nadia.save()


def _restrict(nadia, hillside) -> None:
    PatientFacility.objects.update(restricted=True)


def _deactivate(nadia, hillside) -> None:
    nadia.is_active = False
    nadia.save()


def _change_password(nadia, hillside) -> None:
    nadia.set_password("another one that is long")
    nadia.save()


ENDS = {
    _deny: "revoked",
    _deny_something_else: "revoked",
    _end_role: "revoked",
    _move: "revoked",
    _restrict: "revoked",
    _deactivate: "session-ended",
    _change_password: "session-ended",
}


@pytest.fixture
def _quick(settings):
    settings.LIVE_CHECK_SECONDS = 0.2


@pytest.mark.usefixtures("_quick")
@pytest.mark.parametrize("change", ENDS, ids=lambda change: change.__name__)
def test_the_stream_of_a_chart_ends_after(change, served, signed_in, nadia, hillside, chart):
    with listening(served, signed_in(nadia), stream_of(nadia, chart)) as stream:
        change(nadia, hillside)
        stream.hears(ENDS[change], within=5)
        stream.ends(1)

        assert stream.told[-1] == ENDS[change]


@pytest.mark.parametrize("change", [_restrict, _deactivate], ids=lambda change: change.__name__)
def test_as_it_is_deployed_it_ends_within_five_seconds(change, served, signed_in, nadia, hillside, chart):
    with listening(served, signed_in(nadia), stream_of(nadia, chart)) as stream:
        change(nadia, hillside)
        stream.hears(ENDS[change], within=5)


@pytest.mark.usefixtures("_quick")
def test_the_stream_of_a_list_ends_where_somebody_works_elsewhere(
    served, signed_in, nadia, harbour, hillside
):
    with listening(served, signed_in(nadia), stream_url(nadia, LISTS.told(harbour))) as stream:
        _move(nadia, hillside)
        stream.hears("revoked")


@pytest.mark.usefixtures("_quick")
def test_who_is_on_the_care_team_stays_when_the_chart_is_restricted(
    served, signed_in, nadia, dan, harbour, chart
):
    dans = ProviderFactory(user=dan, facility=harbour)
    CareTeamMember.objects.create(patient=chart, provider=dans, starts_on=today(dan.zone))
    with (
        listening(served, signed_in(dan), stream_of(dan, chart)) as his,
        listening(served, signed_in(nadia), stream_of(nadia, chart)) as hers,
    ):
        _restrict(nadia, None)
        hers.hears("revoked")
        assert his.hears_nothing("revoked", 1)


@pytest.mark.usefixtures("_quick")
def test_a_page_of_nothing_stays_when_rights_change(served, signed_in, nadia, hillside):
    """It only wants to know when its session ends."""
    with listening(served, signed_in(nadia)) as stream:
        _move(nadia, hillside)
        assert stream.hears_nothing("revoked", 1)


@pytest.mark.usefixtures("_quick")
def test_one_session_that_ends_ends_no_other(served, signed_in, nadia, chart):
    here, there = signed_in(nadia), signed_in(nadia)
    with (
        listening(served, here, stream_of(nadia, chart)) as one,
        listening(served, there, stream_of(nadia, chart)) as other,
    ):
        here.post(reverse("account_logout"))
        one.hears("session-ended")
        assert other.hears_nothing("session-ended", 1)


@pytest.mark.parametrize("change", [_deny, _end_role, _move, _restrict], ids=lambda change: change.__name__)
def test_a_page_from_before_a_change_opens_no_stream_to_stay_afterwards(
    change, served, signed_in, nadia, hillside, chart
):
    url = stream_of(nadia, chart)
    change(nadia, hillside)
    with listening(served, signed_in(nadia), url) as stream:
        stream.hears("revoked", 2)
        stream.ends(1)


def test_a_session_has_so_many_streams_and_no_more(served, signed_in, nadia, settings):
    settings.LIVE_STREAMS_A_SESSION = 3
    hers, elsewhere = signed_in(nadia), signed_in(nadia)
    with ExitStack() as all_open:
        streams = [all_open.enter_context(listening(served, hers)) for _ in range(3)]
        with listening(served, hers) as one_more, listening(served, elsewhere) as of_another:
            assert [stream.status for stream in (*streams, one_more, of_another)] == [200, 200, 200, 429, 200]
    until(lambda: not HUB.open_pages)
    with listening(served, hers) as again:
        assert again.status == 200


def test_many_streams_that_are_asked_for_at_once_are_no_more_than_so_many(served, signed_in, nadia, settings):
    settings.LIVE_STREAMS_A_SESSION = 4
    hers = signed_in(nadia)
    with ExitStack() as all_open, ThreadPoolExecutor(16) as pool:
        asked = list(pool.map(lambda _: listening_now(all_open, served, hers), range(16)))
        until(lambda: len(HUB.open_pages) >= 4)

        assert sorted(stream.status for stream in asked) == [200] * 4 + [429] * 12
        assert len(HUB.open_pages) == 4


def listening_now(all_open, served, client):
    return all_open.enter_context(listening(served, client))


@pytest.mark.usefixtures("_quick")
def test_an_open_stream_extends_no_session_and_leaves_no_trace(served, signed_in, nadia, chart):
    hers = signed_in(nadia)
    before = dict(hers.session)
    with listening(served, hers, stream_of(nadia, chart)) as stream:
        assert stream.hears_nothing("session-ended", 1)

    assert dict(hers.session) == before
    assert before[sessions.ACTIVE] == before[sessions.BEGAN]
    assert not AuditEvent.objects.filter(action__in=("read", "list")).exists()
