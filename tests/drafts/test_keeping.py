"""Keeping over HTTP: what is kept, whose it is, what comes late, what a save leaves, and what it costs."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from features.foundation.audit.models import AuditEvent
from features.foundation.drafts.models import Draft
from features.foundation.drafts.services import DISCARDED, KEPT, RESTORED, content_of, forget_old
from features.foundation.records import clock
from features.patients.models import Patient
from tests.cast import BACKEND
from tests.drafts.typing import Typing
from tests.factories import PatientFactory
from tests.forms.sent import Filled, opened

pytestmark = pytest.mark.django_db


@pytest.fixture
def patient(harbour):
    return PatientFactory(at=harbour, email="old@example.org", phone_mobile="")


@pytest.fixture
def url(patient):
    return reverse("patients:change_contacts", args=[patient.public_id])


@pytest.fixture
def nadias(nadia, signed_in):
    return signed_in(nadia, htmx=True)


@pytest.fixture
def typing(nadias, url):
    return Typing(opened(nadias, url))


def the_draft() -> Draft:
    return Draft.objects.get(sealed__isnull=False)


def email_of(draft: Draft) -> list[str]:
    return content_of(draft=draft)["email"]


def test_what_is_typed_is_kept_and_said_with_the_time(typing, nadia, patient, url):
    answer = typing.type(email="new@example.org")

    assert answer.json() == {"said": "Draft saved 14:05"}
    draft = the_draft()
    assert email_of(draft) == ["new@example.org"]
    assert (draft.kept_by, draft.path, draft.patient, draft.fields) == (
        nadia.public_id,
        url,
        patient.public_id,
        1,
    )
    assert not Patient.objects.filter(email="new@example.org").exists()


def test_who_types_the_old_value_again_has_nothing_unsaved(typing):
    typing.type(email="new@example.org")
    answer = typing.type(email="old@example.org")

    assert answer.json() == {"said": ""}
    assert not Draft.objects.filter(sealed__isnull=False).exists()


def test_a_late_state_changes_nothing_and_the_number_of_the_newer_is_answered(typing):
    typing.type(email="new@example.org")
    newest = typing.sequence
    typing.filled.fill(email="older@example.org")
    answer = typing.keep(sequence=newest - 1)

    assert answer.json() == {"sequence": newest}
    assert email_of(the_draft()) == ["new@example.org"]


def test_changes_are_of_the_state_that_they_name(typing):
    typing.type(email="new@example.org")
    first = typing.sequence
    assert typing.keep({"email": ["newer@example.org"]}, base=first).status_code == 200
    assert email_of(the_draft()) == ["newer@example.org"]

    answer = typing.keep({"email": ["newest@example.org"]}, base=first)
    assert "said" not in answer.json()
    assert email_of(the_draft()) == ["newer@example.org"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"form_key": "nothing"},
        {"form_key": ""},
        {"form_draft": "-1"},
        {"form_draft": str(2**63)},
        {"form_draft": "now"},
        {"form_base": "x"},
        {"form_typed": "{"},
        {"form_typed": "[]"},
    ],
)
def test_what_is_no_state_of_a_form_is_refused(typing, wrong):
    told = {
        "form_key": typing.key,
        "form_person": typing.person,
        "form_draft": "5",
        "form_base": "0",
        "form_typed": '{"email": ["a@b"]}',
        **wrong,
    }

    assert typing.browser.post(typing.filled.url, told).status_code == 400
    assert not Draft.objects.exists()


def test_the_trail_says_once_that_a_draft_was_kept_and_never_what(typing, patient):
    typing.type(email="new@example.org")
    typing.type(email="newer@example.org")

    [event] = AuditEvent.objects.filter(action=KEPT)
    assert (event.patient, event.object_id, event.category) == (
        patient.public_id,
        the_draft().public_id,
        "identity",
    )
    assert "example" not in f"{event.reason}{event.query}{event.shown}"


def test_nobody_else_is_offered_it_or_can_restore_or_discard_it(typing, freda, signed_in, url):
    typing.type(email="new@example.org")
    draft = the_draft()
    hers = signed_in(freda, htmx=True)
    page = hers.get(url)
    assert "new@example.org" not in page.content.decode()
    assert "Unsaved text" not in page.content.decode()
    form = Filled.from_answer(hers, url, page)

    restored = hers.post(url, {**form.values, "form_restore": str(draft.public_id)})
    assert "new@example.org" not in restored.content.decode()
    assert "This text is not here any more" in restored.content.decode()
    hers.post(url, {**form.values, "form_discard": str(draft.public_id)})
    hers.post(reverse("patients:drafts"), {"draft": str(draft.public_id)})
    assert email_of(the_draft()) == ["new@example.org"]
    assert "example" not in hers.get(reverse("patients:drafts")).content.decode()


def test_who_may_not_see_the_patient_keeps_nothing(olga, signed_in, url):
    browser = signed_in(olga, htmx=True)
    told = {
        "form_person": str(olga.public_id),
        "form_key": str(uuid4()),
        "form_draft": "5",
        "form_base": "0",
        "form_typed": '{"email": ["a@b"]}',
    }

    assert browser.post(url, told).status_code == 404
    assert not Draft.objects.exists()


def test_inputs_that_the_form_does_not_have_are_not_kept(nadias, url):
    Typing(opened(nadias, url)).keep({"email": ["a@example.org"], "password": ["secret"], "form_key": ["y"]})

    assert set(content_of(draft=the_draft())) == {"email"}


def test_a_save_ends_the_draft_and_a_late_state_does_not_bring_it_back(typing):
    typing.type(email="new@example.org")
    before_the_save, saved_at = typing.sequence + 1, typing.sequence + 2
    assert typing.filled.fill(form_sequence=str(saved_at)).send().status_code == 200
    assert not Draft.objects.filter(sealed__isnull=False).exists()

    del typing.filled.values["form_sequence"]
    assert typing.keep(sequence=before_the_save).json() == {"sequence": saved_at}
    assert not Draft.objects.filter(sealed__isnull=False).exists()


def test_what_is_typed_after_a_save_whose_answer_was_lost_is_kept(typing):
    typing.filled.fill(email="new@example.org", form_sequence="5").send()
    del typing.filled.values["form_sequence"]
    typing.filled.fill(email="newer@example.org")

    assert typing.keep(sequence=6).status_code == 200
    assert email_of(the_draft()) == ["newer@example.org"]


def test_a_save_that_is_refused_leaves_the_draft(typing):
    typing.type(email="nothing")
    assert typing.filled.send().status_code == 422

    assert email_of(the_draft()) == ["nothing"]


def test_without_javascript_a_save_ends_the_draft_of_its_form_only(typing, nadias, url):
    typing.type(email="new@example.org")
    other = Typing(opened(nadias, url))
    other.type(email="other@example.org")
    assert typing.filled.send().status_code == 200

    assert email_of(the_draft()) == ["other@example.org"]


def test_keeping_counts_as_activity(typing, nadia, patient):
    clock.move_by(timedelta(minutes=14))
    assert typing.type(email="new@example.org").status_code == 200
    clock.move_by(timedelta(minutes=14))
    assert typing.type(email="newer@example.org").status_code == 200

    assert Session.objects.exists()


def test_who_is_not_signed_in_any_more_is_told_so_plainly(typing):
    clock.move_by(timedelta(minutes=16))

    assert typing.type(email="new@example.org").status_code == 401
    assert not Draft.objects.exists()


def test_after_thirty_days_it_is_not_offered_and_is_deleted(typing, nadias, url):
    typing.type(email="new@example.org")
    clock.move_by(timedelta(days=30, seconds=1))
    assert forget_old() == 1

    assert not Draft.objects.exists()


def test_a_day_after_the_save_nothing_is_left(typing):
    typing.filled.fill(email="new@example.org", form_sequence="5").send()
    assert Draft.objects.count() == 1
    clock.move_by(timedelta(days=1, seconds=1))

    assert forget_old() == 1


def test_keeping_costs_who_asks_whose_it_is_and_one_write(typing):
    typing.type(email="new@example.org")
    with CaptureQueriesContext(connection) as queries:
        typing.type(email="newer@example.org")

    assert len([query for query in queries if "SAVEPOINT" not in query["sql"]]) == 3, "\n".join(
        query["sql"][:120] for query in queries
    )


def test_restoring_and_discarding_stand_in_the_trail(typing, nadias, url):
    typing.type(email="new@example.org")
    form = opened(nadias, url)
    nadias.post(url, {**form.values, "form_restore": str(the_draft().public_id)})
    nadias.post(url, {**form.values, "form_discard": str(the_draft().public_id)})

    assert AuditEvent.objects.filter(action=RESTORED).count() == 1
    assert AuditEvent.objects.filter(action=DISCARDED).count() == 1
    assert not Draft.objects.exists()


def test_a_page_of_somebody_else_keeps_nothing_under_ones_name(typing, freda):
    """Who signs in on a page that another person left: what stands there is not theirs."""
    nadias = typing.person
    typing.browser.force_login(freda, backend=BACKEND)
    told = {
        "form_key": typing.key,
        "form_person": nadias,
        "form_draft": "5",
        "form_typed": '{"email": ["a@b"]}',
    }

    assert typing.browser.post(typing.filled.url, told).status_code == 403
    assert not Draft.objects.exists()


def test_what_was_typed_after_the_save_was_pressed_stays_when_it_arrives_before(typing):
    typing.filled.fill(email="typed on@example.org")
    typing.keep(sequence=600)
    typing.filled.fill(email="new@example.org", form_sequence="500").send()

    assert email_of(the_draft()) == ["typed on@example.org"]
