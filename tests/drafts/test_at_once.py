"""States that arrive at the same moment and in any order, also beside the save: the highest number stands."""

import json
import random

import pytest
from django.urls import reverse

from features.foundation.drafts.models import Draft
from features.foundation.drafts.services import content_of
from features.patients.models import Patient
from tests.factories import PatientFactory
from tests.forms.sent import opened
from tests.forms.served import Browser, together

pytestmark = pytest.mark.django_db(transaction=True)
MANY = 24


@pytest.fixture
def patient(harbour):
    return PatientFactory(at=harbour, email="old@example.org")


@pytest.fixture
def form(nadia, signed_in, patient):
    return opened(signed_in(nadia, htmx=True), reverse("patients:change_contacts", args=[patient.public_id]))


def state(form, nadia, number: int) -> dict[str, str]:
    typed = {**{name: [value] for name, value in form.values.items()}, "email": [f"{number}@example.org"]}
    return {
        "csrfmiddlewaretoken": form.values["csrfmiddlewaretoken"],
        "form_key": form.values["form_key"],
        "form_person": str(nadia.public_id),
        "form_draft": str(number),
        "form_typed": json.dumps(typed),
    }


def test_of_many_states_the_newest_is_kept(form, nadia):
    numbers = random.sample(range(1, 1000), MANY)
    tabs = [(Browser(form.browser), state(form, nadia, number)) for number in numbers]
    answers = together([lambda tab=tab, told=told: tab.post(form.url, told) for tab, told in tabs])

    assert {answer.status_code for answer in answers} == {200}
    draft = Draft.objects.get()
    assert draft.sequence == max(numbers)
    assert content_of(draft=draft)["email"] == [f"{max(numbers)}@example.org"]


def test_states_beside_the_save_leave_only_what_is_newer_than_it(form, nadia, patient):
    saved = {**form.values, "email": "saved@example.org", "form_sequence": "500"}
    numbers = [*random.sample(range(1, 500), MANY)]
    jobs = [(Browser(form.browser), state(form, nadia, number)) for number in numbers] + [
        (Browser(form.browser), saved)
    ]
    random.shuffle(jobs)
    together([lambda tab=tab, told=told: tab.post(form.url, told) for tab, told in jobs])

    assert Patient.objects.get(pk=patient.pk).email == "saved@example.org"
    assert not Draft.objects.filter(sealed__isnull=False).exists()
    assert Browser(form.browser).post(form.url, state(form, nadia, 501)).status_code == 200
    assert Draft.objects.get().sealed is not None
