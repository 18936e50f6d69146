"""Many at one record, one form sent twice, two patients in two tabs: what stands is what one after the other gives."""

import random
import time
from dataclasses import dataclass
from threading import Barrier

import pytest
from django.db.models import QuerySet
from django.http import QueryDict
from django.test import Client
from django.urls import reverse

from features.foundation.access.models import User
from features.foundation.audit.models import AuditEvent
from features.foundation.records.models import SavedForm
from features.patients.forms import ChangeContactsForm
from features.patients.models import Patient
from features.problems.models import Allergy
from tests.factories import PatientFactory
from tests.forms.sent import Filled, opened
from tests.forms.served import Browser, together

at_once = pytest.mark.django_db(transaction=True)


# A hundred at one record ------------------------------------------------------------------------------


@dataclass(frozen=True)
class Attempt:
    """Somebody's change: what they had before them, what they wrote, what they were answered."""

    version: int
    email: str
    status: int


def attempts_of(
    people: list[tuple[User, Client]], patient: Patient, many: int, *, hold: bool
) -> list[Attempt]:
    """What becomes of `many` who open the patient's contacts, change them, and send.

    With `hold` nobody sends before all have opened; else everybody types for a while.
    """
    url = reverse("patients:change_contacts", args=[patient.public_id])
    all_have_opened = Barrier(many)

    def attempt(number: int) -> Attempt:
        person, client = people[number]
        email = f"{patient.version}.{number}@example.org"
        if not hold:
            time.sleep(random.uniform(0, many / 30))
        form = opened(Browser(client), url).fill(email=email)
        sent = QueryDict(mutable=True)
        sent.update(form.values)
        version = ChangeContactsForm(sent, user=person, path=url).loaded.version
        if hold:
            all_have_opened.wait(timeout=120)
        return Attempt(version, email, form.send().status_code)

    return together(lambda number=number: attempt(number) for number in range(many))


def versions_of(patient: Patient) -> list[Patient]:
    """Every version of the patient, the first first; the last is what stands."""
    former = Patient.pgh_event_model.objects.filter(pgh_obj_id=patient.pk).order_by("pgh_id")
    return [*former, Patient.objects.get(pk=patient.pk)]


def all_saves_stand_in_one_row(people, patient: Patient, many: int) -> None:
    """Every success was made over the version before it, and every version is somebody's success."""
    first = attempts_of(people, patient, many, hold=True)
    assert [attempt.status for attempt in first].count(200) == 1, "all had opened the same version"
    patient.refresh_from_db()
    attempts = [*first, *attempts_of(people, patient, many, hold=False)]

    saved = sorted((one for one in attempts if one.status == 200), key=lambda one: one.version)
    conflicts = [one for one in attempts if one.status == 409]
    assert len(saved) + len(conflicts) == len(attempts)
    before, *after = versions_of(patient)
    assert [before.version, *(row.version for row in after)] == list(range(1, len(saved) + 2))
    assert [row.email for row in after] == [one.email for one in saved]
    assert [one.version for one in saved] == list(range(1, len(saved) + 1))
    trail = AuditEvent.objects.filter(action="change", patient=patient.public_id)
    assert sorted(trail.values_list("object_version", flat=True)) == [row.version for row in after]
    assert SavedForm.objects.count() == len(saved), "a conflict leaves its key good"


@at_once
def test_those_who_change_one_record_at_once_succeed_one_after_the_other(
    freda, nadia, dan, signed_in, harbour
):
    people = [(person, signed_in(person)) for person in (freda, nadia, dan) * 3]
    all_saves_stand_in_one_row(people, PatientFactory(at=harbour), len(people))


@at_once
@pytest.mark.campaign
@pytest.mark.parametrize("again", range(3))
def test_a_hundred_who_change_one_record_at_once_succeed_one_after_the_other(
    again, freda, nadia, dan, signed_in, harbour
):
    people = [(person, signed_in(person)) for person in (freda, nadia, dan, freda) * 25]
    all_saves_stand_in_one_row(people, PatientFactory(at=harbour), len(people))


# One form sent twice ----------------------------------------------------------------------------------


def send_twice(client: Client, url: str, **typed: str) -> None:
    """Fills in the form at `url` and sends it by two threads at once; both are told that it was saved."""
    form = opened(Browser(client), url).fill(**typed)
    key = form.values["form_key"]
    twin = Filled(Browser(client), url, form.values)
    twin.browser.cookies = form.browser.cookies.copy()
    answers = together([form.send, twin.send])
    assert [answer.status_code for answer in answers] == [200, 200], url
    assert SavedForm.objects.filter(key=key).count() == 1


def four_forms_sent_twice(client: Client, patient: Patient) -> None:
    """A new allergy, its correction, its refutation, and a change of the contacts: each sent by two at once."""
    whose = [patient.public_id]
    send_twice(client, reverse("patients:change_contacts", args=whose), email="new@example.org")
    send_twice(client, reverse("problems:record_allergy", args=whose), substance="Latex", reaction="Hives")
    latex = Allergy.objects.get(patient=patient)
    this = [*whose, latex.public_id]
    send_twice(client, reverse("problems:correct_allergy", args=this), criticality="high", reaction_2="Cough")
    send_twice(
        client,
        reverse("problems:refute_allergy", args=this),
        verification="refuted",
        never_was="wears gloves of latex",
    )

    latex.refresh_from_db()
    assert (latex.version, latex.criticality, latex.verification) == (3, "high", "refuted")
    assert sorted(latex.reactions.values_list("display", flat=True)) == ["Cough", "Hives"]
    patient.refresh_from_db()
    assert (patient.version, patient.email) == (2, "new@example.org")
    assert sorted(written_to(patient).values_list("action", "object_version")) == [
        ("change", 2),
        ("change", 2),
        ("create", 1),
        ("refute", 3),
    ]
    assert not AuditEvent.objects.filter(outcome="refused").exists()


def written_to(patient: Patient) -> QuerySet:
    """The trail of the patient but for what was only read."""
    return AuditEvent.objects.filter(patient=patient.public_id).exclude(action__in=("read", "list"))


@at_once
def test_a_form_that_is_sent_twice_at_once_is_saved_once(nadia, signed_in, harbour):
    client = signed_in(nadia)
    for _ in range(2):
        four_forms_sent_twice(client, PatientFactory(at=harbour))


@at_once
@pytest.mark.campaign
def test_a_thousand_forms_that_are_sent_twice_at_once_are_saved_once(nadia, signed_in, harbour):
    client = signed_in(nadia)
    for _ in range(250):
        four_forms_sent_twice(client, PatientFactory(at=harbour))


# Two tabs with two patients ---------------------------------------------------------------------------


def interleave(seed: int, browser: Client, one: Patient, other: Patient) -> None:
    """Two tabs of one browser open and send in any order: each save lands on the patient of its address."""
    before = {patient: patient.version for patient in (one, other)}
    turns = [one, one, other, other]
    random.Random(seed).shuffle(turns)
    waiting: dict[Patient, Filled] = {}
    typed: dict[Patient, str] = {}
    for number, patient in enumerate(turns):
        url = reverse("patients:change_contacts", args=[patient.public_id])
        if patient not in waiting:
            waiting[patient] = opened(browser, url)
            continue
        typed[patient] = f"{patient.pk}.{seed}.{number}@example.org"
        assert waiting.pop(patient).fill(email=typed[patient]).send().status_code == 200
    for patient in (one, other):
        patient.refresh_from_db()
        assert (patient.email, patient.version) == (typed[patient], before[patient] + 1), turns


@pytest.mark.django_db
def test_two_tabs_save_to_the_patient_whom_each_shows(freda, signed_in, harbour):
    browser, patients = signed_in(freda, htmx=True), PatientFactory.create_batch(2, at=harbour)
    for seed in range(6):
        interleave(seed, browser, *patients)


@pytest.mark.django_db
@pytest.mark.campaign
def test_a_thousand_turns_of_two_tabs_save_to_the_patient_whom_each_shows(freda, signed_in, harbour):
    browser, patients = signed_in(freda, htmx=True), PatientFactory.create_batch(2, at=harbour)
    for seed in range(1_000):
        interleave(seed, browser, *patients)
