"""A frequency of sets is ordered, changed and ended by forms; the clock of the patient follows."""

from datetime import timedelta

import pytest
from django.urls import reverse

from features.foundation.audit.models import AuditEvent
from features.foundation.records.clock import now
from features.foundation.records.models import SavedForm
from features.vitals.models import FrequencyOrder, ObservationClock
from tests.factories import PatientFactory
from tests.forms.sent import opened

pytestmark = pytest.mark.django_db


@pytest.fixture
def patient(harbour):
    return PatientFactory(at=harbour)


@pytest.fixture
def order(patient):
    return FrequencyOrder.objects.create(
        patient=patient, every=240, reason="After surgery", decided_at=now() - timedelta(hours=1)
    )


def url(name: str, patient, order=None) -> str:
    return reverse(f"vitals:{name}", args=[patient.public_id, *([order.public_id] if order else [])])


def test_a_nurse_orders_a_set_every_two_hours(nadia, signed_in, patient):
    form = opened(signed_in(nadia, htmx=True), url("order_frequency", patient))
    answer = form.fill(every="2", every_unit="h", reason="Sepsis").send()

    assert answer.status_code == 200, answer.text
    assert "vitals-changed" in answer.headers["HX-Trigger"]
    written = FrequencyOrder.objects.get(patient=patient)
    assert (written.every, written.reason, written.created_by) == (120, "Sepsis", nadia.public_id)
    assert ObservationClock.objects.get(patient=patient).source == "ordered"
    assert AuditEvent.objects.get(action="order").object_id == written.public_id


def test_the_same_form_orders_once(nadia, signed_in, patient):
    form = opened(signed_in(nadia, htmx=True), url("order_frequency", patient))
    form.fill(every="30", every_unit="min", reason="Sepsis")

    assert [form.send().status_code, form.send().status_code] == [200, 200]
    assert FrequencyOrder.objects.count() == 1
    assert SavedForm.objects.filter(saved_by=nadia.public_id).count() == 1


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"every": "", "reason": "x"}, "Fill this in"),
        ({"every": "2", "reason": ""}, "Fill this in"),
        ({"every": "4", "every_unit": "min", "reason": "x"}, "Is it 4 h?"),
        ({"every": "169", "every_unit": "h", "reason": "x"}, "cannot be"),
        ({"every": "1.5", "every_unit": "h", "reason": "x"}, "1.5"),
        ({"every": "-1", "every_unit": "h", "reason": "x"}, "-1"),
        ({"every": "1", "every_unit": "wk", "reason": "x"}, "Choose the unit"),
        ({"every": "1" * 400, "every_unit": "h", "reason": "x"}, "111"),
        ({"every": "2", "every_unit": "h", "reason": "x" * 301}, "300"),
        ({"every": "2", "every_unit": "h", "reason": "a\u202eb"}, "reason"),
    ],
)
def test_what_cannot_be_is_said_at_the_field_and_nothing_is_lost(typed, words, nadia, signed_in, patient):
    form = opened(signed_in(nadia, htmx=True), url("order_frequency", patient))
    answer = form.fill(**typed).send()

    assert answer.status_code == 422
    assert words in answer.text
    assert not typed["every"] or typed["every"][:50] in answer.text
    assert FrequencyOrder.objects.count() == 0


def test_every_five_minutes_is_asked_about(nadia, signed_in, patient):
    form = opened(signed_in(nadia, htmx=True), url("order_frequency", patient))
    asked = form.fill(every="5", every_unit="min", reason="Sepsis").send()
    assert (asked.status_code, "unusual" in asked.text) == (422, True)
    confirmed = asked.text.partition('name="form_confirmed" value="')[2].partition('"')[0]

    assert form.fill(form_confirmed=confirmed).send().status_code == 200
    assert FrequencyOrder.objects.get().every == 5


def test_two_who_order_at_once_are_told_of_each_other(nadia, dan, signed_in, patient):
    first = opened(signed_in(nadia, htmx=True), url("order_frequency", patient))
    second = opened(signed_in(dan, htmx=True), url("order_frequency", patient))
    assert first.fill(every="1", every_unit="h", reason="Sepsis").send().status_code == 200
    answer = second.fill(every="2", every_unit="h", reason="Fever").send()

    assert (answer.status_code, "ordered already" in answer.text, "Fever" in answer.text) == (422, True, True)
    assert FrequencyOrder.objects.count() == 1


def test_an_order_is_changed_by_another_in_its_place(dan, signed_in, patient, order):
    form = opened(signed_in(dan, htmx=True), url("replace_frequency", patient, order))
    assert (form.values["every"], form.values["every_unit"], form.values["reason"]) == (
        "4",
        "h",
        "After surgery",
    )
    assert form.fill(every="1").send().status_code == 200

    order.refresh_from_db()
    assert order.ended_at == now()
    assert FrequencyOrder.objects.get(ended_at=None).every == 60


def test_an_order_is_ended_with_a_reason(dan, signed_in, patient, order):
    form = opened(signed_in(dan, htmx=True), url("end_frequency", patient, order))
    assert form.send().status_code == 422
    assert form.fill(reason="Well again").send().status_code == 200

    order.refresh_from_db()
    assert (order.ended_at, order.end_reason, order.updated_by) == (now(), "Well again", dan.public_id)
    assert not ObservationClock.objects.filter(patient=patient).exists()


def test_what_has_ended_meanwhile_is_a_conflict_and_then_an_error(nadia, dan, signed_in, patient, order):
    late = opened(signed_in(nadia, htmx=True), url("replace_frequency", patient, order))
    opened(signed_in(dan, htmx=True), url("end_frequency", patient, order)).fill(reason="Well").send()
    answer = late.fill(every="1").send()
    assert (answer.status_code, "changed this meanwhile" in answer.text) == (409, True)
    again = late.from_answer(late.browser, late.url, answer).fill(every="1").send()

    assert (again.status_code, "ended already" in again.text) == (422, True)
    assert FrequencyOrder.objects.count() == 1


def test_an_ended_order_has_no_form_but_a_lost_answer_is_given_again(dan, signed_in, patient, order):
    browser = signed_in(dan, htmx=True)
    form = opened(browser, url("end_frequency", patient, order)).fill(reason="Well")

    assert [form.send().status_code, form.send().status_code] == [200, 200]
    assert browser.get(url("end_frequency", patient, order)).status_code == 404


def test_an_order_of_another_patient_is_not_there(dan, signed_in, patient, order, harbour):
    other = PatientFactory(at=harbour)

    assert signed_in(dan).get(url("end_frequency", other, order)).status_code == 404


def test_it_works_without_javascript(nadia, signed_in, patient):
    form = opened(signed_in(nadia), url("order_frequency", patient))
    answer = form.fill(every="2", every_unit="h", reason="Sepsis").send()

    assert (answer.status_code, FrequencyOrder.objects.get().every) == (302, 120)
