"""Signing in by the dialog over a hidden page: the same steps as at the door, as pieces of HTML, and no page at the
end."""

import re

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from features.foundation.audit.models import AuditEvent
from tests.cast import BACKEND
from tests.sign_in.conftest import PASSWORD

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}
DOOR, CODE = "account_login", "mfa_authenticate"


@pytest.fixture
def tab():
    """A browser whose tokens are checked."""
    return Client(enforce_csrf_checks=True)


def shown(answer) -> str:
    """The piece that the dialog shows."""
    html = answer.content.decode()
    assert "<html" not in html
    return html


def token_of(html: str) -> str:
    return re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', html)[1]


def begin(tab) -> str:
    return shown(tab.get(reverse(DOOR), headers=HTMX))


def send(tab, html: str, name: str, **typed):
    return tab.post(
        reverse(name), {"csrfmiddlewaretoken": token_of(html), **typed}, headers=HTMX, follow=True
    )


def is_in(answer) -> bool:
    """Whether the page is told that somebody signed in."""
    return answer.status_code == 204 and answer["HX-Trigger"] == '{"signed-in": {"target": "body"}}'


def ask(tab) -> dict:
    return tab.get(reverse("account_session"), headers={"Accept": "application/json"}).json()


def test_the_form_alone_is_shown_and_leads_back_into_the_dialog(tab):
    html = begin(tab)

    assert 'hx-post="/sign-in/" hx-target="#session-door"' in html
    assert 'action="/sign-in/"' in html
    assert 'id="door-login"' in html


def test_a_right_password_is_told_by_an_event_and_by_no_page(tab, nadia):
    answer = send(tab, begin(tab), DOOR, login="nadia", password=PASSWORD)

    assert is_in(answer)
    assert answer.content == b""
    assert ask(tab)["person"] == str(nadia.public_id)
    assert AuditEvent.objects.filter(action="sign_in", user=nadia.public_id).count() == 1


def test_the_tokens_of_before_are_worthless_and_the_one_that_is_asked_for_is_good(tab, nadia):
    before = token_of(begin(tab))
    send(tab, begin(tab), DOOR, login="nadia", password=PASSWORD)
    stay = reverse("account_stay")

    assert tab.post(stay, headers={"X-CSRFToken": before}).status_code == 403
    assert tab.post(stay, headers={"X-CSRFToken": ask(tab)["token"]}).status_code == 204


def test_the_dialog_of_a_session_that_was_flushed_takes_a_sign_in(tab, nadia):
    tab.force_login(nadia, backend=BACKEND)
    tab.get(reverse("help"))
    session = tab.session
    session.flush()

    assert is_in(send(tab, begin(tab), DOOR, login="nadia", password=PASSWORD))


def test_a_wrong_password_comes_back_into_the_dialog(tab, nadia):
    answer = send(tab, begin(tab), DOOR, login="nadia", password="wrong")

    assert answer.status_code == 422
    assert "The user name or the password is wrong." in shown(answer)
    assert 'value="nadia"' in shown(answer)


def test_the_lock_out_holds_in_the_dialog_and_says_for_how_long(tab, nadia):
    html = begin(tab)
    answers = [send(tab, html, DOOR, login="nadia", password="wrong") for _ in range(5)]
    locked = send(tab, html, DOOR, login="nadia", password=PASSWORD)

    assert [answer.status_code for answer in answers] == [422] * 4 + [429]
    assert locked.status_code == 429
    assert "Try again in 15 minutes" in shown(locked)


def test_a_form_without_its_token_is_refused(tab, nadia):
    answer = tab.post(reverse(DOOR), {"login": "nadia", "password": PASSWORD}, headers=HTMX)

    assert answer.status_code == 403


def test_the_code_is_asked_in_the_dialog(tab, nadia, second_factor, settings):
    settings.MFA_REQUIRED = True
    asked = send(tab, begin(tab), DOOR, login="nadia", password=PASSWORD)
    html = shown(asked)
    assert 'id="door-code"' in html
    assert "_auth_user_id" not in tab.session
    refused = send(tab, html, CODE, code="12345")
    assert (refused.status_code, "The code is wrong" in shown(refused)) == (422, True)

    assert is_in(send(tab, shown(refused), CODE, code=second_factor()))
    assert tab.get(reverse("mfa_index")).status_code == 200


def test_the_lock_out_of_codes_holds_in_the_dialog(tab, nadia, second_factor):
    html = shown(send(tab, begin(tab), DOOR, login="nadia", password=PASSWORD))
    for _ in range(5):
        answer = send(tab, html, CODE, code="12345")
    assert answer.status_code == 429

    assert send(tab, html, CODE, code=second_factor()).status_code == 429


def test_somebody_else_can_begin_again_at_the_code(tab, nadia, second_factor):
    html = shown(send(tab, begin(tab), DOOR, login="nadia", password=PASSWORD))
    assert 'hx-post="/sign-out/"' in html

    assert 'id="door-login"' in shown(send(tab, html, "account_logout"))


def test_who_is_signed_in_already_is_told_so_instead_of_a_form(signed_in, nadia):
    assert is_in(signed_in(nadia, htmx=True).get(reverse(DOOR)))
    assert is_in(signed_in(nadia, htmx=True).get(reverse(CODE)))


def test_somebody_else_is_another_person_with_a_session_of_their_own(tab, nadia, dan):
    tab.force_login(nadia, backend=BACKEND)
    nadias = tab.session
    Session.objects.all().delete()
    cache.clear()
    send(tab, begin(tab), DOOR, login="dan", password=PASSWORD)

    assert ask(tab)["person"] == str(dan.public_id)
    assert tab.session.session_key != nadias.session_key


def test_the_page_without_htmx_is_as_it_was(client, nadia):
    page = client.get(reverse(DOOR)).content.decode()

    assert "<html" in page
    assert "hx-post" not in page
    assert client.post(reverse(DOOR), {"login": "nadia", "password": PASSWORD}).status_code == 302
