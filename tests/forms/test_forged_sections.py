"""Forged forms of every section and of a provider: nothing is written but what the person meant, where the URL says."""

from uuid import uuid4

import pytest
from django.test import Client

from features.foundation.records.models import SavedForm
from features.patients.models import Patient, Provider
from tests.cast import BACKEND
from tests.factories import PatientFactory
from tests.forms.sections import ALL, SectionForm
from tests.forms.sent import Filled, opened
from tests.forms.unwritten import nothing_was_written

pytestmark = pytest.mark.django_db
EACH = pytest.mark.parametrize("one", ALL, ids=lambda one: one.name)
ABOUT_A_RECORD = pytest.mark.parametrize(
    "one", [one for one in ALL if one.held or one.model is Patient], ids=lambda one: one.name
)
SAVED = (200, 204)


@pytest.fixture
def patient(harbour):
    return PatientFactory(at=harbour)


@pytest.fixture
def other(harbour):
    return PatientFactory(at=harbour)


@pytest.fixture
def person(one, nadia, adam):
    """Who may: the administrator keeps the directory."""
    return adam if one.model is Provider else nadia


@pytest.fixture
def form(one, person, signed_in, patient) -> Filled:
    url = one.url(patient, one.record(patient))
    return opened(signed_in(person, htmx=True), url).fill(**one.typed)


@EACH
def test_as_it_is_it_can_be_saved(one, form):
    assert form.send().status_code in SAVED
    assert SavedForm.objects.count() == 1


@ABOUT_A_RECORD
@pytest.mark.parametrize("token", ["", "x" * 100_000, "\x00", "1:2:3", "é:é:é"])
def test_whatever_stands_in_the_token_overwrites_nobody(token, one, form):
    assert form.fill(form_loaded=token).send().status_code in (409, 422)
    assert nothing_was_written()


@EACH
@pytest.mark.parametrize("key", ["", "\x00", "x" * 10_000, "' OR 1=1--"])
def test_a_key_that_is_none_saves_nothing(key, one, form):
    assert form.fill(form_key=key).send().status_code == 422
    assert nothing_was_written()


@ABOUT_A_RECORD
def test_the_token_of_another_record_is_none(one, form, other, person, signed_in):
    elsewhere = opened(signed_in(person, htmx=True), one.url(other, one.record(other)))
    answer = form.fill(form_loaded=elsewhere.values["form_loaded"]).send()
    assert answer.status_code in (409, 422), "what the form takes for changed it may have to ask about first"
    assert nothing_was_written()


@EACH
def test_a_used_key_saves_nothing_elsewhere(one, form, other, person, signed_in):
    assert form.send().status_code in SAVED
    there = opened(signed_in(person, htmx=True), one.url(other, one.record(other))).fill(**one.typed)
    assert there.fill(form_key=form.values["form_key"], unknown="x").send().status_code == 409
    assert SavedForm.objects.count() == 1


@EACH
def test_ids_in_the_body_lead_nowhere_else(one, form, patient, other):
    theirs = one.record(other) or other
    before = type(theirs)._default_manager.filter(pk=theirs.pk).values().get()
    ids = {"patient": str(other.public_id), "id": str(theirs.pk), "pk": str(theirs.pk), "version": "99"}
    forged = {
        **ids,
        "patient_id": str(other.pk),
        "public_id": str(theirs.public_id),
        "detail": str(theirs.public_id),
    }
    assert form.fill(**forged).send().status_code in SAVED

    assert type(theirs)._default_manager.filter(pk=theirs.pk).values().get() == before
    if hasattr(theirs, "patient_id") and not one.held:
        assert not type(theirs)._default_manager.filter(patient=other).exists()


@pytest.mark.parametrize("one", [one for one in ALL if one.held], ids=lambda one: one.name)
def test_a_record_of_somebody_else_or_of_nobody_has_no_form(one: SectionForm, form, patient, other):
    theirs = one.record(other)
    own = theirs.public_id
    for public_id in (uuid4(), *([] if one.model is Provider else [own])):
        theirs.public_id = public_id
        url = one.url(patient, theirs)
        assert form.browser.get(url).status_code == 404
        assert form.browser.post(url, form.values).status_code == 404
    assert nothing_was_written()


@EACH
def test_a_form_without_its_csrf_token_is_refused(one, person, patient):
    browser = Client(enforce_csrf_checks=True, headers={"HX-Request": "true"})
    browser.force_login(person, backend=BACKEND)
    form = opened(browser, one.url(patient, one.record(patient))).fill(**one.typed)
    form.values.pop("csrfmiddlewaretoken")

    assert form.send().status_code == 403
    assert nothing_was_written()


@EACH
def test_who_may_not_change_it_writes_nothing_with_a_form_of_somebody_who_may(one, form, lars, signed_in):
    answer = signed_in(lars, htmx=True).post(form.url, form.values)
    assert answer.status_code == 403
    assert nothing_was_written()
