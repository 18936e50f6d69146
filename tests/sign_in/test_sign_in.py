"""Signing in and out with a password."""

import pytest
from django.conf import settings as present_settings
from django.contrib.sessions.models import Session
from django.urls import NoReverseMatch, reverse

from tests.sign_in.conftest import PASSWORD

pytestmark = pytest.mark.django_db


def test_a_name_and_its_password_open_the_start_page(sign_in, nadia, is_signed_in):
    answer = sign_in()

    assert (answer.status_code, answer["Location"]) == (302, reverse("home"))
    assert is_signed_in()


def test_a_name_may_be_typed_in_capitals_and_with_spaces_around(sign_in, nadia, is_signed_in):
    sign_in(" Nadia ")

    assert is_signed_in()


def test_a_wrong_password_keeps_the_name_and_says_it_at_the_form(sign_in, nadia, is_signed_in):
    answer = sign_in(password="wrong")

    assert answer.status_code == 422
    assert b"The user name or the password is wrong." in answer.content
    assert b'value="nadia"' in answer.content
    assert b"wrong</" not in answer.content.replace(b"password is wrong", b"")
    assert not is_signed_in()


def test_an_unknown_name_and_an_inactive_person_get_the_very_same_answer(sign_in, nadia, dan):
    dan.is_active = False
    dan.save()

    answers = [sign_in(name, "wrong") for name in ("nadia", "nobody")] + [sign_in("dan")]

    words = {answer.content.count(b"The user name or the password is wrong.") for answer in answers}
    assert {answer.status_code for answer in answers} == {422}
    assert len(words) == 1


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example/",
        "javascript:alert(1)",
        "http:///evil.example",
        "/\t/evil.example",
        "evil.example",
    ],
)
def test_next_never_leads_to_another_site(client, sign_in, nadia, elsewhere):
    assert elsewhere not in client.get(reverse("account_login"), {"next": elsewhere}).content.decode()
    assert sign_in(next=elsewhere)["Location"] == reverse("home")


def test_next_leads_back_to_the_page_that_was_asked_for(client, sign_in, nadia):
    asked = client.get(reverse("mfa_index"))

    assert asked["Location"] == "/sign-in/?next=/account/security/"
    assert b'name="next" value="/account/security/"' in client.get(asked["Location"]).content
    assert sign_in(next="/account/security/")["Location"] == "/account/security/"


def test_a_session_planted_before_the_sign_in_is_worth_nothing_after_it(client, sign_in, nadia):
    client.session["planted"] = 1
    planted = client.session
    planted["by"] = "attacker"
    planted.save()
    client.cookies[present_settings.SESSION_COOKIE_NAME] = planted.session_key

    sign_in()

    assert client.cookies[present_settings.SESSION_COOKIE_NAME].value != planted.session_key
    client.cookies[present_settings.SESSION_COOKIE_NAME] = planted.session_key
    assert client.get(reverse("mfa_index")).status_code == 302


def test_signing_out_ends_the_session_everywhere(client, sign_in, nadia, is_signed_in):
    sign_in()
    key = client.cookies[present_settings.SESSION_COOKIE_NAME].value

    answer = client.post(reverse("account_logout"))

    assert answer["Location"] == "/sign-in/?because=signed-out"
    assert Session.objects.count() == 0
    client.cookies[present_settings.SESSION_COOKIE_NAME] = key
    assert not is_signed_in()


def test_a_link_does_not_sign_anybody_out(client, sign_in, nadia, is_signed_in):
    sign_in()

    assert client.get(reverse("account_logout")).status_code == 405
    assert is_signed_in()


def test_somebody_who_is_signed_in_does_not_see_the_sign_in_page(client, sign_in, nadia):
    sign_in()

    assert client.get(reverse("account_login")).status_code == 302


@pytest.mark.parametrize("because", ["idle", "long", "signed-out"])
def test_the_page_says_why_somebody_was_signed_out(client, db, because):
    assert b"message--info" in client.get(reverse("account_login"), {"because": because}).content


def test_the_url_puts_no_words_of_its_own_on_the_page(client, db):
    assert b"message--info" not in client.get(reverse("account_login"), {"because": "call 555-0100"}).content


@pytest.mark.parametrize(
    "name", ["account_signup", "account_email", "account_reset_password", "account_inactive"]
)
def test_other_doors_of_allauth_do_not_exist(name):
    with pytest.raises(NoReverseMatch):
        reverse(name)


def test_no_json_comes_out_of_the_sign_in(client, nadia):
    headers = {"X-Requested-With": "XMLHttpRequest", "Accept": "application/json"}
    answer = client.post(reverse("account_login"), {"login": "nadia", "password": PASSWORD}, headers=headers)

    assert "json" not in answer["Content-Type"]


def test_the_fields_tell_password_managers_what_they_are(client, db):
    page = client.get(reverse("account_login")).content

    assert b'autocomplete="username"' in page
    assert b'autocomplete="current-password"' in page


@pytest.mark.parametrize("field", ["login", "password"])
@pytest.mark.parametrize("value", ["", "\0", "x" * 10_000, "‮admin", "' OR '1'='1"])
def test_hostile_input_is_refused_without_a_fault(client, nadia, field, value):
    typed = {"login": "nadia", "password": "wrong", field: value}

    assert client.post(reverse("account_login"), typed).status_code == 422
