"""Changing one's password."""

import pytest
from django.urls import reverse

from tests.sign_in.conftest import PASSWORD

pytestmark = pytest.mark.django_db
NEW = "four quiet harbour words"


def _change(browser, old=PASSWORD, new=NEW, again=NEW):
    typed = {"oldpassword": old, "password1": new, "password2": again}
    return browser.post(reverse("account_change_password"), typed)


def test_a_new_password_signs_out_every_other_session_and_keeps_this_one(signed_in, nadia):
    here, elsewhere = signed_in(nadia), signed_in(nadia)

    assert _change(here)["Location"] == reverse("mfa_index")
    assert here.get(reverse("mfa_index")).status_code == 200
    assert elsewhere.get(reverse("mfa_index")).status_code == 302
    nadia.refresh_from_db()
    assert nadia.check_password(NEW)


@pytest.mark.parametrize(
    "mistake",
    [
        {"old": "wrong"},
        {"new": "short", "again": "short"},
        {"again": "something else"},
        {"new": "nadia-petrov", "again": "nadia-petrov"},
        {"new": "password1234", "again": "password1234"},
        {"new": "1" * 300, "again": "1" * 300},
        {"old": ""},
    ],
)
def test_a_mistake_is_said_at_the_form_and_changes_nothing(signed_in, nadia, mistake):
    answer = _change(signed_in(nadia), **mistake)

    assert answer.status_code == 422
    nadia.refresh_from_db()
    assert nadia.check_password(PASSWORD)


def test_somebody_who_is_not_signed_in_changes_nothing(client, nadia):
    assert _change(client)["Location"] == "/sign-in/"
