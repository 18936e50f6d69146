"""A display at its door: known by its token, shown its wall and nothing else, turned away once it is revoked."""

from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from features.foundation.access.devices import device_of, new_token
from features.foundation.access.models import Device
from features.foundation.audit.models import AuditEvent, Outcome
from features.foundation.records import clock
from features.foundation.records.clock import now
from tests.access_matrix import METHODS, PUBLIC, expected
from tests.architecture.doors import address, ask, doors, outcome
from tests.chart_rows import fill_chart
from tests.factories import DeviceFactory, PatientFactory

pytestmark = pytest.mark.django_db
WALL = reverse("wall")
MATRIX = expected()


@pytest.fixture
def token() -> str:
    return new_token()


@pytest.fixture
def display(harbour, token) -> Device:
    return DeviceFactory(facility=harbour, name="Ward A, corridor", token=token)


@pytest.fixture
def cookie(settings) -> str:
    return settings.DEVICE_COOKIE_NAME


@pytest.fixture
def wall(display, token, client) -> Client:
    """The browser of a display that was opened with its token."""
    client.post(WALL, {"token": token})
    return client


def revoke(display: Device) -> None:
    Device.objects.filter(pk=display.pk).update(revoked_at=now())


def test_a_token_that_is_typed_once_opens_the_wall_from_then_on(display, token, client, cookie):
    answer = client.post(WALL, {"token": token.lower()})

    assert (answer.status_code, answer["Location"]) == (302, WALL)
    page = client.get(WALL).text
    assert "Harbour Clinic" in page
    assert "Ward A, corridor" in page
    assert "14:05" in page
    assert token not in page
    assert token not in answer["Location"]
    row = AuditEvent.objects.get(action="open_wall")
    assert (row.outcome, row.object_kind, row.object_id, row.user) == (
        Outcome.SUCCESS,
        "device",
        display.public_id,
        None,
    )


def test_the_cookie_lasts_long_is_renewed_and_no_script_and_no_other_site_gets_it(wall, cookie, settings):
    settings.SESSION_COOKIE_SECURE = True
    answer = wall.get(WALL)
    kept = answer.cookies[cookie]

    assert (kept["httponly"], kept["samesite"], kept["path"], kept["secure"]) == (True, "Strict", "/", True)
    assert kept["max-age"] == 400 * 24 * 3600


def test_the_time_on_the_wall_is_that_of_its_facility(wall, harbour):
    harbour.time_zone = "Asia/Kathmandu"
    harbour.save()

    assert "19:50" in wall.get(WALL).text


def test_a_display_has_no_session_and_no_idle_limit(wall, settings):
    for _ in range(3):
        clock.move_by(timedelta(days=100))
        assert "Harbour Clinic" in wall.get(WALL).text

    assert settings.SESSION_COOKIE_NAME not in wall.cookies
    assert not Session.objects.exists()


def test_its_region_asks_for_itself_each_minute_in_one_statement(wall, django_assert_num_queries):
    page = wall.get(WALL).text
    assert 'hx-trigger="every 60s"' in page

    with django_assert_num_queries(1):
        region = wall.get(WALL, headers={"HX-Request": "true"})
    assert region.text.strip().startswith('<section id="wall"')


@pytest.mark.parametrize("htmx", [False, True], ids=["page", "region"])
def test_a_revoked_display_is_told_so_at_its_next_request_and_forgets_its_token(htmx, wall, display, cookie):
    revoke(display)
    answer = wall.get(WALL, headers={"HX-Request": "true"} if htmx else None)

    assert answer.status_code == 200
    assert "This display may show nothing any more" in answer.text
    assert "Harbour Clinic" not in answer.text
    assert answer.cookies[cookie].value == ""
    assert answer.cookies[cookie]["max-age"] == 0
    row = AuditEvent.objects.latest("id")
    assert (row.action, row.outcome, row.object_id) == ("open_wall", Outcome.REFUSED, display.public_id)
    assert "may show nothing" not in wall.get(WALL).text, "it is asked for a token like any other browser"


def test_the_token_of_a_revoked_display_opens_nothing_when_it_is_typed(display, token, client, cookie):
    revoke(display)
    answer = client.post(WALL, {"token": token})

    assert answer.status_code == 422
    assert "This token opens nothing." in answer.text
    assert cookie not in answer.cookies
    assert AuditEvent.objects.latest("id").object_id == display.public_id
    assert not AccessAttempt.objects.exists(), "it was no guess"


def test_a_wrong_token_is_refused_in_words_and_kept_to_be_mended(display, client, token):
    wrong = token[:-1]
    answer = client.post(WALL, {"token": wrong})

    assert answer.status_code == 422
    assert "This token opens nothing." in answer.text
    assert f'value="{wrong}"' in answer.text
    row = AuditEvent.objects.latest("id")
    assert (row.action, row.outcome, row.reason, row.object_id) == (
        "open_wall",
        Outcome.FAILED,
        "wrong token",
        None,
    )


def test_five_wrong_tokens_from_one_address_close_the_door_to_the_right_one_too(display, client, token):
    answers = [client.post(WALL, {"token": new_token()}) for _ in range(5)]
    locked = client.post(WALL, {"token": token})

    assert [answer.status_code for answer in answers] == [422] * 4 + [429]
    assert locked.status_code == 429
    assert "Try again in 15 minutes" in locked.text
    assert Client(REMOTE_ADDR="198.51.100.7").post(WALL, {"token": token}).status_code == 302
    told = list(AuditEvent.objects.order_by("id").values_list("action", "reason"))
    assert told.count(("open_wall", "wrong token")) == 5
    assert told.count(("lock_out", "too many wrong tokens")) == 1
    assert ("open_wall", "locked out") in told


def test_guesses_by_the_cookie_are_counted_as_those_by_the_form(db, client, cookie):
    statuses = []
    for _ in range(6):
        client.cookies[cookie] = new_token()
        statuses.append(client.get(WALL).status_code)

    assert statuses == [200] * 4 + [429] * 2


def test_no_stranger_at_the_same_address_darkens_a_wall(wall):
    for _ in range(6):
        Client().post(WALL, {"token": "wrong"})

    assert "Harbour Clinic" in wall.get(WALL).text


def test_a_right_token_forgets_the_wrong_ones(display, client, token):
    for _ in range(4):
        client.post(WALL, {"token": "wrong"})
    client.post(WALL, {"token": token})

    assert not AccessAttempt.objects.exists()


def test_wrong_tokens_lock_nobody_out_of_the_sign_in(sign_in, client, nadia):
    for _ in range(6):
        client.post(WALL, {"token": "wrong"})

    assert sign_in().status_code == 302


def test_a_token_that_was_typed_is_not_kept_by_those_who_count(display, client, token):
    client.post(WALL, {"token": token[:-1]})

    assert token[:-1] not in str(list(AccessAttempt.objects.values()))


@pytest.mark.parametrize("name", sorted(set(doors()) - PUBLIC))
def test_a_display_opens_nothing_else(name, wall, harbour, cookie):
    """Every other address answers as to nobody, and no patient's record is read for it."""
    patient = fill_chart(PatientFactory(at=harbour), 1)
    before = AuditEvent.objects.count()
    for method in METHODS:
        for htmx in (False, True):
            answer = ask(wall, address(name, patient), method=method, htmx=htmx)
            assert outcome(answer, htmx=htmx) == MATRIX[name, method]["out"] == "sign-in"
    assert AuditEvent.objects.count() == before
    assert device_of(wall.cookies[cookie].value) is not None, "it was a display that asked"


def test_a_person_who_is_signed_in_stays_who_they_are_beside_a_display(wall, display, nadia):
    from tests.cast import BACKEND

    wall.force_login(nadia, backend=BACKEND)

    assert "Harbour Clinic" in wall.get(WALL).text
    assert wall.get("/patients/").status_code == 200
    revoke(display)
    wall.get(WALL)
    assert wall.get("/patients/").status_code == 200


@pytest.mark.parametrize("kept", ["", "x", "\\x00", "é", "A" * 4000, "' OR 1=1 --"])
def test_whatever_a_cookie_holds_is_no_fault(kept, db, client, cookie):
    client.cookies[cookie] = kept

    assert client.get(WALL).status_code == 200
