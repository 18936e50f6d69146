"""Five failures close the door for 15 minutes, counted in PostgreSQL."""

from datetime import timedelta

import pytest
import time_machine
from axes.models import AccessAttempt
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.records.broken_redis import caches_at, free_port
from tests.sign_in.conftest import PASSWORD

pytestmark = pytest.mark.django_db


def test_after_five_wrong_passwords_the_right_one_is_refused_too(sign_in, nadia, is_signed_in):
    answers = [sign_in(password="wrong") for _ in range(5)]
    locked = sign_in()

    assert [answer.status_code for answer in answers] == [422] * 4 + [429]
    assert locked.status_code == 429
    assert int(locked["Retry-After"]) == 15 * 60
    assert b"Try again in 15 minutes" in locked.content
    assert b'value="nadia"' in locked.content
    assert not is_signed_in()


def test_four_wrong_passwords_do_not_lock(sign_in, nadia, is_signed_in):
    for _ in range(4):
        sign_in(password="wrong")
    sign_in()

    assert is_signed_in()


def test_after_fifteen_minutes_the_door_opens_again_also_if_somebody_kept_trying(
    sign_in, nadia, is_signed_in
):
    for _ in range(5):
        sign_in(password="wrong")
    with time_machine.travel(timezone.now() + timedelta(minutes=10), tick=True):
        assert sign_in(password="wrong").status_code == 429
        assert b"Try again in 5 minutes" in sign_in().content
    with time_machine.travel(timezone.now() + timedelta(minutes=15, seconds=2), tick=True):
        assert sign_in().status_code == 302


def test_a_lock_is_for_one_person_at_one_address(sign_in, nadia, dan):
    for _ in range(5):
        sign_in(password="wrong")

    assert sign_in("dan").status_code == 302
    elsewhere = Client(REMOTE_ADDR="198.51.100.7")
    typed = {"login": "nadia", "password": PASSWORD}
    assert elsewhere.post(reverse("account_login"), typed).status_code == 302


def test_the_lock_holds_with_redis_dead(sign_in, nadia, settings):
    settings.CACHES = caches_at(free_port())
    for _ in range(5):
        sign_in(password="wrong")

    assert sign_in().status_code == 429


def test_another_browser_or_another_writing_of_the_name_does_not_open_a_lock(client, sign_in, nadia):
    for number in range(5):
        sign_in("NADIA" if number % 2 else " nadia", "wrong")
    typed = {"login": "nadia", "password": PASSWORD}

    assert client.post(reverse("account_login"), typed, headers={"User-Agent": "other"}).status_code == 429


def test_unknown_names_are_locked_as_known_ones_are(sign_in, db):
    answers = [sign_in("nobody", "wrong") for _ in range(6)]

    assert [answer.status_code for answer in answers] == [422] * 4 + [429] * 2


def test_what_was_typed_is_not_kept(sign_in, nadia):
    sign_in("MySecretPassword1", "wrong")
    sign_in("nadia", "AnotherSecret2")
    kept = str(list(AccessAttempt.objects.values()))

    assert "mysecretpassword1" not in kept.lower()
    assert "AnotherSecret2" not in kept


def test_after_five_wrong_codes_the_right_one_is_refused_from_everywhere(
    sign_in, type_code, second_factor, recovery_codes, is_signed_in
):
    sign_in()
    answers = [type_code("12345") for _ in range(5)]
    locked = type_code(second_factor())

    assert [answer.status_code for answer in answers] == [422] * 4 + [429]
    assert locked.status_code == 429
    assert b"Try again in 15 minutes" in locked.content
    assert type_code(recovery_codes[0]).status_code == 429
    assert not is_signed_in()
    elsewhere = Client(REMOTE_ADDR="198.51.100.7")
    elsewhere.post(reverse("account_login"), {"login": "nadia", "password": PASSWORD})
    assert elsewhere.post(reverse("mfa_authenticate"), {"code": second_factor()}).status_code == 429


def test_a_new_start_with_the_password_does_not_forget_wrong_codes(client, sign_in, type_code, second_factor):
    for _ in range(5):
        sign_in()
        type_code("12345")
        client.post(reverse("account_logout"))
    sign_in()

    assert type_code(second_factor()).status_code == 429


def test_wrong_codes_are_counted_with_redis_dead(sign_in, type_code, second_factor, settings):
    settings.CACHES = caches_at(free_port())
    sign_in()
    for _ in range(5):
        type_code("12345")

    assert type_code(second_factor()).status_code == 429


def test_a_right_code_forgets_the_wrong_ones(client, sign_in, type_code, second_factor):
    sign_in()
    for _ in range(4):
        type_code("12345")
    type_code(second_factor())

    assert not AccessAttempt.objects.exists()


@pytest.mark.parametrize(
    ("page", "typed"),
    [
        ("account_reauthenticate", {"password": "wrong"}),
        (
            "account_change_password",
            {"oldpassword": "wrong", "password1": "new-words-here", "password2": "new-words-here"},
        ),
    ],
)
def test_guesses_on_an_unattended_screen_count_as_well(client, sign_in, nadia, page, typed):
    sign_in()
    answers = [client.post(reverse(page), typed) for _ in range(5)]

    assert [answer.status_code for answer in answers] == [422] * 4 + [429]
    assert b"Too many failed attempts" in answers[-1].content
