"""A signature: asked for when the last proof is old, counted when it is wrong, and never seen again."""

import logging
import time

import pytest
from allauth.account.internal.flows import login
from axes.models import AccessAttempt
from django import forms
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpResponse
from django.test import Client

from features.foundation.audit.models import AuditEvent
from features.foundation.ui.fields.signatures import SignatureField
from features.foundation.ui.fields.text import LineField
from tests.cast import BACKEND

PASSWORD = "chartside-demo"
WRONG = "ZZCANARY-password"


class SignForm(forms.Form):
    note = LineField()
    signature = SignatureField()


def sign(request) -> HttpResponse:
    form = SignForm(request.POST or None)
    form.fields["signature"].ask(request)
    if form.is_valid():
        assert form.cleaned_data == {"note": "seen", "signature": True}
        return HttpResponse("signed")
    return HttpResponse(f"{form} {form['signature'].value()}", status=422)


@pytest.fixture
def browser(nadia, settings) -> Client:
    """Nadia's, who signed in longer than five minutes ago."""
    settings.ROOT_URLCONF = "tests.ui.fields.signing_urls"
    client = Client()
    client.force_login(nadia, backend=BACKEND)
    return client


def proved(client: Client, seconds_ago: int) -> None:
    session = client.session
    session[login.AUTHENTICATION_METHODS_SESSION_KEY] = [
        {"method": "password", "at": time.time() - seconds_ago}
    ]
    session[login._AUTHENTICATION_METHODS_USER_SESSION_KEY] = session["_auth_user_id"]
    session.save()


def test_the_password_signs_and_is_not_asked_again_for_five_minutes(browser):
    assert 'type="password"' in browser.get("/sign/").content.decode()
    assert browser.post("/sign/", {"note": "seen", "signature": PASSWORD}).content == b"signed"
    assert 'type="password"' not in browser.get("/sign/").content.decode()
    assert browser.post("/sign/", {"note": "seen"}).content == b"signed"
    assert AuditEvent.objects.filter(action="sign_in_again").count() == 1


@pytest.mark.parametrize(("seconds", "is_asked"), [(10, False), (299, False), (301, True), (3_600, True)])
def test_a_proof_is_good_for_five_minutes(browser, seconds, is_asked):
    proved(browser, seconds)
    assert ('type="password"' in browser.get("/sign/").content.decode()) == is_asked
    assert (browser.post("/sign/", {"note": "seen"}).status_code == 422) == is_asked


@pytest.mark.parametrize("typed", [WRONG, "", PASSWORD.upper(), PASSWORD + " ", "\x00", "x" * 1_000])
def test_a_wrong_password_signs_nothing_and_never_comes_back(browser, typed, caplog):
    with caplog.at_level(logging.DEBUG):
        answer = browser.post("/sign/", {"note": "kept", "signature": typed})

    html = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="kept"' in html
    assert "password is wrong" in html or "Type your password to sign." in html
    if typed.strip("\x00"):
        assert typed not in html
        assert typed not in caplog.text
        assert not [row for row in AuditEvent.objects.values() if typed in str(row)]


def test_a_password_that_nobody_asked_for_does_not_come_back_either(browser):
    proved(browser, 10)
    answer = browser.post("/sign/", {"note": "", "signature": WRONG})
    assert answer.status_code == 422
    assert WRONG not in answer.content.decode()


def test_wrong_ones_are_counted_and_close_the_door(browser, nadia):
    for _ in range(4):
        browser.post("/sign/", {"note": "seen", "signature": WRONG})
    assert AccessAttempt.objects.get(username="nadia").failures_since_start == 4

    fifth = browser.post("/sign/", {"note": "seen", "signature": WRONG})
    assert fifth.status_code == 429
    assert "Too many failed attempts" in fifth.content.decode()
    assert browser.post("/sign/", {"note": "seen", "signature": PASSWORD}).status_code == 429


def test_a_form_that_forgets_to_ask_is_a_mistake_of_ours():
    with pytest.raises(ImproperlyConfigured):
        SignatureField().clean(PASSWORD)


def test_it_is_marked_as_never_kept():
    assert SignatureField.never_kept
    assert SignatureField().bound_data(WRONG, None) is None
