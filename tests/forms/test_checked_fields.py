"""Fields that are checked when they are left: each form leads to its own check, which says what is wrong."""

import re

import pytest
from django.urls import resolve

from features.patients.models import Provider
from tests.factories import PatientFactory
from tests.forms.sections import ALL
from tests.forms.sent import opened
from tests.forms.unwritten import nothing_was_written

pytestmark = pytest.mark.django_db
CHECKED = [one for one in ALL if one.form.checked_on_blur]
WRONG = {
    "add_address": ("postal_code", "2139", "United States: a postal code is like"),
    "change_address": ("moved_on", "yesteryear", "This is no date."),
    "end_address": ("ends_on", "14 Mar 2125", "future"),
    "add_name": ("family_name", "Mor\u202eeno", "sign"),
    "change_name": ("given_names", "A\u0000na", "invisible"),
    "end_name": ("ends_on", "", "Fill this in."),
    "add_relative": ("other_patient", "000", "No patient whom you may see has this MRN."),
    "change_relative": ("phone", "12", "number"),
    "end_relative": ("ends_on", "soon", "This is no date."),
    "add_consent": ("given_on", "", "Fill this in."),
    "withdraw_consent": ("ends_on", "", "Fill this in."),
    "change_identity": ("birth_time", "25:00", "This is no time of day."),
    "add_provider": ("npi", "1234567890", "The last digit does not fit the others."),
    "change_provider": ("npi", "123", "An NPI has ten digits"),
}


@pytest.fixture
def leave(one, nadia, adam, signed_in, harbour):
    """Leaves a field with something typed into it, as the browser does; the address comes from the form."""
    browser = signed_in(adam if one.model is Provider else nadia, htmx=True)
    patient = PatientFactory(at=harbour)
    url = one.url(patient, one.record(patient))
    page = browser.get(url).text
    form = opened(browser, url).fill(**one.typed)

    def left(name: str, typed: str):
        field = re.search(rf'<(?:input|textarea)[^>]* name="{name}"[^>]*>', page)
        check = re.search(r'hx-post="([^"]+)"', field[0])[1]
        assert resolve(check).func.view_class is resolve(url).func.view_class
        return browser.post(check, {**form.values, name: typed}, headers={"HX-Trigger-Name": name})

    return left


def test_every_form_with_such_fields_is_here():
    assert {one.name for one in CHECKED} == set(WRONG)


@pytest.mark.parametrize("one", CHECKED, ids=lambda one: one.name)
def test_what_is_wrong_is_said_when_the_field_is_left(one, leave):
    name, typed, words = WRONG[one.name]
    answer = leave(name, typed)

    assert answer.status_code == 200
    assert words in answer.text
    assert nothing_was_written()


@pytest.mark.parametrize("one", CHECKED, ids=lambda one: one.name)
def test_what_is_right_says_nothing(one, leave):
    right = {
        "change_identity": ("given_names", "Ana"),
        "add_address": ("postal_code", "02139"),
        "change_address": ("postal_code", "02139-4307"),
        "change_provider": ("npi", "1234567893"),
    }
    name = next((name for name in one.typed if name in one.form.checked_on_blur), "")
    name, typed = right.get(one.name) or (name, one.typed[name])
    assert leave(name, typed).text.strip() == ""
    assert nothing_was_written()


@pytest.mark.parametrize("one", [one for one in ALL if one.name == "add_address"], ids=lambda one: one.name)
def test_a_field_that_this_form_leaves_out_is_none(one, signed_in, nadia):
    browser = signed_in(nadia, htmx=True)
    patient = PatientFactory(at=nadia.facility)
    url = f"{one.url(patient, None)}check/"
    assert browser.post(url, {}, headers={"HX-Trigger-Name": "moved_on"}).status_code == 404
