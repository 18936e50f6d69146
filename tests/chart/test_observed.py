"""The strip of the chart says when the next set is due, what is ordered, and what a score calls for."""

from datetime import timedelta

import pytest

from features.foundation.audit.actors import Actor
from features.foundation.records import clock
from features.foundation.records.clock import now
from features.vitals.frequency import order_frequency
from features.vitals.services import settle
from tests.factories import PatientFactory
from tests.vitals.sets import NORMAL, take

pytestmark = pytest.mark.django_db
BY = Actor(role="nurse")
ILL = {**NORMAL, "respiratory_rate": "22", "pulse": "120", "systolic": "95", "temperature": "38.5"}


@pytest.fixture
def patient(harbour):
    return PatientFactory(at=harbour)


def settled(patient, **signs):
    written = take(patient, at=now(), **signs)
    settle(patient=patient, by=BY)
    return written


def strip(client, patient) -> str:
    return client.get(f"/patients/{patient.public_id}/vitals/latest/").text


def words(html: str) -> str:
    inside = html.partition('<div class="observed">')[2].partition("</div>")[0]
    return " ".join("".join(part.rpartition(">")[2] + " " for part in inside.split("<")).split())


def test_nothing_is_due_where_nobody_was_measured(patient, nadia, signed_in):
    assert words(strip(signed_in(nadia, htmx=True), patient)) == "No next set is due Order a frequency"


def test_an_emergency_and_the_next_set_stand_above_the_fold(patient, nadia, signed_in):
    settled(patient, **ILL)
    html = strip(signed_in(nadia, htmx=True), patient)
    at, due = (f"{now() + timedelta(minutes=shift):%-d %b %Y, %H:%M}" for shift in (0, 30))

    assert f"emergency call NEWS2 of at least 7, set of {at}" in words(html)
    assert f"Next set due {due} in 30 min" in words(html)
    assert 'data-severity="critical"' in html.partition('<div class="observed">')[2]


def test_what_is_overdue_says_so_with_word_and_clock(patient, nadia, signed_in):
    settled(patient, **ILL)
    clock.move_by(timedelta(minutes=45))
    html = strip(signed_in(nadia, htmx=True), patient).partition('<div class="observed">')[2]

    assert "overdue 15 min" in words('<div class="observed">' + html)
    assert 'data-severity="overdue"' in html


def test_a_correction_takes_the_call_away(patient, nadia, signed_in):
    wrong = settled(patient, **ILL)
    client = signed_in(nadia, htmx=True)
    etag = client.get(f"/patients/{patient.public_id}/vitals/latest/").headers["ETag"]
    wrong.status, wrong.error_reason = "entered-in-error", "misread"
    wrong.save()
    settle(patient=patient, by=BY)
    answer = client.get(f"/patients/{patient.public_id}/vitals/latest/", headers={"If-None-Match": etag})

    assert (answer.status_code, words(answer.text)) == (200, "No next set is due Order a frequency")


def test_the_ordered_frequency_is_told_with_its_reason(patient, dan, signed_in):
    order_frequency(patient=patient, every=90, reason="After <b>surgery</b>", by=BY)
    html = strip(signed_in(dan, htmx=True), patient)

    assert "every 90 minutes: After &lt;b&gt;surgery&lt;/b&gt; Change how often a set is taken" in words(html)


def test_a_call_of_yesterday_is_not_shown_any_more(patient, nadia, signed_in):
    settled(patient, **ILL)
    clock.move_by(timedelta(hours=25))

    assert "emergency" not in words(strip(signed_in(nadia, htmx=True), patient))
