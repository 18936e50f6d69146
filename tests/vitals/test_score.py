"""NEWS2 builds while the form is typed: what is missing, at least, what to do; scale 2 is an order."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from features.foundation.audit.models import AuditEvent
from features.foundation.records.clock import now
from features.problems.models import Pregnancy
from features.vitals.models import Scale2Order, VitalSigns
from tests.factories import PatientFactory
from tests.forms.sent import opened
from tests.vitals.sets import take

pytestmark = pytest.mark.django_db

SIX = {
    "respiratory_rate": "22", "spo2": "94", "oxygen": "device", "oxygen_device": "nasal cannula", "oxygen_flow": "4",
    "systolic": "108", "pulse": "108", "consciousness": "A",
}  # fmt: skip


@pytest.fixture
def patient(harbour):
    return PatientFactory(at=harbour, birth_date="1958-06-02")


@pytest.fixture
def score(nadia, signed_in, patient):
    url = reverse("vitals:score", args=[patient.public_id])
    browser = signed_in(nadia, htmx=True)
    return lambda **typed: (
        browser.post(url, {"taken_at": "2026-03-14 14:05", "temperature_unit": "Cel", **typed}).text
    )


def words(html: str) -> str:
    """The text without its tags, in single spaces."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_six_of_seven_are_at_least_and_say_what_is_missing(score):
    said = words(score(**SIX))
    assert "at least 7 high 6 of 7 recorded Missing: Temperature" in said
    assert "Temperature not recorded yet 0–3" in said
    assert "Emergency response" in said
    assert "Next set by 14:35" in said


def test_all_seven_make_a_total(score):
    said = words(score(**SIX, temperature="38.4"))
    assert "at least" not in said
    assert "8 high 7 of 7 recorded" in said
    assert "SpO₂ 94 % 1" in said
    assert "Air or oxygen 4 L/min 2" in said


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({}, "– 0 of 7 recorded"),
        ({"pulse": "abc"}, "– 0 of 7 recorded"),
        ({"pulse": "351"}, "– 0 of 7 recorded"),
        ({"spo2": "90"}, "at least 3 low-medium 1 of 7 recorded"),
        ({"oxygen": "device"}, "at least 2"),
        ({"temperature": "101.2", "temperature_unit": "[degF]"}, "at least 1"),
        ({"pulse": "70"}, "at least 0 1 of 7 recorded"),
    ],
)
def test_what_cannot_be_read_yet_is_not_recorded(score, typed, said):
    assert said in words(score(**typed))


def test_a_child_and_a_pregnant_woman_have_no_score_and_it_says_why(
    harbour, nadia, signed_in, patient, score
):
    Pregnancy.objects.create(patient=patient, status="pregnant", recorded_at=now())
    assert "NEWS2 is not for pregnancy." in words(score(taken_at="", **SIX))
    child = PatientFactory(at=harbour, birth_date="2020-01-01")
    url = reverse("vitals:score", args=[child.public_id])
    assert "NEWS2 is for age 16 and over." in words(signed_in(nadia, htmx=True).post(url, SIX).text)


def test_scale_2_is_an_order_with_author_date_and_reason_and_ends_with_one(
    nadia, dan, signed_in, patient, score
):
    order = reverse("vitals:order_scale_2", args=[patient.public_id])
    end = reverse("vitals:end_scale_2", args=[patient.public_id])
    assert "SpO₂ on scale 1" in score(taken_at="", spo2="90")
    assert signed_in(dan).get(end).status_code == 404
    form = opened(signed_in(dan, htmx=True), order)
    assert form.send().status_code == 422
    assert form.fill(reason="COPD, target 88 to 92 %").send().status_code == 200
    made = Scale2Order.objects.get()
    assert (made.created_by, made.reason, made.ended_at) == (dan.public_id, "COPD, target 88 to 92 %", None)
    assert AuditEvent.objects.filter(action="order", object_id=made.public_id).exists()

    said = words(score(taken_at="", spo2="90"))
    assert "at least 0" in said
    assert f"SpO₂ on scale 2, decided by {dan.full_name}" in said
    assert "ordered already" in opened(signed_in(dan, htmx=True), order).fill(reason="again").send().text
    assert opened(signed_in(nadia, htmx=True), end).fill(reason="wrong patient").send().status_code == 200
    assert "at least 3" in words(score(taken_at="", spo2="90"))
    made.refresh_from_db()
    assert (made.end_reason, made.updated_by) == ("wrong patient", nadia.public_id)


def test_the_last_score_stands_beside_it(score, patient):
    take(patient, at=now(), respiratory_rate="22", spo2="98", oxygen_device="air", systolic="120", pulse="70",
         temperature="37", consciousness="A")  # fmt: skip
    assert "last 2," in words(score())


@pytest.mark.parametrize("sets", [0, 40])
def test_a_score_costs_the_same_in_a_full_chart_and_writes_nothing_but_who_looked(
    nadia, signed_in, patient, sets, score
):
    for _number in range(sets):
        take(patient, at=now(), pulse="70")
    score(**SIX)
    with CaptureQueriesContext(connection) as queries:
        score(**SIX)
    assert len(queries) == 5, "\n".join(query["sql"][:110] for query in queries)
    assert VitalSigns.objects.count() == sets
