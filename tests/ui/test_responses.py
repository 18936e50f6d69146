"""The one way out: page or fragment, ETag, events, messages."""

import json

import pytest
from django.contrib import messages
from django.contrib.messages.storage.session import SessionStorage
from django.test import RequestFactory
from django_htmx.middleware import HtmxDetails

from features.foundation.ui.responses import etag_of, is_unchanged, respond, wants_fragment


@pytest.fixture
def ask(nadia, signed_in):
    """A request of Nadia with these headers."""

    def request(method: str = "get", path: str = "/help/", **headers):
        made = getattr(RequestFactory(), method)(path, headers=headers)
        made.user, made.session = nadia, signed_in(nadia).session
        made.htmx = HtmxDetails(made)
        made._messages = SessionStorage(made)
        return made

    return request


def answer(request, **details):
    return respond(request, page="pages/help.html", region="pages/help.html", context={}, **details)


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({}, False),
        ({"HX-Request": "true"}, True),
        ({"HX-Request": "true", "HX-History-Restore-Request": "true"}, False),
        ({"HX-Request": "false"}, False),
    ],
)
def test_a_fragment_is_for_htmx_alone(headers, expected, ask):
    assert wants_fragment(ask(**headers)) is expected


def test_events_fire_on_the_body_and_carry_nothing(ask):
    events = json.loads(answer(ask(), events=["patients-changed"]).headers["HX-Trigger"])
    assert events == {"patients-changed": {"target": "body"}}


def test_messages_follow_a_fragment_out_of_band_once(ask):
    request = ask(**{"HX-Request": "true"})
    messages.success(request, "Saved at 14:05")
    first = answer(request)
    assert 'hx-swap-oob="beforeend:#toasts"' in first.content.decode()
    assert "Saved at 14:05" in first.content.decode()
    request._messages.update(first)
    later = ask(**{"HX-Request": "true"})
    later._messages = SessionStorage(request)
    assert "Saved at 14:05" not in answer(later).content.decode()


def test_the_etag_depends_on_rights_language_query_and_release(ask, nadia, settings):
    first = etag_of(ask(), 1)
    assert etag_of(ask(), 1) == first
    assert etag_of(ask(), 2) != first
    assert etag_of(ask(path="/help/?x=1"), 1) != first
    settings.RELEASE = "9.9.9"
    assert etag_of(ask(), 1) != first
    settings.RELEASE = "0.1.0"
    del nadia.permissions
    nadia.denied = ["vitals.read"]
    assert etag_of(ask(), 1) != first


def test_only_a_get_can_be_unchanged(ask):
    assert is_unchanged(ask(**{"If-None-Match": '"a"'}), '"a"')
    assert not is_unchanged(ask("post", **{"If-None-Match": '"a"'}), '"a"')
    assert not is_unchanged(ask(), '"a"')
