"""Forged and foreign forms at the desk: nothing is written, or what the person of the session meant."""

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from features.foundation.audit.models import AuditEvent
from features.foundation.records.models import SavedForm
from features.patients.models import Patient, PatientFacility
from features.registration.models import UnidentifiedPerson
from tests.cast import BACKEND
from tests.factories import PatientFactory
from tests.registration.desk_forms import FORMS, chart_of, family, identify, newborn, register, stands_once

pytestmark = pytest.mark.django_db
each_form = pytest.mark.parametrize("make", FORMS, ids=lambda make: make.__name__)
REFUSED = (400, 403, 409, 413, 415, 422)


@pytest.fixture
def desk(freda, signed_in) -> Client:
    return signed_in(freda, htmx=True)


def written() -> tuple:
    return (
        *Patient.objects.order_by("pk").values_list("pk", "family_name", "version"),
        UnidentifiedPerson.objects.filter(identified_at=None).count(),
        SavedForm.objects.count(),
    )


@each_form
def test_what_no_field_asks_for_is_not_taken(make, desk, harbour, hillside, olga):
    """Ids, numbers, rights and authors in the body change nothing: those of the session and the address hold."""
    form = make(desk, harbour, 1)
    before = Patient.objects.count()
    other = PatientFactory(at=hillside)
    forged = {
        "id": str(other.pk), "pk": str(other.pk), "public_id": str(other.public_id), "patient": str(other.public_id),
        "mrn": "99999X", "mrn_number": "99999", "restricted": "on", "facility": str(hillside.pk), "version": "9",
        "created_by": str(olga.public_id), "identified_at": "2020-01-01", "status": "deceased", "record": "1",
    }  # fmt: skip
    patient = chart_of(form.fill(**forged).send())

    stands_once(patient, before + 1, make)
    assert (patient.restricted, patient.status, patient.created_by != olga.public_id) == (
        False,
        "active",
        True,
    )
    assert patient.mrn != "99999X"
    assert PatientFacility.objects.get(patient=patient).facility == harbour
    other.refresh_from_db()
    assert other.version == 1


@each_form
@pytest.mark.parametrize("key", ["", "\x00", "0", "' OR 1=1--", "x" * 100_000])
def test_a_key_that_is_none_registers_nobody(key, make, desk, harbour):
    form = make(desk, harbour, 2)
    before = written()
    assert form.fill(form_key=key).send().status_code == 422
    assert written() == before


@each_form
def test_a_used_key_registers_nobody_else(make, desk, harbour):
    form = make(desk, harbour, 3)
    form.send()
    before = written()
    again = make(desk, harbour, 4)
    after_making = written()
    assert again.fill(form_key=form.values["form_key"]).send().status_code == 409
    assert written() == after_making
    assert len(after_making) >= len(before)


@each_form
def test_the_key_of_somebody_else_neither_blocks_nor_answers(make, desk, nadia, signed_in, harbour):
    hers = make(signed_in(nadia, htmx=True), harbour, 5)
    theirs = chart_of(hers.send())
    form = make(desk, harbour, 6)
    before = Patient.objects.count()
    patient = chart_of(form.fill(form_key=hers.values["form_key"]).send())
    assert patient != theirs
    stands_once(patient, before, make)


@each_form
def test_a_form_without_its_csrf_token_is_refused(make, freda, harbour):
    browser = Client(enforce_csrf_checks=True, headers={"HX-Request": "true"})
    browser.force_login(freda, backend=BACKEND)
    form = make(browser, harbour, 7)
    before, token = written(), form.values.pop("csrfmiddlewaretoken")
    assert form.send().status_code == 403
    assert form.fill(csrfmiddlewaretoken="x" * 64).send().status_code == 403
    assert written() == before
    assert form.fill(csrfmiddlewaretoken=token).send().status_code == 200


@each_form
@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        ("application/json", b'{"family_name": "Almeida"}'),
        ("application/xml", b"<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><x>&e;</x>"),
        ("multipart/form-data", b"no boundary"),
        ("application/x-www-form-urlencoded", b"family_name=%00%FF%FE&form_key=%ED%A0%80&apart=%"),
        ("application/x-www-form-urlencoded", b"x=" + b"x" * 10_000_000),
        ("application/x-www-form-urlencoded", b"&".join(b"u%d=x" % number for number in range(10_000))),
    ],
    ids=["json", "xml", "no boundary", "broken", "10 MB", "10,000 fields"],
)
def test_a_body_of_another_kind_writes_nothing(content_type, body, make, desk, harbour):
    form = make(desk, harbour, 8)
    before = written()
    assert desk.post(form.url, body, content_type=content_type).status_code in REFUSED
    assert written() == before


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
@each_form
def test_a_form_is_sent_in_one_way_only(method, make, desk, harbour):
    form = make(desk, harbour, 9)
    before = written()
    assert getattr(desk, method)(form.url, form.values).status_code == 405
    assert written() == before


def test_a_confirmation_of_another_child_confirms_nothing(desk, harbour):
    one, other = newborn(desk, harbour, 10), newborn(desk, harbour, 11)
    other.fill(form_confirmed=one.values["form_confirmed"])
    before = written()
    assert other.send().status_code == 422
    assert written() == before


def test_nobody_is_named_by_the_form_of_another(desk, harbour):
    one, other = identify(desk, harbour, 12), identify(desk, harbour, 13)
    before = written()
    swapped = other.fill(form_loaded=one.values["form_loaded"]).send()
    assert swapped.status_code == 409
    assert written() == before


@pytest.mark.parametrize("name", ["registration:identify", "registration:candidates_of"])
def test_an_unidentified_patient_of_another_clinic_is_nobody(name, desk, harbour, hillside):
    patient = PatientFactory(family_name="Unidentified", at=hillside)
    UnidentifiedPerson.objects.create(patient=patient, description="Bus stop")
    form = identify(desk, harbour, 14)
    before = written()
    answer = desk.post(reverse(name, args=[patient.public_id]), form.values)
    assert answer.status_code == 404
    assert written() == before
    assert AuditEvent.objects.filter(outcome="refused", patient=patient.public_id).exists()


def test_a_search_of_another_session_fills_no_registration(desk, nadia, signed_in, harbour):
    theirs = signed_in(nadia).post("/patients/find/", {"text": "Quillfeather Ottoline", "chosen": "register"})
    url = theirs.headers["Location"]
    assert url.startswith("/registration/?found=")
    assert "uillfeather" not in url
    for address in (
        url,
        f"/registration/?found={uuid4()}",
        "/registration/?found=x",
        "/registration/?found=%00",
    ):
        answer = desk.get(address)
        assert answer.status_code == 200
        assert "Quillfeather" not in answer.text


def test_who_may_not_register_is_led_to_no_registration(petra, signed_in):
    answer = signed_in(petra).post("/patients/find/", {"text": "Almeida", "chosen": "register"}, follow=True)
    assert answer.status_code == 403


def test_choosing_nobody_twice_lists_nobody(desk, harbour, hillside):
    register(desk, harbour, 15).send()
    patient = PatientFactory(family_name=family(16), at=hillside)
    for _ in range(2):
        answer = desk.post(
            "/registration/use/", {"chosen": str(patient.public_id), "facility": str(hillside.pk)}
        )
        assert answer.status_code == 302
    assert PatientFacility.objects.filter(patient=patient, facility=harbour).count() == 1
