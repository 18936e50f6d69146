"""The second step: a code of the authenticator app or a recovery code; setting it up, keeping it, needing
it."""

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings as present_settings
from django.urls import reverse

from features.sign_in.rules import STEP_SECONDS, one_time_code, step_of
from tests.records.broken_redis import caches_at, free_port
from tests.sign_in.conftest import PASSWORD, SECRET

pytestmark = pytest.mark.django_db


def test_codes_are_those_of_the_standard():
    """RFC 6238, appendix B, the last six digits, SHA-1."""
    secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"

    assert [one_time_code(secret, at // STEP_SECONDS) for at in (59, 1111111109, 20000000000)] == [
        "287082",
        "081804",
        "353130",
    ]


def test_a_password_alone_is_not_enough(sign_in, second_factor, is_signed_in):
    assert sign_in()["Location"] == reverse("mfa_authenticate")
    assert not is_signed_in()


def test_password_and_code_open(sign_in, type_code, second_factor, is_signed_in):
    sign_in(next="/account/security/")

    assert type_code(second_factor())["Location"] == "/account/security/"
    assert is_signed_in()


def test_a_code_typed_with_a_space_is_the_same_code(sign_in, type_code, second_factor, is_signed_in):
    sign_in()
    code = second_factor()
    type_code(f"{code[:3]} {code[3:]}")

    assert is_signed_in()


def test_a_wrong_code_is_refused_in_words(sign_in, type_code, second_factor, is_signed_in):
    sign_in()
    answer = type_code("12345")

    assert answer.status_code == 422
    assert b"The code is wrong" in answer.content
    assert not is_signed_in()


def test_a_code_works_once(client, sign_in, type_code, second_factor, is_signed_in):
    code = second_factor()
    sign_in()
    type_code(code)
    client.post(reverse("account_logout"))
    sign_in()

    assert type_code(code).status_code == 422
    assert not is_signed_in()


def test_a_code_works_once_also_with_redis_dead(
    client, sign_in, type_code, second_factor, is_signed_in, settings
):
    settings.CACHES = caches_at(free_port())
    code = second_factor()
    sign_in()
    type_code(code)
    assert is_signed_in()
    client.post(reverse("account_logout"))
    sign_in()

    assert type_code(code).status_code == 422


def test_codes_of_long_ago_and_of_later_do_not_work():
    import time

    present = int(time.time()) // STEP_SECONDS

    assert step_of(SECRET, one_time_code(SECRET, present)) == present
    assert step_of(SECRET, one_time_code(SECRET, present - 3)) is None
    assert step_of(SECRET, one_time_code(SECRET, present + 3)) is None


def test_a_recovery_code_opens_once(client, sign_in, type_code, recovery_codes, is_signed_in):
    sign_in()
    type_code(recovery_codes[0])
    assert is_signed_in()
    client.post(reverse("account_logout"))
    sign_in()

    assert type_code(recovery_codes[0]).status_code == 422
    assert type_code(recovery_codes[1]).status_code == 302


def test_the_code_page_without_the_first_step_leads_back_to_it(client, second_factor):
    assert client.get(reverse("mfa_authenticate"))["Location"] == reverse("account_login")


def test_a_form_without_a_code_is_refused_without_a_fault(client, sign_in, second_factor):
    sign_in()

    assert client.post(reverse("mfa_authenticate"), {"credential": "{}"}).status_code == 422


def test_somebody_else_can_start_again_at_the_second_step(client, sign_in, second_factor):
    sign_in()

    client.post(reverse("account_logout"))

    assert client.get(reverse("account_login")).status_code == 200


def test_setting_up_shows_a_drawing_and_a_key_and_gives_recovery_codes_once(client, sign_in, nadia):
    sign_in()
    page = client.get(reverse("mfa_activate_totp"))
    assert b"<svg" in page.content
    assert b"data:" not in page.content
    secret = page.context["form"].secret

    import time

    code = one_time_code(secret, int(time.time()) // STEP_SECONDS)
    answer = client.post(reverse("mfa_activate_totp"), {"code": code})

    assert answer["Location"] == reverse("mfa_view_recovery_codes")
    assert len(client.get(answer["Location"]).context["unused_codes"]) == 10
    assert b"shown when they were made" in client.get(answer["Location"]).content


def test_setting_up_with_a_wrong_code_keeps_the_key(client, sign_in, nadia):
    sign_in()
    secret = client.get(reverse("mfa_activate_totp")).context["form"].secret

    answer = client.post(reverse("mfa_activate_totp"), {"code": "12345"})

    assert answer.status_code == 422
    assert answer.context["form"].secret == secret


def test_secrets_lie_encrypted_in_the_database_and_in_the_session(client, sign_in, nadia, second_factor):
    assert SECRET not in Authenticator.objects.get(user=nadia).data["secret"]
    Authenticator.objects.all().delete()
    sign_in()
    secret = client.get(reverse("mfa_activate_totp")).context["form"].secret

    assert secret not in str(dict(client.session))


def test_a_secret_is_read_after_the_key_was_changed(
    second_factor, sign_in, type_code, is_signed_in, settings
):
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [present_settings.SECRET_KEY], "another-" * 8
    sign_in()
    type_code(second_factor())

    assert is_signed_in()


class TestRequired:
    """Where a second factor is required."""

    @pytest.fixture(autouse=True)
    def _required(self, settings):
        settings.MFA_REQUIRED = True

    def test_everything_but_setting_up_help_and_leaving_is_closed(self, client, sign_in, nadia):
        sign_in()
        set_up = reverse("mfa_activate_totp")

        for name in ("home", "patients:list", "mfa_index", "account_change_password"):
            assert client.get(reverse(name))["Location"] == set_up, name
        assert client.get(reverse("home"), headers={"HX-Request": "true"})["HX-Redirect"] == set_up
        assert client.get(set_up).status_code == 200
        assert client.get(reverse("help")).status_code == 200

    def test_having_set_up_opens_everything(self, client, sign_in, nadia, is_signed_in):
        import time

        sign_in()
        secret = client.get(reverse("mfa_activate_totp")).context["form"].secret
        client.post(
            reverse("mfa_activate_totp"), {"code": one_time_code(secret, int(time.time()) // STEP_SECONDS)}
        )

        assert is_signed_in()

    def test_a_sign_in_with_a_code_opens_everything(self, sign_in, type_code, second_factor, is_signed_in):
        sign_in()
        type_code(second_factor())

        assert is_signed_in()

    def test_a_session_from_before_the_set_up_ends(self, signed_in, nadia, second_factor):
        before = signed_in(nadia)

        assert before.get(reverse("mfa_index"))["Location"].startswith("/sign-in/")
        assert "_auth_user_id" not in before.session

    def test_it_cannot_be_removed(self, client, sign_in, type_code, second_factor):
        sign_in()
        type_code(second_factor())
        client.post(reverse("mfa_deactivate_totp"))

        assert Authenticator.objects.filter(type="totp").exists()


def test_where_it_is_not_required_it_can_be_removed(client, sign_in, type_code, second_factor, settings):
    sign_in()
    type_code(second_factor())

    assert client.post(reverse("mfa_deactivate_totp"))["Location"] == reverse("mfa_index")
    assert not Authenticator.objects.exists()


def test_new_recovery_codes_replace_the_old_ones(client, sign_in, type_code, second_factor, recovery_codes):
    sign_in()
    type_code(second_factor())
    answer = client.post(reverse("mfa_generate_recovery_codes"), follow=True)

    assert set(answer.context["unused_codes"]).isdisjoint(recovery_codes)


def test_an_old_sign_in_must_be_renewed_before_security_is_changed(client, sign_in, nadia):
    sign_in()
    session = client.session
    session["account_authentication_methods"][0]["at"] -= 301
    session.save()

    asked = client.get(reverse("mfa_activate_totp"))
    assert asked["Location"] == "/sign-in/again/?next=/account/security/app/" or "again" in asked["Location"]
    assert client.get(asked["Location"]).status_code == 200
    assert client.post(asked["Location"], {"password": "wrong"}).status_code == 422
    assert client.post(asked["Location"], {"password": PASSWORD})["Location"] == reverse("mfa_activate_totp")
    assert client.get(reverse("mfa_activate_totp")).status_code == 200
