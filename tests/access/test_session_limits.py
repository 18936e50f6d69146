"""A session ends after 15 minutes without activity and after 12 hours, on the server and for every kind of
request."""

from datetime import timedelta

import pytest
from django.conf import settings as present_settings
from django.contrib.sessions.models import Session
from django.urls import reverse
from django.utils.module_loading import import_string

from features.foundation.access import sessions
from features.foundation.records import clock

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)
ACTIVE_PAGE, PASSIVE_PAGE = "mfa_index", "patients:count"


def test_a_session_ends_after_fifteen_minutes_without_activity(signed_in, nadia):
    browser = signed_in(nadia)
    clock.move_by(15 * MINUTE)

    answer = browser.get(reverse(ACTIVE_PAGE))

    assert (answer.status_code, answer["Location"]) == (302, "/sign-in/?because=idle&next=/account/security/")
    assert Session.objects.count() == 0


def test_a_session_lives_until_the_fifteenth_minute(signed_in, nadia):
    browser = signed_in(nadia)
    clock.move_by(15 * MINUTE - timedelta(seconds=1))

    assert browser.get(reverse(ACTIVE_PAGE)).status_code == 200


def test_activity_keeps_a_session_alive_for_twelve_hours_and_no_longer(signed_in, nadia):
    browser = signed_in(nadia)
    for _ in range(51):
        clock.move_by(14 * MINUTE)
        assert browser.get(reverse(ACTIVE_PAGE)).status_code == 200
    clock.move_by(6 * MINUTE)

    answer = browser.get(reverse(ACTIVE_PAGE))

    assert (answer.status_code, answer["Location"]) == (302, "/sign-in/?because=long&next=/account/security/")


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}, {"X-User-Activity": "1"}])
def test_a_poll_does_not_keep_a_session_alive_whatever_it_claims(signed_in, freda, headers):
    browser = signed_in(freda)
    for _ in range(3):
        clock.move_by(5 * MINUTE)
        answer = browser.get(
            reverse(PASSIVE_PAGE), {"activity": "1", "marks_activity": "true"}, headers=headers
        )

    assert answer.status_code in (302, 401)


def test_activity_is_noted_at_most_every_fifteen_seconds(signed_in, nadia, django_assert_num_queries):
    browser = signed_in(nadia)
    before = browser.session[sessions.ACTIVE]
    clock.move_by(timedelta(seconds=14))
    browser.get(reverse(ACTIVE_PAGE))
    assert browser.session[sessions.ACTIVE] == before
    clock.move_by(timedelta(seconds=1))
    browser.get(reverse(ACTIVE_PAGE))
    assert browser.session[sessions.ACTIVE] == before + 15


def test_htmx_is_told_to_send_the_whole_page_to_sign_in_and_back_to_where_it_was(signed_in, nadia):
    browser = signed_in(nadia, htmx=True)
    clock.move_by(15 * MINUTE)
    current = "http://testserver/patients/?status=active&sort=-born"

    answer = browser.get(reverse(ACTIVE_PAGE), headers={"HX-Request": "true", "HX-Current-URL": current})

    assert answer.status_code == 401
    assert answer["HX-Redirect"] == "/sign-in/?because=idle&next=/patients/%3Fstatus%3Dactive%26sort%3D-born"
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize(
    "current", ["https://evil.example/patients/", "//evil.example/", "javascript:alert(1)", "http://["]
)
def test_htmx_is_not_sent_back_to_a_foreign_page(client, current):
    answer = client.get(reverse(ACTIVE_PAGE), headers={"HX-Request": "true", "HX-Current-URL": current})

    assert answer["HX-Redirect"] == "/sign-in/"


@pytest.mark.parametrize("kind", ["text/event-stream", "application/json"])
def test_a_machine_gets_401(client, kind):
    answer = client.get(reverse(ACTIVE_PAGE), headers={"Accept": kind})

    assert (answer.status_code, answer.content) == (401, b"")


def test_a_form_that_was_being_sent_is_not_a_place_to_come_back_to(client):
    assert client.post(reverse("account_change_password"))["Location"] == "/sign-in/"


def test_an_unknown_address_ends_an_old_session_too(signed_in, nadia):
    browser = signed_in(nadia)
    clock.move_by(15 * MINUTE)

    assert browser.get("/nothing/here/").status_code == 302
    assert Session.objects.count() == 0


def test_a_session_without_its_times_is_over(signed_in, nadia):
    browser = signed_in(nadia)
    session = browser.session
    del session[sessions.BEGAN]
    session.save()

    assert browser.get(reverse(ACTIVE_PAGE)).status_code == 302


def test_a_person_who_became_inactive_is_signed_out_at_once(signed_in, nadia):
    browser = signed_in(nadia)
    nadia.is_active = False
    nadia.save()

    assert browser.get(reverse(ACTIVE_PAGE)).status_code == 302


def test_every_activity_is_a_page_of_ours_and_none_is_a_region_or_the_stream():
    from tests.access.resolver import url_names

    activity = import_string(present_settings.ACTIVITY_URL_NAMES)

    assert activity <= url_names()
    assert not activity & {"patients:listing", "patients:count", "patients:banner", "live:stream"}


def test_times_are_those_of_the_wall_clock_of_the_facility(signed_in, nadia, harbour, rf):
    from django.utils import timezone

    from features.foundation.access.middleware import FacilityZoneMiddleware

    request = rf.get("/")
    request.user = nadia
    answer = FacilityZoneMiddleware(lambda request: (request.facility, timezone.get_current_timezone_name()))(
        request
    )

    assert answer == (harbour, harbour.time_zone)
    assert timezone.get_current_timezone_name() == "UTC"


def test_a_late_answer_to_an_ended_session_leaves_the_cookie_of_the_next(signed_in, nadia):
    """Several requests may be under way when a session ends; one is answered after somebody else has signed in."""
    browser = signed_in(nadia)
    former = browser.cookies[present_settings.SESSION_COOKIE_NAME].value
    clock.move_by(16 * MINUTE)

    for address in (reverse(PASSIVE_PAGE), reverse("account_session"), reverse(ACTIVE_PAGE)):
        browser.cookies[present_settings.SESSION_COOKIE_NAME] = former
        answer = browser.get(address)
        assert answer.status_code != 200
        assert present_settings.SESSION_COOKIE_NAME not in answer.cookies


def test_signing_out_takes_the_cookie_away(signed_in, nadia):
    answer = signed_in(nadia).post(reverse("account_logout"))
    assert answer.cookies[present_settings.SESSION_COOKIE_NAME].value == ""
