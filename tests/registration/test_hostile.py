"""Hostile texts at the desk: in every field of a registration, and in the search box."""

import time

import pytest

from features.patients.models import Patient
from features.registration.forms.register import RegisterForm
from tests.factories import PatientFactory
from tests.forms.sent import Filled, opened
from tests.forms.test_hostile_forms import on_the_wire, texts_of
from tests.ui.fields.bad import FOUND, REASON, inputs

pytestmark = [pytest.mark.skipif(FOUND is None, reason=REASON), pytest.mark.django_db]

URL = "/registration/"
LONGEST_SECONDS = 2
BASE = {
    "family_name": "Almeida",
    "given_names": "Inês",
    "birth": "8 Apr 1991",
    "sex": "female",
    "city": "Leeds",
}
FIRST = {"T": "lines", "N": "family_name", "D": "birth", "I": "national_id"}
SAME = ("family_name", "given_names", "preferred_name", "email")
"""Columns of the patient that hold what was typed, sign for sign."""


def quickly(send):
    began = time.monotonic()
    answer = send()
    assert time.monotonic() - began < LONGEST_SECONDS
    assert answer.status_code < 500
    assert "<script>window.__xss" not in answer.text
    return answer


def register(browser, name: str, text: str) -> None:
    """Types `text` into a field: it is refused with everything that was typed, or kept once."""
    before = Patient.objects.count()
    form = opened(browser, URL).fill(**{**BASE, name: text})
    answer = quickly(form.send)
    for question, filled in (("form_confirmed", None), ("-different", "Another person, seen")):
        if answer.status_code != 422:
            break
        if question == "form_confirmed" and 'name="form_confirmed"' in answer.text:
            told = answer.text.partition('name="form_confirmed" value="')[2].partition('"')[0]
            answer = quickly(form.fill(form_confirmed=told).send)
        elif filled and "Why is this somebody else?" in answer.text:
            answer = quickly(form.fill(different=filled).send)
    if answer.status_code == 422:
        back = Filled.from_answer(browser, URL, answer).values
        assert (
            f'{name}_error"' in answer.text
            or "form_confirmed" in answer.text
            or "different_error" in answer.text
        )
        for typed in {*BASE, name} - {"sex"}:
            assert back[typed] == form.values[typed], (typed, ascii(text[:60]))
        assert Patient.objects.count() == before
        return
    assert answer.status_code == 302, ascii(text[:60])
    assert Patient.objects.count() == before + 1
    if name in SAME:
        one = RegisterForm.base_fields[name]
        assert getattr(Patient.objects.latest("id"), name) == one.clean(text)


@pytest.mark.parametrize("letter", FIRST)
def test_a_text_is_refused_with_all_that_was_typed_or_kept_once(letter, freda, signed_in):
    browser = signed_in(freda)
    for text in inputs(letter)[::5]:
        register(browser, FIRST[letter], on_the_wire(text))


@pytest.mark.campaign
@pytest.mark.parametrize("letter", FIRST)
def test_every_text_in_every_field(letter, freda, signed_in):
    browser = signed_in(freda)
    for name in texts_of(RegisterForm):
        for text in inputs(letter):
            register(browser, name, on_the_wire(text))


@pytest.mark.parametrize("letter", "TNDIS")
def test_nothing_that_is_searched_for_breaks_the_search(letter, harbour, freda, signed_in):
    PatientFactory(family_name="Almeida", at=harbour)
    browser = signed_in(freda, htmx=True)
    for text in inputs(letter):
        sent = {"text": on_the_wire(text)}
        assert quickly(lambda sent=sent: browser.post("/patients/suggestions/", sent)).status_code == 200
        assert quickly(
            lambda sent=sent: browser.post("/registration/candidates/", {"family_name": sent["text"]})
        ).text


def test_a_number_that_is_no_number_opens_nobody(freda, signed_in):
    browser = signed_in(freda)
    for text in inputs("I"):
        sent = {"chosen": on_the_wire(text)}
        answer = quickly(lambda sent=sent: browser.post("/registration/use/", sent))
        assert answer.status_code == 404
