"""A right or a session that ends between opening and sending: what is sent is refused, and nothing is written."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from features.foundation.access.models import RoleAssignment, User
from features.foundation.audit.models import AuditEvent
from features.foundation.records import clock
from features.patients.models import PatientFacility
from tests.cast import BACKEND
from tests.factories import PatientFactory
from tests.forms.sent import Filled, opened
from tests.forms.unwritten import nothing_was_written

pytestmark = pytest.mark.django_db


@pytest.fixture
def patient(harbour):
    return PatientFactory(at=harbour, email="old@example.org")


@pytest.fixture
def form(nadia, signed_in, patient):
    """Nadia's form, with a new address typed into it."""
    url = reverse("patients:change_contacts", args=[patient.public_id])
    return opened(signed_in(nadia, htmx=True), url).fill(email="new@example.org")


def test_another_person_in_the_same_browser_overwrites_nothing(form, freda):
    form.browser.force_login(freda, backend=BACKEND)

    answer = form.send()
    assert answer.status_code == 409
    assert Filled.from_answer(form.browser, form.url, answer).values["email"] == "new@example.org"
    assert nothing_was_written()


def end_the_role(nadia, patient):
    RoleAssignment.objects.filter(user=nadia).update(ended_at=clock.now())


def deny(nadia, patient):
    User.objects.filter(pk=nadia.pk).update(denied=["demographics.change"])


def leave_the_clinic(nadia, patient):
    User.objects.filter(pk=nadia.pk).update(facility=None)


def restrict_the_patient(nadia, patient):
    PatientFacility.objects.filter(patient=patient).update(restricted=True)


@pytest.mark.parametrize(
    ("end", "status"),
    [(end_the_role, 403), (deny, 403), (leave_the_clinic, 403), (restrict_the_patient, 404)],
)
def test_a_right_that_ends_while_somebody_types_ends_their_form(end, status, form, nadia, patient):
    end(nadia, patient)

    assert form.send().status_code == status
    assert nothing_was_written()
    refused = AuditEvent.objects.get(outcome="refused")
    assert (refused.user, refused.patient) == (nadia.public_id, patient.public_id)


def sign_out(browser, nadia):
    twin = Client()
    twin.cookies = browser.cookies
    twin.post(reverse("account_logout"))
    assert AuditEvent.objects.get(action="sign_out").user == nadia.public_id


def disable(browser, nadia):
    User.objects.filter(pk=nadia.pk).update(is_active=False)


def sit_idle(browser, nadia):
    clock.stop_at(clock.now() + timedelta(minutes=16))


@pytest.mark.parametrize("end", [sign_out, disable, sit_idle])
def test_a_session_that_ends_while_somebody_types_ends_their_form(end, form, nadia):
    end(form.browser, nadia)
    answer = form.send()

    assert answer.status_code == 401
    assert answer.headers["HX-Redirect"].startswith(reverse("account_login"))
    assert nothing_was_written()
