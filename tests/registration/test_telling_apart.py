"""Saying at a candidate that this is somebody else: one press, kept with the form, remembered with the save."""

from datetime import date

import pytest

from features.foundation.audit.actors import Actor
from features.foundation.audit.models import AuditEvent
from features.patients.models import Patient
from features.registration import duplicates
from features.registration.forms import person as forms
from features.registration.models import NotDuplicate, RegisteredIdentity
from features.registration.services import register_patient
from tests.factories import PatientFactory
from tests.forms.sent import Filled, opened
from tests.registration.test_unnamed import unnamed

URL = "/registration/"
INES = {"family_name": "Almeida", "given_names": "Inês", "birth": "8 Apr 1991", "sex": "female"}


@pytest.fixture
def desk(freda, signed_in):
    return signed_in(freda)


@pytest.fixture
def ines(hillside) -> Patient:
    return PatientFactory(
        family_name="Almeida", given_names="Inês", birth_date=date(1991, 4, 8), sex="female", at=hillside
    )


def pressed(form: Filled, candidate: Patient, reason: str) -> Filled:
    """The form as it comes back after a press at a candidate, without JavaScript."""
    answer = form.browser.post(form.url, {**form.values, "tell_apart": f"{candidate.public_id}:{reason}"})
    assert answer.status_code == 200
    return Filled.from_answer(form.browser, form.url, answer)


def test_one_press_hides_a_candidate_and_the_save_remembers_why(desk, ines):
    form = pressed(opened(desk, URL).fill(**INES), ines, "papers")
    assert form.values["family_name"] == "Almeida"
    assert not NotDuplicate.objects.exists()
    assert form.send().status_code == 302
    pair = NotDuplicate.objects.get()
    assert (pair.patient, pair.other, pair.reason) == (ines, Patient.objects.latest("id"), "papers seen")
    assert AuditEvent.objects.filter(action="create", object_kind="notduplicate").count() == 1


def test_who_was_told_apart_is_named_below_and_can_be_taken_back(ines, freda, signed_in):
    client = signed_in(freda, htmx=True)
    typed = {**INES, "tell_apart": f"{ines.public_id}:kin"}
    words = client.post("/registration/candidates/", typed).text
    assert "Use this person" not in words
    assert "</bdi> – relative" in words
    assert "Take back" in words
    assert f'name="apart" value="{ines.public_id}:kin"' in words
    back = client.post(
        "/registration/candidates/",
        {**INES, "apart": f"{ines.public_id}:kin", "tell_apart": f"{ines.public_id}:"},
    ).text
    assert "Use this person" in back
    assert "Take back" not in back


def test_another_very_likely_one_still_asks_why(desk, ines, harbour):
    second = PatientFactory(
        family_name="Almeida", given_names="Ines", birth_date=date(1991, 4, 8), sex="female", at=harbour
    )
    form = pressed(opened(desk, URL).fill(**INES), ines, "asked")
    answer = form.send()
    assert answer.status_code == 422
    assert "Why is this somebody else?" in answer.text
    assert form.fill(different="Cousins").send().status_code == 302
    assert {pair.patient: pair.reason for pair in NotDuplicate.objects.all()} == {
        ines: "says so",
        second: "Cousins",
    }


@pytest.mark.parametrize("told", ["x", "x:papers", "{0}", "{0}:because", "{0}:", "\x00:papers", ":" * 500])
def test_what_is_no_press_tells_nobody_apart(told, desk, ines):
    form = opened(desk, URL).fill(**INES, apart=told.format(ines.public_id))
    assert form.send().status_code == 422
    assert not NotDuplicate.objects.exists()


def test_nobody_is_told_apart_who_is_not_like_this(desk, ines, harbour):
    stranger = PatientFactory(family_name="Okafor", birth_date=date(1950, 1, 1), sex="male", at=harbour)
    apart = f"{stranger.public_id}:papers {ines.public_id}:papers"
    assert opened(desk, URL).fill(**INES, apart=apart).send().status_code == 302
    assert NotDuplicate.objects.get().patient == ines


def test_a_restricted_record_is_not_told_apart_by_a_press(desk, ines):
    Patient.objects.filter(pk=ines.pk).update(restricted=True)
    words = desk.post("/registration/candidates/", INES).text
    assert "A restricted record" in words
    assert "tell_apart" not in words


def test_a_reason_lets_in_nobody_who_was_registered_meanwhile(desk, ines, harbour, freda):
    """The exact twin is refused although somebody else was told apart: nobody has seen the new record."""
    form = pressed(opened(desk, URL).fill(**INES), ines, "papers")
    person = {
        "family_name": "Almeida",
        "given_names": "Inês",
        "birth_date": date(1991, 4, 8),
        "birth_precision": "day",
        "sex": "female",
    }
    register_patient(person=person, facility=harbour, by=Actor(user=freda.public_id), on=date(2026, 3, 14))

    def before(**_known):
        return [one for one in duplicates.candidates(**_known) if one.public_id == ines.public_id]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(forms, "candidates", before)
        assert form.send().status_code == 422
    assert RegisteredIdentity.objects.count() == 1


def test_an_unidentified_patient_is_told_apart_and_the_pair_is_remembered(desk, ines):
    patient = unnamed(desk)
    Patient.objects.filter(pk=patient.pk).update(sex="female")
    url = f"/registration/{patient.public_id}/identify/"
    form = pressed(opened(desk, url).fill(**INES), ines, "kin")
    assert form.send().status_code == 302
    pair = NotDuplicate.objects.get()
    assert (pair.patient, pair.other, pair.reason) == (ines, patient, "relative")


def test_who_was_told_apart_from_a_record_is_not_shown_at_it_again(freda, signed_in, ines):
    patient = unnamed(signed_in(freda))
    client = signed_in(freda, htmx=True)
    url = f"/registration/{patient.public_id}/candidates/"
    assert "Almeida, Inês" in client.post(url, INES).text
    NotDuplicate.objects.create(patient=ines, other=patient, reason="papers seen")
    assert "Almeida, Inês" not in client.post(url, INES).text
    assert "Almeida, Inês" in client.post("/registration/candidates/", INES).text


def test_nobody_is_like_themselves(freda, signed_in):
    patient = unnamed(signed_in(freda))
    Patient.objects.filter(pk=patient.pk).update(
        family_name="Almeida", given_names="Inês", birth_date=date(1991, 4, 8), birth_precision="day"
    )
    words = signed_in(freda, htmx=True).post(f"/registration/{patient.public_id}/candidates/", INES).text
    assert "Nobody so far" in words
