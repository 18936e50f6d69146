"""Offered back where it was typed: restored, compared, merged with what others saved, discarded."""

import pytest
from django.urls import reverse

from features.foundation.drafts.models import Draft
from features.foundation.drafts.services import content_of
from features.patients.forms import ChangeContactsForm
from features.patients.models import Patient
from features.problems.models import Allergy
from tests.drafts.typing import Typing
from tests.factories import AllergyFactory, PatientFactory
from tests.forms.sent import Filled, opened

pytestmark = pytest.mark.django_db


@pytest.fixture
def patient(harbour):
    return PatientFactory(at=harbour, email="old@example.org", phone_mobile="", phone_home="", phone_work="")


@pytest.fixture
def url(patient):
    return reverse("patients:change_contacts", args=[patient.public_id])


@pytest.fixture
def nadias(nadia, signed_in):
    return signed_in(nadia, htmx=True)


def kept() -> Draft:
    return Draft.objects.filter(sealed__isnull=False).latest("kept_at", "id")


def restore(form: Filled, draft: Draft, **typed):
    return form.browser.post(form.url, {**form.values, **typed, "form_restore": str(draft.public_id)})


def test_the_offer_says_when_and_how_much_and_compares(nadias, url):
    Typing(opened(nadias, url)).type(email="new@example.org", phone_home="+44 20 7946 0123")
    html = nadias.get(url).content.decode()

    assert "Unsaved text from 14:05 on this form: 2 fields" in html
    assert "new@example.org" in html
    assert html.count('name="form_restore"') == html.count('name="form_discard"') == 1


def test_enter_in_a_field_saves_and_does_not_restore(nadias, url):
    """The first button of a form is the one that Enter presses."""
    Typing(opened(nadias, url)).type(email="new@example.org")
    html = nadias.get(url).content.decode()

    assert html.index('<button type="submit" hidden>') < html.index('name="form_restore"')


def test_it_comes_back_on_another_computer_and_is_then_saved(nadias, nadia, signed_in, url, patient):
    Typing(opened(nadias, url)).type(email="new@example.org")
    elsewhere = signed_in(nadia, htmx=True)
    answer = restore(opened(elsewhere, url), kept())
    assert answer.status_code == 200
    assert "Restored: what you typed until 14:05. It is not saved yet." in answer.content.decode()
    form = Filled.from_answer(elsewhere, url, answer)
    assert form.values["email"] == "new@example.org"

    assert form.send().status_code == 200
    assert Patient.objects.get(pk=patient.pk).email == "new@example.org"
    assert not Draft.objects.filter(sealed__isnull=False).exists()


def test_half_an_answer_comes_back_without_a_complaint(nadias, url):
    Typing(opened(nadias, url)).type(email="half@", phone_mobile="12")
    answer = restore(opened(nadias, url), kept())

    assert answer.status_code == 200
    assert "field__error" not in answer.content.decode()
    assert Filled.from_answer(nadias, url, answer).values["email"] == "half@"


def test_what_was_typed_here_meanwhile_is_a_draft_instead(nadias, url):
    Typing(opened(nadias, url)).type(email="first@example.org")
    restore(opened(nadias, url), kept(), email="second@example.org", form_sequence="7")

    held = [content_of(draft=draft)["email"] for draft in Draft.objects.order_by("id")]
    assert held == [["first@example.org"], ["second@example.org"]]


def test_the_first_window_goes_on_with_a_draft_of_its_own(nadias, url):
    first = Typing(opened(nadias, url))
    first.type(email="first@example.org")
    restore(opened(nadias, url), kept())
    first.type(email="first and more@example.org")

    held = {tuple(content_of(draft=draft)["email"]) for draft in Draft.objects.all()}
    assert held == {("first@example.org",), ("first and more@example.org",)}


def test_two_windows_that_restore_the_same_get_it_once(nadias, url):
    Typing(opened(nadias, url)).type(email="new@example.org")
    draft, one, other = kept(), opened(nadias, url), opened(nadias, url)
    restore(one, draft)
    Draft.objects.update(sealed=None)  # as the first window does when it saves
    answer = restore(other, draft, email="mine@example.org", form_sequence="7")

    assert "This text is not here any more" in answer.content.decode()
    assert Filled.from_answer(nadias, url, answer).values["email"] == "mine@example.org"
    assert content_of(draft=kept())["email"] == ["mine@example.org"]


def test_after_anothers_save_it_is_merged_and_what_both_changed_is_to_be_chosen(nadias, url, patient):
    Typing(opened(nadias, url)).type(email="mine@example.org", phone_work="+44 20 7946 0001")
    Patient.objects.filter(pk=patient.pk).update(email="theirs@example.org", phone_home="+442079460123")
    answer = restore(opened(nadias, url), kept())

    assert answer.status_code == 409
    form = Filled.from_answer(nadias, url, answer)
    assert form.values["phone_work"] == "+44 20 7946 0001"
    assert form.values["phone_home"].replace(" ", "").endswith("2079460123")
    assert 'name="choice-email"' in answer.content.decode()
    assert form.fill(**{"choice-email": "yours"}).send().status_code == 200
    saved = Patient.objects.get(pk=patient.pk)
    assert (saved.email, saved.phone_home) == ("mine@example.org", "+442079460123")


def test_half_an_answer_is_merged_as_well(nadias, url, patient):
    Typing(opened(nadias, url)).type(email="half@")
    Patient.objects.filter(pk=patient.pk).update(email="theirs@example.org")
    answer = restore(opened(nadias, url), kept())

    assert answer.status_code == 409
    assert "half@" in answer.content.decode()
    assert 'name="choice-email"' in answer.content.decode()


def test_discarding_leaves_what_is_typed_now(nadias, url):
    Typing(opened(nadias, url)).type(email="old draft@example.org")
    form = opened(nadias, url)
    answer = nadias.post(
        url, {**form.values, "email": "now@example.org", "form_discard": str(kept().public_id)}
    )

    assert Filled.from_answer(nadias, url, answer).values["email"] == "now@example.org"
    assert "Unsaved text" not in answer.content.decode()
    assert not Draft.objects.filter(sealed__isnull=False).exists()


def test_codes_choices_and_dates_come_back_as_they_stood(nadias, patient):
    url = reverse("problems:record_allergy", args=[patient.public_id])
    typed = {
        "substance": "Latex",
        "reaction": "Hives",
        "severity": "severe",
        "onset": "about 20",
        "note": "a\nb 😀",
    }
    Typing(opened(nadias, url)).type(**typed, verification="unconfirmed")
    assert kept().fields == 6
    form = Filled.from_answer(nadias, url, restore(opened(nadias, url), kept()))

    assert {name: form.values[name].replace("\r\n", "\n") for name in typed} == typed
    assert form.values["verification"] == "unconfirmed"


def test_a_new_form_in_which_nothing_was_typed_has_nothing_unsaved(nadias, patient):
    typing = Typing(opened(nadias, reverse("problems:record_allergy", args=[patient.public_id])))

    assert typing.keep().json() == {"said": ""}
    assert not Draft.objects.exists()


def test_the_list_says_whom_which_form_how_old_and_the_words(nadias, url, patient):
    Typing(opened(nadias, url)).type(email="new@example.org")
    html = nadias.get(reverse("patients:drafts")).content.decode()

    for words in (patient.full_name, "Contact", "1 field", "14:05", "new@example.org", f'href="{url}"'):
        assert words in html


def test_the_list_reads_what_is_about_something_that_cannot_be_changed_any_more(nadias, patient):
    held = AllergyFactory(patient=patient)
    url = reverse("problems:correct_allergy", args=[patient.public_id, held.public_id])
    Typing(opened(nadias, url)).type(note="Rash after gloves")
    Allergy.objects.filter(pk=held.pk).update(verification="entered-in-error")

    assert nadias.get(url).status_code == 404
    assert "Rash after gloves" in nadias.get(reverse("patients:drafts")).content.decode()


def test_the_list_hides_a_patient_whom_one_may_not_see_any_more(nadias, url, patient):
    Typing(opened(nadias, url)).type(email="new@example.org")
    Patient.objects.filter(pk=patient.pk).update(restricted=True)
    patient.facilities.update(restricted=True)
    html = nadias.get(reverse("patients:drafts")).content.decode()

    assert "A patient whom you may not see any more" in html
    assert patient.family_name not in html
    assert "new@example.org" not in html


def test_a_draft_whose_key_is_gone_is_neither_offered_nor_in_the_way(nadias, url, settings):
    Typing(opened(nadias, url)).type(email="new@example.org")
    settings.DRAFT_KEYS = ["YW5vdGhlci1rZXktZm9yLXRoaXMtdGVzdC0wMTIzNDU="]

    assert "Unsaved text" not in nadias.get(url).content.decode()
    assert "Contact" in nadias.get(reverse("patients:drafts")).content.decode()
    assert Typing(opened(nadias, url)).type(email="newer@example.org").status_code == 200


def test_what_has_no_field_any_more_after_a_deploy_is_still_read(nadias, url, monkeypatch):
    Typing(opened(nadias, url)).type(email="new@example.org", phone_work="+44 20 7946 0001")
    without = {name: field for name, field in ChangeContactsForm.base_fields.items() if name != "phone_work"}
    monkeypatch.setattr(ChangeContactsForm, "base_fields", without)
    monkeypatch.setattr(ChangeContactsForm, "checked_on_blur", ())

    for page in (url, reverse("patients:drafts")):
        assert "+44 20 7946 0001" in nadias.get(page).content.decode()
