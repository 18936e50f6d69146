"""What a facility decided shows in every flag, field and clock of its own people, and in nobody else's."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from features.foundation.audit.actors import Actor
from features.foundation.records.clock import now
from features.patients.models import PatientFacility
from features.vitals.deciding import approve_standard, propose_standard
from features.vitals.frequency import order_frequency
from features.vitals.models import ObservationClock, VitalSigns
from features.vitals.services import settle, settle_all
from tests.factories import PatientFactory, VisitFactory
from tests.forms.sent import opened
from tests.vitals.sets import NORMAL, take
from tests.vitals.standards import decide, part

pytestmark = pytest.mark.django_db
READ = ("vitals:latest", "vitals:flowsheet", "vitals:trend", "vitals:together", "patients:preview")
HIGH = {"systolic": {"normal": ["90", "129"]}, "pulse": {"normal": ["60", "64"]}}


@pytest.fixture
def patient(harbour, hillside):
    found = PatientFactory(at=harbour, birth_date="1958-06-02")
    PatientFacility.objects.create(patient=found, facility=hillside)
    take(found, at=now() - timedelta(minutes=30), **{**NORMAL, "systolic": "135"})
    return found


def asked(browser, name, patient, **headers):
    more = {"vitals:trend": ["pulse"], "vitals:together": ["temperature-pulse"]}.get(name, [])
    return browser.get(reverse(name, args=[patient.public_id, *more]), headers=headers)


def flags(answer) -> int:
    return answer.text.count('data-severity="abnormal"')


@pytest.mark.parametrize("name", READ)
def test_two_facilities_see_different_flags_and_etags(name, patient, hillside, nadia, olga, signed_in):
    decide(hillside, **HIGH)
    hers, elsewhere = (asked(signed_in(one, htmx=True), name, patient) for one in (nadia, olga))
    assert flags(hers) < flags(elsewhere)
    assert hers.get("ETag") != elsewhere.get("ETag")


@pytest.mark.parametrize("name", READ[:4])
def test_every_region_is_new_once_a_standard_is(name, patient, harbour, nadia, signed_in):
    browser = signed_in(nadia, htmx=True)
    first = asked(browser, name, patient)
    assert asked(browser, name, patient, **{"If-None-Match": first["ETag"]}).status_code == 304
    decide(harbour, **HIGH)
    second = asked(browser, name, patient, **{"If-None-Match": first["ETag"]})
    assert second.status_code == 200
    assert flags(second) > flags(first)


def test_the_rounds_judge_by_the_facility(patient, harbour, nadia, signed_in):
    VisitFactory(patient=patient, facility=harbour, status="in-progress")
    url = reverse("vitals:rounds_listing")
    first = signed_in(nadia, htmx=True).get(url)
    decide(harbour, **HIGH)
    assert flags(signed_in(nadia, htmx=True).get(url)) > flags(first)


def gauges(answer) -> list[str]:
    return re.findall(r'<rect class="gauge__band"[^>]*>', answer.text)


def recording(browser, patient):
    return opened(browser, reverse("vitals:record", args=[patient.public_id]))


def test_the_form_shows_the_band_and_confirms_beyond_the_facilitys_limits(patient, harbour, nadia, signed_in):
    url = reverse("vitals:record", args=[patient.public_id])
    before = gauges(signed_in(nadia).get(url))
    decide(harbour, systolic={"normal": ["90", "129"], "soft": ["85", "150"], "critical": [None, None]})
    browser = signed_in(nadia)
    page = gauges(browser.get(url))
    assert page != before, "the band of the gauge is another"
    answer = recording(browser, patient).fill(systolic="160").send()
    assert answer.status_code == 422
    assert "160 mmHg is unusual: it is mostly 85 to 150 mmHg." in answer.text
    refused = recording(browser, patient).fill(systolic="351").send()
    assert "possible is 20 to 350 mmHg" in refused.text


def test_what_is_not_asked_has_no_field_and_a_set_that_holds_it_keeps_it(patient, harbour, nadia, signed_in):
    held = take(patient, at=now(), pain="3", pulse="70")
    decide(harbour, pain={"asked": ["children"]}, height={"asked": []})
    browser = signed_in(nadia)
    form = recording(browser, patient)
    assert "pain" not in form.values
    assert "height" not in form.values
    assert 'value="pain"' not in browser.get(form.url).text, "nor is it asked why it was not measured"
    child = PatientFactory(at=harbour, birth_date=(now() - timedelta(days=2000)).date())
    assert "pain" in recording(browser, child).values

    correction = opened(browser, reverse("vitals:correct", args=[patient.public_id, held.public_id]))
    assert correction.values["pain"] == "3"
    assert correction.fill(pain="4", reason="misread").send().status_code == 302
    assert VitalSigns.objects.get(corrects=held).pain == 4


def test_what_was_typed_before_it_was_left_out_is_not_lost(patient, harbour, nadia, signed_in):
    form = recording(signed_in(nadia), patient)
    decide(harbour, pain={"asked": []})
    assert form.fill(pain="7", pulse="70").send().status_code == 302
    assert VitalSigns.objects.latest("id").pain == 7


def due(patient) -> tuple:
    clock = ObservationClock.objects.get(patient=patient)
    return tuple(
        (moment - clock.vitals.taken_at) / timedelta(hours=1) for moment in (clock.due_at, clock.overdue_at)
    )


def test_the_next_set_follows_the_facility_of_the_visit(harbour, hillside):
    decide(hillside, zero={"due": 360, "overdue": 480})
    for facility, expected in ((harbour, (12, 12)), (hillside, (6, 8)), (None, (12, 12))):
        patient = PatientFactory(at=harbour)
        visit = VisitFactory(patient=patient, facility=facility, status="in-progress") if facility else None
        take(patient, at=now(), visit=visit, **NORMAL)
        settle(patient=patient, by=Actor())
        assert due(patient) == expected


def test_an_approved_interval_settles_the_clocks_of_its_facility(
    harbour, hillside, adam, dan, django_capture_on_commit_callbacks
):
    waiting = {}
    for facility in (harbour, hillside):
        waiting[facility] = PatientFactory(at=harbour)
        take(
            waiting[facility],
            at=now(),
            visit=VisitFactory(patient=waiting[facility], facility=facility, status="in-progress"),
            **NORMAL,
        )
        settle(patient=waiting[facility], by=Actor())
    observed = PatientFactory(at=harbour)
    take(
        observed,
        at=now(),
        visit=VisitFactory(patient=observed, facility=harbour, status="in-progress"),
        **NORMAL,
    )
    by = Actor(user=adam.public_id, request_id="one")
    order_frequency(patient=observed, every=60, reason="first hours", by=by)
    proposed = {"due": 360, "overdue": 480, "source": "our committee"}
    standard = propose_standard(facility=harbour, part="zero", proposed=proposed, reason="why", by=by)
    with django_capture_on_commit_callbacks(execute=True):
        approve_standard(standard=standard, version=1, by=Actor(user=dan.public_id, request_id="two"))
    assert due(waiting[harbour]) == (6, 8)
    assert due(waiting[hillside]) == (12, 12)
    assert due(observed) == (1, 1)
    assert settle_all(by=Actor()) == 0, "nobody was missed, and nobody has another time than settling gives"


def test_the_score_beside_the_form_says_the_facilitys_time(patient, harbour, nadia, signed_in):
    decide(harbour, zero={"due": 360, "overdue": 480})
    told = {
        **NORMAL,
        "oxygen": "air",
        "oxygen_device": "",
        "temperature_unit": "Cel",
        "taken_at": "2026-03-14 09:30",
    }
    answer = signed_in(nadia, htmx=True).post(reverse("vitals:score", args=[patient.public_id]), told)
    assert "at the latest" in answer.text


def test_what_cannot_be_read_leaves_the_default_and_the_page_works(patient, harbour, nadia, signed_in):
    harbour.standards = {"vitals": {"systolic": {"normal": "x"}, "pulse": part("pulse", normal=["60", "64"])}}
    harbour.save()
    page = signed_in(nadia, htmx=True).get(reverse("vitals:latest", args=[patient.public_id]))
    assert flags(page) == 1
