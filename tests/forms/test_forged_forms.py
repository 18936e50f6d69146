"""Forged, foreign and broken forms: nothing is written, or what the person of the session meant, where the URL says."""

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from features.foundation.audit.models import AuditEvent
from features.foundation.records.models import SavedForm
from features.patients.models import Patient
from features.problems.models import Allergy
from tests.cast import BACKEND
from tests.chart_rows import allergy
from tests.factories import PatientFactory
from tests.forms.sent import opened
from tests.forms.unwritten import nothing_was_written

pytestmark = pytest.mark.django_db
REFUSED = (400, 403, 409, 413, 415, 422)


@pytest.fixture
def patient(harbour):
    return PatientFactory(at=harbour, email="old@example.org")


@pytest.fixture
def other(harbour):
    return PatientFactory(at=harbour, email="other@example.org")


@pytest.fixture
def url(patient):
    return reverse("patients:change_contacts", args=[patient.public_id])


@pytest.fixture
def form(nadia, signed_in, url):
    """Nadia's form, with a new address typed into it."""
    return opened(signed_in(nadia, htmx=True), url).fill(email="new@example.org")


def penicillin_of(patient) -> Allergy:
    row = allergy(patient, display="Penicillin")
    row.save()
    return row


def email_of(patient) -> str:
    return Patient.objects.get(pk=patient.pk).email


# Keys, tokens and ids ---------------------------------------------------------------------------------


def test_an_allergy_of_another_in_the_body_is_not_touched(nadia, signed_in, patient, other):
    own, foreign = penicillin_of(patient), penicillin_of(other)
    address = reverse("problems:correct_allergy", args=[patient.public_id, own.public_id])
    form = opened(signed_in(nadia, htmx=True), address).fill(note="seen")
    foreign_id = str(foreign.public_id)
    form.fill(
        allergy=foreign_id, public_id=foreign_id, id=str(foreign.pk), pk=str(foreign.pk), patient=foreign_id
    )

    assert form.send().status_code == 200
    notes = Allergy.objects.order_by("id").values_list("note", "version")
    assert [*notes] == [("seen", 2), ("", 1)]


def test_the_token_of_another_form_about_the_same_record_is_none(nadia, signed_in, patient):
    row = penicillin_of(patient)
    browser = signed_in(nadia, htmx=True)
    addresses = [
        reverse(name, args=[patient.public_id, row.public_id])
        for name in ("problems:refute_allergy", "problems:correct_allergy")
    ]
    refute, correct = (opened(browser, address) for address in addresses)
    correct.fill(note="seen", form_loaded=refute.values["form_loaded"])

    assert correct.send().status_code == 409
    assert nothing_was_written()


def test_the_key_of_somebody_else_neither_blocks_nor_answers(form, freda, signed_in, url, other):
    form.send()
    hers = opened(signed_in(freda, htmx=True), url).fill(email="freda@example.org")
    answer = hers.fill(form_key=form.values["form_key"]).send()

    assert answer.status_code == 200
    assert "freda@example.org" in answer.text
    assert SavedForm.objects.filter(key=form.values["form_key"]).count() == 2


def test_a_used_key_at_another_patient_saves_nothing_there(form, other):
    form.send()
    elsewhere = reverse("patients:change_contacts", args=[other.public_id])
    there = opened(form.browser, elsewhere).fill(email="x@example.org", form_key=form.values["form_key"])

    assert there.send().status_code == 409
    assert email_of(other) == "other@example.org"


@pytest.mark.parametrize(
    "token", ["x" * 1_000_000, "\x00", ".eJwrSS0uAQAEXQHB:x:y", "1:2:3", "[1]", "é:é:é", "\ufffd"]
)
def test_whatever_stands_in_the_token_overwrites_nobody(token, form):
    assert form.fill(form_loaded=token).send().status_code in (409, 422)
    assert nothing_was_written()


@pytest.mark.parametrize(
    "key", ["\x00", "0", "x" * 100_000, "' OR 1=1--", "123e4567-e89b-12d3-a456-42661417400"]
)
def test_a_key_that_is_none_saves_nothing(key, form):
    assert form.fill(form_key=key).send().status_code == 422
    assert nothing_was_written()


def test_a_key_in_another_spelling_is_the_same_key(form):
    key = form.values["form_key"]
    form.send()

    for same in (key.upper(), f"{{{key}}}", f"urn:uuid:{key}"):
        assert form.fill(form_key=same).send().status_code == 409
    assert SavedForm.objects.count() == 1


def test_a_choice_where_nothing_is_contested_chooses_nothing(form, patient):
    answer = form.fill(
        **{"choice-email": "theirs", "choice-phone_home": "yours", "choice-mrn": "yours"}
    ).send()

    assert (answer.status_code, email_of(patient)) == (200, "new@example.org")


def test_a_confirmation_of_another_patients_form_confirms_nothing(nadia, signed_in, patient, other):
    browser = signed_in(nadia, htmx=True)
    told = {"substance": "Latex", "reaction": "Anaphylaxis", "severity": "severe", "criticality": "low"}
    forms = [
        opened(browser, reverse("problems:record_allergy", args=[whose.public_id])).fill(**told)
        for whose in (other, patient)
    ]
    asked = forms[0].send().text
    theirs = asked.partition('name="form_confirmed" value="')[2].partition('"')[0]

    assert len(theirs) == 32
    for made_up in (theirs, "1", "on", "\x00", "x" * 100_000):
        assert forms[1].fill(form_confirmed=made_up).send().status_code == 422
    assert nothing_was_written()


# Bodies -----------------------------------------------------------------------------------------------


def test_a_field_that_comes_twice_counts_once(form, patient):
    form.values["email"] = ["first@example.org", "last@example.org"]
    form.values["form_key"] = [str(uuid4()), form.values["form_key"]]

    assert form.send().status_code == 200
    assert email_of(patient) == "last@example.org"
    assert AuditEvent.objects.filter(action="change").count() == SavedForm.objects.count() == 1


@pytest.mark.parametrize(
    "body",
    [
        {f"unknown{number}": "x" for number in range(10_000)},
        {"note": "x" * 10_000_000},
        {"email": "x" * 10_000_000},
    ],
    ids=["10,000 fields", "10 MB beside", "10 MB in a field"],
)
def test_a_body_that_is_too_large_is_refused_as_a_whole(body, form):
    answer = form.browser.post(form.url, {**form.values, **body})

    assert answer.status_code in (400, 413)
    assert nothing_was_written()


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        ("application/json", b'{"email": "new@example.org"}'),
        ("text/plain", b"email=new@example.org"),
        ("application/xml", b"<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><x>&e;</x>"),
        ("multipart/form-data", b"no boundary"),
        ("multipart/form-data; boundary=x", b"--x\r\nContent-Disposition: form-data; name"),
        ("application/x-www-form-urlencoded; charset=utf-7", b"email=+ADw-x+AD4-"),
        ("application/x-www-form-urlencoded", b"email=%00%FF%FE&form_key=%ED%A0%80&form_loaded=%"),
        ("", b""),
    ],
)
def test_a_body_of_another_kind_writes_nothing(content_type, body, form):
    answer = form.browser.post(form.url, body, content_type=content_type)

    assert answer.status_code in REFUSED
    assert nothing_was_written()


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_a_form_is_sent_in_one_way_only(method, form):
    assert getattr(form.browser, method)(form.url, form.values).status_code == 405
    overridden = {"X-HTTP-Method-Override": "DELETE"}
    assert form.browser.get(form.url, form.values, headers=overridden).status_code == 200
    assert nothing_was_written()


def test_a_form_without_its_csrf_token_is_refused(nadia, url):
    browser = Client(enforce_csrf_checks=True, headers={"HX-Request": "true"})
    browser.force_login(nadia, backend=BACKEND)
    form = opened(browser, url).fill(email="new@example.org")
    token = form.values.pop("csrfmiddlewaretoken")

    assert form.send().status_code == 403
    assert form.fill(csrfmiddlewaretoken="x" * 64).send().status_code == 403
    assert nothing_was_written()
    assert form.fill(csrfmiddlewaretoken=token).send().status_code == 200


def test_what_htmx_says_of_the_page_changes_nothing(form, patient, other):
    elsewhere = f"http://testserver/patients/{other.public_id}/contacts/"
    forged = {
        "HX-Target": f"patient-{other.public_id}",
        "HX-Current-URL": elsewhere,
        "HX-Trigger-Name": "mrn",
    }
    answer = form.browser.post(
        form.url, form.values, headers={**forged, "HX-History-Restore-Request": "true"}
    )

    assert (answer.status_code, email_of(patient)) == (302, "new@example.org")
    assert email_of(other) == "other@example.org"
