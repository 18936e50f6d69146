"""A set is recorded as it was taken: partial, in other units, confirmed where odd, refused where impossible."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from features.foundation.audit.models import AuditEvent
from features.foundation.records.clock import now
from features.foundation.records.models import SavedForm
from features.vitals.models import VitalSigns
from tests.factories import PatientFactory
from tests.forms.sent import opened
from tests.vitals.sets import take

pytestmark = pytest.mark.django_db

FULL = {
    "respiratory_rate": "22", "spo2": "94", "oxygen": "device", "oxygen_device": "nasal cannula", "oxygen_flow": "4",
    "systolic": "108", "diastolic": "62", "pulse": "108", "temperature": "38.4", "consciousness": "A", "pain": "3",
}  # fmt: skip


@pytest.fixture
def patient(harbour):
    return PatientFactory(at=harbour, birth_date="1958-06-02")


@pytest.fixture
def url(patient):
    return reverse("vitals:record", args=[patient.public_id])


@pytest.fixture
def form(nadia, signed_in, url):
    return opened(signed_in(nadia, htmx=True), url)


def confirmation(answer) -> str:
    return answer.text.partition('name="form_confirmed" value="')[2].partition('"')[0]


def test_a_whole_set_is_saved_once_with_author_audit_and_version(form, nadia, patient):
    answer = form.fill(**FULL).send()
    again = form.send()

    assert answer.status_code == again.status_code == 200, answer.text
    assert answer["HX-Redirect"] == reverse("vitals:flowsheet", args=[patient.public_id])
    written = VitalSigns.objects.get(patient=patient)
    assert (written.systolic, written.diastolic, written.pulse) == (108, 62, 108)
    assert (written.oxygen_device, written.oxygen_flow, written.temperature) == (
        "nasal cannula",
        4,
        Decimal("38.4"),
    )
    assert (written.consciousness, written.pain, written.status) == ("A", 3, "final")
    assert (written.created_by, written.version) == (nadia.public_id, 1)
    row = AuditEvent.objects.get(action="create")
    assert (row.patient, row.object_id, row.category) == (patient.public_id, written.public_id, "vitals")
    assert SavedForm.objects.get().object_id == written.public_id


@pytest.mark.parametrize(
    ("typed", "columns"),
    [
        ({"pulse": "0"}, {"pulse": 0}),
        ({"systolic": "120", "diastolic": "0", "form_kept": "*"}, {"systolic": 120, "diastolic": 0}),
        ({"systolic": "120"}, {"systolic": 120, "diastolic": None}),
        ({"temperature": "37,5"}, {"temperature": Decimal("37.5")}),
        ({"temperature": "٣٧٫٥"}, {"temperature": Decimal("37.5")}),
        ({"oxygen": "air", "spo2": "97"}, {"oxygen_device": "air", "spo2": 97, "oxygen_flow": None}),
        (
            {"oxygen": "device", "oxygen_device": "CPAP", "fio2": "40"},
            {"oxygen_device": "CPAP", "fio2": 40, "oxygen_flow": None},
        ),
        ({"oxygen": "air", "oxygen_flow": "4"}, {"oxygen_device": "air", "oxygen_flow": None}),
        ({"consciousness": "U"}, {"consciousness": "U"}),
    ],
)
def test_a_partial_set_is_kept_as_it_was_taken(form, patient, typed, columns):
    is_odd = typed.pop("form_kept", "")
    answer = form.fill(**typed).send()
    if is_odd or answer.status_code == 422:
        answer = form.fill(form_confirmed=confirmation(answer)).send()
    assert answer.status_code == 200, answer.text
    written = VitalSigns.objects.get(patient=patient)
    assert {name: getattr(written, name) for name in columns} == columns


@pytest.mark.parametrize(
    ("typed", "field", "words"),
    [
        ({}, "", "Record at least one sign"),
        ({"systolic": "80", "diastolic": "120"}, "diastolic", "must be below the systolic"),
        ({"systolic": "120", "diastolic": "120"}, "diastolic", "must be below the systolic"),
        ({"temperature": "98.6"}, "temperature", "Is it 98.6 °F"),
        ({"temperature": "986", "temperature_unit": "[degF]"}, "temperature", "cannot be"),
        ({"spo2": "101"}, "spo2", "cannot be"),
        ({"spo2": "-5"}, "spo2", "cannot be"),
        ({"spo2": "94.5"}, "spo2", "whole number"),
        ({"pain": "2.4"}, "pain", "whole number"),
        ({"pulse": "NaN"}, "pulse", "no number"),
        ({"pulse": "351"}, "pulse", "cannot be"),
        ({"height": "0"}, "height", "cannot be"),
        ({"oxygen_flow": "4"}, "oxygen", "Choose air or oxygen"),
        ({"oxygen": "device"}, "oxygen_device", "Choose the device"),
        ({"oxygen": "device", "oxygen_device": "CPAP"}, "oxygen_flow", "Write the flow, or FiO₂"),
        ({"not_measured": "temperature"}, "why_not", "Say why"),
        ({"why_not": "refused", "pulse": "70"}, "not_measured", "Choose what could not"),
        ({"not_measured": "pulse", "why_not": "refused", "pulse": "70"}, "not_measured", "Pulse has a value"),
        ({"pulse": "70", "taken_at": ""}, "taken_at", "Fill this in"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_at_its_field_and_nothing_typed_is_lost(form, typed, field, words):
    answer = form.fill(**typed).send()
    assert answer.status_code == 422
    assert words in answer.text
    if field:
        assert f'href="#vitals-record-{field}' in answer.text
    for name, value in typed.items():
        assert (
            not value
            or name in ("oxygen", "why_not", "not_measured", "oxygen_device", "temperature_unit")
            or (f'value="{value}"' in answer.text)
        ), name
    assert not VitalSigns.objects.exists()


def test_a_time_ahead_is_refused_and_one_past_is_kept(form, patient, nadia):
    ahead = (now() + timedelta(days=1)).strftime("%Y-%m-%d %H:%M")
    assert "is in the future" in form.fill(pulse="70", taken_at=ahead).send().text
    assert form.fill(taken_at="2026-01-02 03:04").send().status_code == 200
    assert VitalSigns.objects.get().taken_at.strftime("%Y-%m-%d") == "2026-01-02"


def test_an_odd_value_is_asked_once_and_kept_marked(form, patient):
    asked = form.fill(temperature="32.1").send()
    assert asked.status_code == 422
    assert "is unusual" in asked.text
    assert form.fill(form_confirmed=confirmation(asked)).send().status_code == 200
    written = VitalSigns.objects.get()
    assert (written.temperature, written.confirmed) == (Decimal("32.1"), ["temperature"])
    assert SavedForm.objects.get().confirmed == ["unusual-value"]


def test_what_was_kept_at_its_field_is_not_asked_again_but_another_value_is(form, patient, nadia, signed_in):
    check = reverse("vitals:check", args=[patient.public_id])
    browser = signed_in(nadia, htmx=True)
    said = browser.post(check, {**form.values, "pulse": "225"}, headers={"HX-Trigger-Name": "pulse"})
    assert "is unusual" in said.text
    assert "Keep 225 /min" in said.text
    token = said.text.partition('name="form_kept" value="')[2].partition('"')[0]
    assert form.fill(pulse="226", form_kept=token).send().status_code == 422
    said = browser.post(check, {**form.values, "pulse": "225"}, headers={"HX-Trigger-Name": "pulse"})
    assert form.fill(pulse="225").send().status_code == 200
    assert VitalSigns.objects.get().confirmed == ["pulse"]


def test_another_unit_is_stored_in_that_of_the_sign_with_what_was_typed(form, patient):
    units = {"temperature_unit": "[degF]", "weight_unit": "[lb_av]", "height_unit": "[in_i]"}
    answer = form.fill(temperature="98.6", weight="180", height="70", **units).send()
    assert answer.status_code == 200, answer.text
    written = VitalSigns.objects.get()
    assert (written.temperature, written.height) == (37, Decimal("177.8"))
    assert written.weight == Decimal("81.6466266")
    assert written.typed == {
        "temperature": ["98.6", "[degF]"], "weight": ["180", "[lb_av]"], "height": ["70", "[in_i]"],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("before", "typed", "kind", "mended"),
    [
        (
            {},
            {"systolic": "80", "diastolic": "120"},
            "pressures-swapped",
            {"systolic": "120", "diastolic": "80"},
        ),
        ({}, {"temperature": "98.6"}, "fahrenheit", {"temperature": "98.6", "temperature_unit": "[degF]"}),
        ({"weight": "81.6"}, {"weight": "180"}, "pounds", {"weight": "180", "weight_unit": "[lb_av]"}),
        (
            {},
            {"weight": "175", "height": "70"},
            "weight-and-height-swapped",
            {"weight": "70", "height": "175"},
        ),
    ],
)
def test_a_slip_is_mended_only_when_its_button_is_pressed(
    nadia, signed_in, url, patient, before, typed, kind, mended
):
    if before:
        take(patient, **before)
    form = opened(signed_in(nadia, htmx=True), url)
    wrong = form.fill(**typed).send()
    assert wrong.status_code == 422
    assert f'name="form_fix" value="{kind}"' in wrong.text
    right = form.fill(form_fix=kind).send()
    assert right.status_code == 200, right.text
    assert not VitalSigns.objects.exclude(taken_at__year=2026, taken_at__month=3).exists()
    values = type(form).from_answer(form.browser, url, right).values
    assert {name: values[name] for name in mended} == mended


def test_why_a_sign_could_not_be_measured_is_kept_by_sign(form):
    assert form.fill(pulse="70", not_measured="temperature", why_not="refused").send().status_code == 200
    assert VitalSigns.objects.get().not_measured == {"temperature": "refused"}


def test_a_set_of_nothing_but_refusals_is_a_set(form):
    assert form.fill(not_measured="blood_pressure", why_else="arm in plaster").send().status_code == 200
    assert VitalSigns.objects.get().not_measured == {"blood_pressure": "arm in plaster"}


def test_a_weight_that_changed_much_says_from_what_and_when(nadia, signed_in, url, patient):
    take(patient, weight="75.6")
    answer = opened(signed_in(nadia, htmx=True), url).fill(weight="84").send()
    assert "11 % more than 75.6 kg on 14 Mar 2026." in answer.text


def test_head_and_upper_arm_are_asked_of_small_children_only(harbour, nadia, signed_in, url):
    born = (now() - timedelta(days=365)).date()
    child = PatientFactory(at=harbour, birth_date=born)
    browser = signed_in(nadia, htmx=True)
    shown = browser.get(reverse("vitals:record", args=[child.public_id])).text
    assert 'name="muac"' in shown
    assert 'name="head_circumference"' in shown
    assert 'name="muac"' not in browser.get(url).text


def test_the_last_value_stands_as_a_ghost_with_its_age(nadia, signed_in, url, patient):
    take(patient, at=now() - timedelta(minutes=25), respiratory_rate="24", systolic="104", diastolic="62")
    shown = signed_in(nadia, htmx=True).get(url).text
    assert "last 24, 25 min" in shown
    assert "last 104/62, 25 min" in shown


@pytest.mark.parametrize("sets", [1, 40])
def test_a_save_costs_the_same_whatever_the_chart_holds(nadia, signed_in, url, patient, sets):
    for step in range(sets):
        take(patient, at=now() - timedelta(days=step + 1), pulse="70", weight="80")
    form = opened(signed_in(nadia, htmx=True), url).fill(**FULL)
    with CaptureQueriesContext(connection) as queries:
        assert form.send().status_code == 200
    assert len(queries) == SAVE, "\n".join(query["sql"][:110] for query in queries)


SAVE = 29
"""Statements, with the audit row, the key of the form, the forgotten draft, clock, escalations and lists."""
