"""Who may watch what: a chart whoever may open it, a list whoever works there, and anything else nobody."""

from uuid import uuid4

import pytest

from features.foundation.live.tickets import stream_url
from features.foundation.live.topics import tells_presence, versions_of, watched_by
from features.foundation.records.clock import today
from features.patients.models import CareTeamMember, PatientFacility
from tests.factories import PatientFactory, ProviderFactory
from tests.live.hearing import listening

MALFORMED = [
    "patient:",
    "patient:7",
    "patient:not-one-of-ours",
    "patients-of:",
    "patients-of:x",
    "patient:\0",
]
UNKNOWN = ["", ":", "ward:7", "Patient:7", "no colon"]


@pytest.fixture
def chart(harbour) -> str:
    return f"patient:{PatientFactory(at=harbour).public_id}"


@pytest.mark.django_db
def test_a_chart_is_watched_by_those_who_may_open_it(chart, nadia, freda, olga):
    assert watched_by(nadia, [chart]) == watched_by(freda, [chart]) == {chart}
    assert watched_by(olga, [chart]) == set()


@pytest.mark.django_db
def test_who_may_not_find_patients_watches_none(chart, nadia, harbour):
    nadia.denied = ["find_patient.read"]

    assert watched_by(nadia, [chart, f"patients-of:{harbour.public_id}"]) == set()


@pytest.mark.django_db
def test_who_works_nowhere_watches_nothing(chart, nadia, harbour):
    nadia.facility = None

    assert watched_by(nadia, [chart, f"patients-of:{harbour.public_id}"]) == set()


@pytest.mark.django_db
def test_a_restricted_chart_is_watched_by_its_care_team_alone(chart, nadia, dan, harbour):
    PatientFacility.objects.update(restricted=True)
    patient = PatientFacility.objects.get().patient
    dans = ProviderFactory(user=dan, facility=harbour)
    CareTeamMember.objects.create(patient=patient, provider=dans, starts_on=today(dan.zone))

    assert watched_by(dan, [chart]) == {chart}
    assert watched_by(nadia, [chart]) == set()


@pytest.mark.django_db
def test_a_list_is_watched_by_those_who_work_there(nadia, olga, harbour, hillside):
    both = [f"patients-of:{facility.public_id}" for facility in (harbour, hillside)]

    assert watched_by(nadia, both) == set(both[:1])
    assert watched_by(olga, both) == set(both[1:])


@pytest.mark.django_db
def test_a_patient_whom_nobody_knows_is_watched_by_nobody_and_has_no_versions(nadia):
    name = f"patient:{uuid4()}"

    assert watched_by(nadia, [name]) == set()
    assert versions_of([name]) == {}


@pytest.mark.django_db
@pytest.mark.parametrize("name", [*MALFORMED, *UNKNOWN])
def test_a_strange_topic_is_watched_by_nobody_beside_one_that_is(name, chart, nadia):
    assert watched_by(nadia, [name, chart]) == {chart}
    assert set(versions_of([name, chart])) - {name} == {chart}


def test_those_who_have_a_chart_open_see_one_another_and_those_before_a_list_do_not():
    assert tells_presence("patient:7")
    assert not any(map(tells_presence, ["patients-of:7", *UNKNOWN]))


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("name", [*MALFORMED, *UNKNOWN])
def test_a_strange_topic_ends_its_own_stream_and_no_other(name, served, settings, signed_in, nadia, chart):
    settings.LIVE_CHECK_SECONDS = 0.2
    theirs = signed_in(nadia)
    with listening(served, theirs) as bystander:
        with listening(served, theirs, stream_url(nadia, {name: {}})) as stream:
            stream.hears("revoked")
            stream.ends()
        assert not bystander.is_over
        theirs.logout()
        bystander.hears("session-ended")
