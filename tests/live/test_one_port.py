"""Pages and the event stream on one port; what the stream promises."""

import http.client
import socket
import time
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings as present_settings
from django.contrib.staticfiles import finders
from django.db import connection
from django.templatetags.static import static
from django.urls import reverse

from features.foundation.access import sessions
from features.foundation.records import clock

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _quick(settings):
    settings.LIVE_CHECK_SECONDS = 0.2
    settings.LIVE_HEARTBEAT_SECONDS = 0.5


@pytest.fixture
def hers(signed_in, nadia):
    """Nadia's browser."""
    return signed_in(nadia)


def test_a_page_is_served(served, hers):
    answer = _get(served, reverse("mfa_index"), hers)

    assert answer.status == 200
    assert b"<h1>" in answer.body


def test_a_file_in_many_pieces_arrives_whole(served):
    """More pieces than the queue between thread and loop holds at a time."""
    path = finders.find("django_htmx/htmx-2.js")
    answer = _get(served, static("django_htmx/htmx-2.js"), None)

    assert answer.status == 200
    assert answer.body == Path(path).read_bytes()
    assert len(answer.body) > 100_000


def test_the_stream_beats(served, hers):
    with _stream(served, hers) as lines:
        assert next(lines) == "event: heartbeat"
        assert _within(2, lines, "event: heartbeat")


def test_the_stream_is_neither_stored_nor_buffered(served, hers):
    with closing(http.client.HTTPConnection(*served, timeout=5)) as caller:
        caller.request("GET", "/live/", headers=_cookie(hers))
        answer = caller.getresponse()

        assert answer.status == 200
        assert answer.headers["Content-Type"] == "text/event-stream"
        assert "no-store" in answer.headers["Cache-Control"]
        assert answer.headers["X-Accel-Buffering"] == "no"


def test_the_stream_needs_a_session(served, hers):
    answer = _get(served, "/live/", None, {"Accept": "text/event-stream"})

    assert answer.status == 401


def test_the_stream_ends_with_the_session_and_never_extends_it(served, hers):
    with _stream(served, hers) as lines:
        assert next(lines)
        clock.move_by(timedelta(seconds=present_settings.SESSION_IDLE_SECONDS))

        assert _within(5, lines, "event: session-ended")
        assert _within(5, lines, None)
    assert hers.session[sessions.ACTIVE] == hers.session[sessions.BEGAN]


def test_the_stream_ends_at_sign_out(served, hers):
    with _stream(served, hers) as lines:
        assert next(lines)
        hers.post(reverse("account_logout"))

        assert _within(5, lines, "event: session-ended")


def test_the_stream_ends_when_the_person_becomes_inactive(served, hers, nadia):
    with _stream(served, hers) as lines:
        assert next(lines)
        nadia.is_active = False
        nadia.save()

        assert _within(5, lines, "event: session-ended")


def test_pages_keep_their_connections_to_the_database(served, hers):
    _get(served, reverse("mfa_index"), hers)
    kept = _connections()
    assert kept
    for _ in range(50):
        assert _get(served, reverse("mfa_index"), hers).status == 200

    assert kept <= _connections()
    assert len(_connections()) <= present_settings.WEB_THREADS + 2


def test_open_streams_hold_no_connection_each(served, hers):
    _get(served, reverse("mfa_index"), hers)
    before = len(_connections())
    with _stream(served, hers) as one, _stream(served, hers) as two, _stream(served, hers) as three:
        assert next(one) and next(two) and next(three)
        time.sleep(0.6)

        assert len(_connections()) <= before + 2


@pytest.mark.parametrize(
    "path", ["/live", "/LIVE/", "/live//", "//live/", "/live/x/", "/live/../live/x", "/x/live/"]
)
def test_an_address_like_that_of_the_stream_is_a_page(served, hers, path):
    answer = _get(served, path, hers)

    assert answer.status in (301, 404)
    assert answer.headers["Content-Type"] != "text/event-stream"


@pytest.mark.parametrize(
    "headers",
    [
        {"X-Original-URL": "/live/"},
        {"X-Rewrite-URL": "/live/"},
        {"X-Forwarded-Path": "/live/"},
        {"Accept": "text/event-stream"},
        {"Upgrade": "websocket", "Connection": "Upgrade"},
        {"Script-Name": "/live"},
        {"Path-Info": "/live/"},
    ],
)
def test_no_header_makes_a_page_the_stream(served, hers, headers):
    answer = _get(served, reverse("mfa_index"), hers, headers)

    assert answer.headers.get("Content-Type") != "text/event-stream"


def test_a_header_with_an_underscore_is_not_taken_for_the_one_with_a_hyphen(served, hers):
    answer = _get(served, reverse("mfa_index"), None, {"HX_Request": "true"})

    assert answer.status == 302


def test_only_reading_opens_the_stream(served, hers):
    with closing(http.client.HTTPConnection(*served, timeout=5)) as caller:
        caller.request("POST", "/live/", headers=_cookie(hers))

        assert caller.getresponse().status in (403, 405)


@pytest.mark.parametrize(
    "raw", [b"/help/?q=\xff\xfe", b"/help/?q=%ff%00", b"/%ff%fe/", b"/help/?" + b"a" * 5000]
)
def test_an_address_of_strange_bytes_is_no_fault(served, hers, raw):
    with socket.create_connection(served, timeout=5) as caller:
        caller.sendall(b"GET " + raw + b" HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")

        assert int(caller.recv(100).split()[1]) < 500


def test_a_form_that_breaks_off_is_not_taken_for_a_whole_one(served, db):
    from axes.models import AccessAttempt

    page = _get(served, reverse("account_login"), None)
    token = page.headers["Set-Cookie"].partition("=")[2].partition(";")[0]
    body = f"csrfmiddlewaretoken={token}&login=nadia&password=half".encode()
    head = (
        "POST /sign-in/ HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n"
        f"Cookie: {present_settings.CSRF_COOKIE_NAME}={token}\r\nContent-Length: {len(body) + 20}\r\n\r\n"
    )
    with socket.create_connection(served, timeout=5) as caller:
        caller.sendall(head.encode() + body)
    time.sleep(0.5)

    assert not AccessAttempt.objects.exists()


def test_the_stream_under_wsgi_says_that_it_is_not_there(hers):
    assert hers.get("/live/").status_code == 501


def _cookie(hers) -> dict:
    if hers is None:
        return {}
    name = present_settings.SESSION_COOKIE_NAME
    return {"Cookie": f"{name}={hers.cookies[name].value}"}


def _get(served, path: str, hers, headers: dict | None = None):
    with closing(http.client.HTTPConnection(*served, timeout=10)) as caller:
        caller.request("GET", path, headers={**_cookie(hers), **(headers or {})})
        answer = caller.getresponse()
        answer.body = answer.read()
        return answer


@contextmanager
def _stream(served, hers):
    """The lines of an open stream."""
    with closing(http.client.HTTPConnection(*served, timeout=6)) as caller:
        caller.request("GET", "/live/", headers={**_cookie(hers), "Accept": "text/event-stream"})
        answer = caller.getresponse()
        assert answer.status == 200
        yield (line.decode().strip() for line in answer if line.strip())


def _within(seconds: float, lines, wanted: str | None) -> bool:
    """Whether `wanted` comes in time; None stands for the end of the stream."""
    ends = time.monotonic() + seconds
    for line in lines:
        if line == wanted:
            return time.monotonic() <= ends
        if time.monotonic() > ends:
            return False
    return wanted is None


def _connections() -> set[int]:
    """The server's connections to the database: not the test's own."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        return {pid for (pid,) in cursor.fetchall()}
