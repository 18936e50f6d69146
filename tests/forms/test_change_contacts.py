"""Contact details are changed one section at a time: saved once, over nobody's work, with every word kept."""

import re
from html import unescape

import pytest
from django.urls import reverse

from features.foundation.audit.models import AuditEvent
from features.foundation.records.models import SavedForm
from features.patients.models import Patient
from tests.factories import PatientFactory
from tests.forms.sent import Filled, opened

pytestmark = pytest.mark.django_db


@pytest.fixture
def patient(harbour):
    return PatientFactory(at=harbour, phone_mobile="(617) 555-0101", phone_home="", email="old@example.org")


@pytest.fixture
def url(patient):
    return reverse("patients:change_contacts", args=[patient.public_id])


def now(patient) -> Patient:
    return Patient.objects.get(pk=patient.pk)


def test_what_is_typed_is_saved_with_its_author_and_a_row_in_the_trail(freda, signed_in, patient, url):
    browser = signed_in(freda, htmx=True)
    answer = opened(browser, url).fill(email="new@example.org").send()

    assert answer.status_code == 200
    assert "new@example.org" in answer.text
    assert 'id="patients-identity"' in answer.text
    assert answer.headers["HX-Trigger"] == '{"patients-changed": {"target": "body"}}'
    saved = now(patient)
    assert (saved.email, saved.version, saved.updated_by) == ("new@example.org", 2, freda.public_id)
    row = AuditEvent.objects.filter(action="change").get()
    assert (row.user, row.patient, row.object_version, row.reason) == (
        freda.public_id,
        patient.public_id,
        2,
        "email",
    )


def test_a_plain_form_leads_back_to_the_chart_and_says_when_it_was_saved(freda, signed_in, patient, url):
    browser = signed_in(freda)
    answer = opened(browser, url).fill(email="new@example.org").send()

    assert (answer.status_code, answer["Location"]) == (
        302,
        reverse("chart:summary", args=[patient.public_id]),
    )
    assert re.search(r"Contact details saved, \d\d:\d\d\.", browser.get(answer["Location"]).text)


def test_the_same_form_again_is_answered_but_not_saved_again(freda, signed_in, patient, url):
    form = opened(signed_in(freda, htmx=True), url).fill(email="new@example.org")
    first, again = form.send(), form.send()

    assert (first.status_code, again.status_code, now(patient).version) == (200, 200, 2)
    assert SavedForm.objects.count() == 1
    assert AuditEvent.objects.filter(action="change").count() == 1


def test_a_used_key_with_other_words_saves_nothing_and_says_so(freda, signed_in, patient, url):
    form = opened(signed_in(freda, htmx=True), url).fill(email="new@example.org")
    form.send()
    answer = form.fill(email="newer@example.org").send()

    assert answer.status_code == 409
    assert "This form was saved already" in answer.text
    assert now(patient).email == "new@example.org"
    again = Filled.from_answer(form.browser, url, answer)
    assert again.values["email"] == "newer@example.org"
    assert again.values["form_key"] != form.values["form_key"]
    assert again.fill(**{"choice-email": "yours"}).send().status_code == 200
    assert now(patient).email == "newer@example.org"


def test_what_only_one_side_touched_is_merged_and_shown_before_it_is_saved(
    freda, nadia, signed_in, patient, url
):
    mine = opened(signed_in(freda, htmx=True), url).fill(email="freda@example.org")
    opened(signed_in(nadia, htmx=True), url).fill(phone_home="617-555-0199").send()
    answer = mine.send()

    assert answer.status_code == 409
    assert "Nadia" in answer.text
    merged = Filled.from_answer(mine.browser, url, answer)
    assert (merged.values["email"], merged.values["phone_home"]) == ("freda@example.org", "617-555-0199")
    assert now(patient).email == "old@example.org"
    assert merged.send().status_code == 200
    saved = now(patient)
    assert (saved.email, saved.phone_home) == ("freda@example.org", "617-555-0199")


@pytest.mark.parametrize(
    ("choice", "stands"), [("theirs", "nadia@example.org"), ("yours", "freda@example.org")]
)
def test_what_both_touched_is_chosen(choice, stands, freda, nadia, signed_in, patient, url):
    mine = opened(signed_in(freda, htmx=True), url).fill(email="freda@example.org")
    opened(signed_in(nadia, htmx=True), url).fill(email="nadia@example.org").send()
    answer = mine.send()
    words = unescape(answer.text)

    assert answer.status_code == 409
    for told in ("old@example.org", "nadia@example.org", "freda@example.org", "Nadia"):
        assert told in words
    contested = Filled.from_answer(mine.browser, url, answer)
    unchosen = contested.send()
    assert unchosen.status_code == 422
    assert "Choose which of the two holds" in unchosen.text
    chosen = Filled.from_answer(mine.browser, url, unchosen).fill(**{"choice-email": choice}).send()
    assert chosen.status_code == 200
    assert now(patient).email == stands


def test_a_choice_conflicts_again_when_the_record_changed_again(freda, nadia, signed_in, patient, url):
    mine = opened(signed_in(freda, htmx=True), url).fill(email="freda@example.org")
    opened(signed_in(nadia, htmx=True), url).fill(email="nadia@example.org").send()
    contested = Filled.from_answer(mine.browser, url, mine.send()).fill(**{"choice-email": "yours"})
    opened(signed_in(nadia, htmx=True), url).fill(email="later@example.org").send()
    answer = contested.send()

    assert answer.status_code == 409
    assert "later@example.org" in answer.text
    assert now(patient).email == "later@example.org"


def test_what_was_typed_comes_back_with_what_is_wrong(freda, signed_in, patient, url):
    answer = (
        opened(signed_in(freda, htmx=True), url).fill(email="no address", phone_home="617-555-0199").send()
    )

    assert answer.status_code == 422
    back = Filled.from_answer(None, url, answer)
    assert (back.values["email"], back.values["phone_home"]) == ("no address", "617-555-0199")
    assert 'aria-invalid="true"' in answer.text
    assert now(patient).version == 1


@pytest.mark.parametrize("token", ["", "forged", "a:b:c", None])
def test_a_forged_version_overwrites_nobody(token, freda, nadia, signed_in, patient, url):
    form = opened(signed_in(freda, htmx=True), url).fill(email="freda@example.org")
    form.values["form_loaded"] = token
    if token is None:
        del form.values["form_loaded"]
    answer = form.send()

    assert answer.status_code == 409
    assert now(patient).email == "old@example.org"


def test_the_token_of_another_patient_or_person_is_none(freda, nadia, harbour, signed_in, patient, url):
    other = PatientFactory(at=harbour, email="other@example.org")
    elsewhere = opened(signed_in(freda), reverse("patients:change_contacts", args=[other.public_id]))
    hers = opened(signed_in(nadia), url)
    for token in (elsewhere.values["form_loaded"], hers.values["form_loaded"]):
        form = opened(signed_in(freda, htmx=True), url).fill(email="x@example.org")
        form.values["form_loaded"] = token
        assert form.send().status_code == 409
    assert now(patient).version == 1


@pytest.mark.parametrize("key", ["", "nonsense", None])
def test_a_form_without_a_good_key_comes_back_with_one(key, freda, signed_in, patient, url):
    form = opened(signed_in(freda, htmx=True), url).fill(email="new@example.org")
    form.values["form_key"] = key
    if key is None:
        del form.values["form_key"]
    answer = form.send()

    assert answer.status_code == 422
    back = Filled.from_answer(form.browser, url, answer)
    assert back.send().status_code == 200
    assert now(patient).email == "new@example.org"


def test_an_id_in_the_body_redirects_nothing(freda, harbour, signed_in, patient, url):
    other = PatientFactory(at=harbour)
    form = opened(signed_in(freda, htmx=True), url).fill(email="new@example.org")
    form.values.update(
        patient=str(other.public_id), public_id=str(other.public_id), id=str(other.pk), version="9"
    )
    form.send()

    assert (now(patient).email, now(other).version) == ("new@example.org", 1)


def test_a_field_is_checked_when_it_is_left(freda, signed_in, patient, url):
    browser = signed_in(freda, htmx=True)
    form = opened(browser, url).fill(email="no address")
    check = reverse("patients:check_change_contacts", args=[patient.public_id])
    told = browser.post(check, form.values, headers={"HX-Trigger-Name": "email"})
    right = browser.post(
        check, {**form.values, "email": "a@example.org"}, headers={"HX-Trigger-Name": "email"}
    )

    assert (told.status_code, right.status_code) == (200, 200)
    assert "field__error" in told.text
    assert right.text.strip() == ""
    assert now(patient).version == 1


@pytest.mark.parametrize("name", ["", "form_key", "mrn", "nobody"])
def test_only_the_fields_of_the_form_are_checked(name, freda, signed_in, patient, url):
    check = reverse("patients:check_change_contacts", args=[patient.public_id])
    assert signed_in(freda, htmx=True).post(check, {}, headers={"HX-Trigger-Name": name}).status_code == 404


def test_what_was_not_changed_raises_no_version(freda, signed_in, patient, url):
    assert opened(signed_in(freda, htmx=True), url).send().status_code == 200
    assert now(patient).version == 1
    assert AuditEvent.objects.filter(action="change").count() == 0
