"""A signed-in request is answered whatever has become of Redis; with Redis it costs no statement for the
session."""

import json
import time

import pytest
from django.conf import settings as present_settings
from django.core import signing
from django.core.cache import cache, caches
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from features.foundation.access.sessions import SessionStore
from tests.records.broken_redis import caches_at, free_port, server

pytestmark = pytest.mark.django_db


@pytest.fixture
def address():
    return reverse("mfa_index")


def test_a_signed_in_request_is_answered_when_redis_is_refused(signed_in, nadia, address, settings):
    browser = signed_in(nadia)
    settings.CACHES = caches_at(free_port())

    assert [browser.get(address).status_code for _ in range(3)] == [200] * 3


def test_a_signed_in_request_is_answered_when_redis_hangs_and_only_the_first_one_waits(
    signed_in, nadia, address, settings
):
    browser = signed_in(nadia)
    browser.get(address)
    with server(None) as (port, heard):
        settings.CACHES = caches_at(port)
        first, later = _timed(browser, address), [_timed(browser, address) for _ in range(3)]

    assert first.status_code == 200
    assert first.seconds <= 0.3 + 2 * max(answer.seconds for answer in later)
    assert max(answer.seconds for answer in later) < 0.15
    assert len(heard) == 1


def test_a_signed_in_request_is_answered_when_redis_was_flushed(signed_in, nadia, address):
    browser = signed_in(nadia)
    cache.clear()

    assert browser.get(address).status_code == 200


def test_a_signed_in_request_is_answered_when_redis_is_full(signed_in, nadia, address, settings):
    browser = signed_in(nadia)
    with server(b"-OOM command not allowed when used memory > 'maxmemory'.\r\n") as (port, _):
        settings.CACHES = caches_at(port)

        assert browser.get(address).status_code == 200


@pytest.mark.parametrize("poison", [b"\x80\x04pickle", b'"not.signed:by-us"', b'["a", "list"]', b"7", b"{"])
def test_a_signed_in_request_is_answered_when_its_session_in_redis_is_poisoned(
    signed_in, nadia, address, poison
):
    browser = signed_in(nadia)
    client = caches["default"].client
    key = browser.cookies[present_settings.SESSION_COOKIE_NAME].value
    client.get_client().set(client.make_key(f"session:{key}"), poison)

    assert browser.get(address).status_code == 200


@pytest.mark.parametrize("written", [dict, json.dumps, lambda data: signing.dumps(data, key="another key")])
def test_a_session_that_somebody_writes_into_redis_opens_nothing(client, signed_in, nadia, address, written):
    client.cookies[present_settings.SESSION_COOKIE_NAME] = key = "a" * 32
    cache.set(f"session:{key}", written(dict(signed_in(nadia).session)))

    assert client.get(address).status_code == 302


def test_a_cached_session_is_read_without_a_statement(signed_in, nadia):
    session = signed_in(nadia).session
    session.save()

    with CaptureQueriesContext(
        connection,
    ) as statements:
        assert SessionStore(session.session_key)["_auth_user_id"] == str(nadia.pk)
    assert len(statements) == 0


def test_a_session_can_be_signed_in_with_redis_dead(client, nadia, address, settings):
    settings.CACHES = caches_at(free_port())

    answer = client.post(reverse("account_login"), {"login": "nadia", "password": "chartside-demo"})

    assert answer.status_code == 302
    assert client.get(address).status_code == 200


def test_a_slow_request_does_not_bring_a_session_back_that_has_ended(signed_in, nadia, address):
    browser = signed_in(nadia)
    slow = SessionStore(browser.session.session_key)
    slow.load()
    copy = cache.get(f"session:{slow.session_key}") or slow.encode(slow.load())
    browser.post(reverse("account_logout"))
    cache.set(f"session:{slow.session_key}", copy)

    assert SessionStore(slow.session_key).load() == {}


@pytest.mark.parametrize(
    "value", ['"abcdefgh\\000"', "' OR 1=1 --", "a" * 5000, "ABCDEFGHIJKLMNOPQRSTUVWXYZABCDEF", ""]
)
def test_a_cookie_that_we_did_not_make_is_no_session_and_no_fault(client, address, value):
    client.cookies.load(f"{present_settings.SESSION_COOKIE_NAME}={value}")

    assert client.get(address).status_code == 302


def _timed(browser, address):
    started = time.perf_counter()
    answer = browser.get(address)
    answer.seconds = time.perf_counter() - started
    return answer
