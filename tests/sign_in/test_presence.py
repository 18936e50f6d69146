"""Whose session it is and how long it lasts: asked without extending it, extended only by being there."""

from datetime import timedelta

import pytest
from django.conf import settings as present_settings
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from features.foundation.access import sessions
from features.foundation.records import clock
from tests.cast import BACKEND

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)
JSON = {"Accept": "application/json"}


def ask(browser):
    return browser.get(reverse("account_session"), headers=JSON)


def test_a_page_learns_whose_session_it_is_and_nothing_else(signed_in, nadia):
    answer = ask(signed_in(nadia))

    told = answer.json()
    assert set(told) == {"person", "endsIn", "token"}
    assert (told["person"], told["endsIn"]) == (str(nadia.public_id), 15 * 60)
    assert "no-store" in answer["Cache-Control"]


def test_asking_costs_one_statement_and_extends_nothing(signed_in, nadia, django_assert_num_queries):
    browser = signed_in(nadia)
    ask(browser)
    clock.move_by(5 * MINUTE)
    with django_assert_num_queries(1):
        assert ask(browser).json()["endsIn"] == 10 * 60
    clock.move_by(10 * MINUTE)

    answer = ask(browser)
    assert (answer.status_code, answer.content) == (401, b"")
    assert Session.objects.count() == 0


def test_being_there_extends_the_session_and_costs_two_statements_more(
    signed_in, nadia, django_assert_max_num_queries
):
    browser = signed_in(nadia)
    clock.move_by(14 * MINUTE)
    with django_assert_max_num_queries(5):  # the person; the session, in a transaction
        answer = browser.post(reverse("account_stay"))

    assert (answer.status_code, answer.content) == (204, b"")
    assert answer["Session-Ends-In"] == "900"


def test_nobody_is_there_without_a_session(client, db):
    assert ask(client).status_code == 401
    assert client.post(reverse("account_stay"), headers=JSON).status_code == 401


def test_being_there_does_not_outlast_twelve_hours(signed_in, nadia):
    browser = signed_in(nadia)
    for _ in range(51):
        clock.move_by(14 * MINUTE)
        browser.post(reverse("account_stay"))
    answer = browser.post(reverse("account_stay"))

    assert answer["Session-Ends-In"] == str(6 * 60)


@pytest.mark.parametrize("name", ["home", "help", "account_session", "mfa_index"])
@pytest.mark.parametrize("htmx", [False, True])
def test_every_answer_to_somebody_says_how_long_the_session_lasts(signed_in, lars, name, htmx):
    browser = signed_in(lars, htmx=htmx)
    clock.move_by(3 * MINUTE)

    assert int(browser.get(reverse(name))["Session-Ends-In"]) in (12 * 60, 15 * 60)


def test_an_answer_that_nothing_is_new_and_a_refusal_say_it_too(signed_in, lars):
    browser = signed_in(lars)

    assert browser.get("/nothing/here/")["Session-Ends-In"] == "900"
    assert browser.get(reverse("patients:list"))["Session-Ends-In"] == "900"


@pytest.mark.parametrize("name", ["account_login", "health:live", "home"])
def test_no_answer_to_nobody_says_it(client, db, name):
    assert "Session-Ends-In" not in client.get(reverse(name))


def test_the_answer_that_signs_out_no_longer_says_it(signed_in, nadia):
    assert "Session-Ends-In" not in signed_in(nadia).post(reverse("account_logout"))


def test_a_page_carries_whose_it_is_and_how_long_it_may_be_shown(signed_in, nadia):
    browser = signed_in(nadia)
    page = browser.get(reverse("help")).content.decode()

    assert f'data-person="{nadia.public_id}" data-ends-in="900"' in page
    assert 'id="session"' in page


def test_a_page_for_nobody_has_no_such_dialog(client, db):
    page = client.get(reverse("account_login")).content.decode()

    assert "data-ends-in" not in page
    assert 'id="session"' not in page


def test_the_time_left_is_never_less_than_nothing(signed_in, nadia):
    session = signed_in(nadia).session
    clock.move_by(20 * MINUTE)

    assert sessions.seconds_left(session) == 0


def test_a_person_who_has_yet_to_set_up_a_second_factor_may_stay(signed_in, nadia, settings):
    settings.MFA_REQUIRED = True
    browser = signed_in(nadia)

    assert ask(browser).status_code == 200
    assert browser.post(reverse("account_stay")).status_code == 204


def test_the_token_that_is_told_is_good(nadia):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(nadia, backend=BACKEND)
    stay = reverse("account_stay")
    assert browser.post(stay).status_code == 403
    token = ask(browser).json()["token"]

    assert browser.post(stay, headers={"X-CSRFToken": token}).status_code == 204
    assert present_settings.CSRF_COOKIE_NAME in browser.cookies
