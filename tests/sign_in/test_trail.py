"""The audit trail of signing in."""

import pytest
from django.urls import reverse

from features.foundation.audit.models import AuditEvent
from tests.sign_in.conftest import PASSWORD

pytestmark = pytest.mark.django_db


def rows():
    return list(
        AuditEvent.objects.order_by("id").values_list("action", "outcome", "reason", "object_id", "user")
    )


def test_a_sign_in_and_a_sign_out_are_recorded(client, sign_in, nadia):
    sign_in()
    client.post(reverse("account_logout"))

    me = nadia.public_id
    assert rows() == [("sign_in", "success", "", me, me), ("sign_out", "success", "", me, me)]


def test_a_failure_is_recorded_about_the_person_and_by_nobody(sign_in, nadia):
    sign_in(password="guess")

    assert rows() == [("sign_in", "failed", "wrong password", nadia.public_id, None)]


def test_a_name_that_is_nobodys_is_not_recorded(sign_in, nadia):
    sign_in("MySecretPassword1", "x")

    assert rows() == [("sign_in", "failed", "wrong password, unknown user", None, None)]
    assert "mysecretpassword1" not in str(list(AuditEvent.objects.values())).lower()


def test_a_lock_out_is_recorded_once_and_each_attempt_during_it(sign_in, nadia):
    for _ in range(7):
        sign_in(password="guess")

    actions = [(action, reason) for action, _, reason, _, _ in rows()]
    assert actions.count(("lock_out", "too many failures")) == 1
    assert actions.count(("sign_in", "wrong password")) == 4 + 1
    assert actions.count(("sign_in", "locked out")) == 2


def test_a_wrong_code_is_recorded(sign_in, type_code, nadia, second_factor):
    sign_in()
    type_code("12345")

    assert rows() == [("sign_in", "failed", "wrong code", nadia.public_id, None)]


def test_changes_of_security_are_recorded(client, sign_in, nadia, django_capture_on_commit_callbacks):
    import time

    from features.sign_in.rules import STEP_SECONDS, one_time_code

    sign_in()
    secret = client.get(reverse("mfa_activate_totp")).context["form"].secret
    code = one_time_code(secret, int(time.time()) // STEP_SECONDS)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("mfa_activate_totp"), {"code": code})
        client.post(reverse("mfa_generate_recovery_codes"))
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    new = "four quiet harbour words"
    client.post(
        reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": new, "password2": new}
    )
    client.post(reverse("mfa_deactivate_totp"))

    actions = {action for action, *_ in rows()}
    assert actions >= {
        "add_second_factor",
        "renew_recovery_codes",
        "sign_in_again",
        "change_password",
        "remove_second_factor",
    }
    kept = str(list(AuditEvent.objects.values()))
    assert not any(secret_text in kept for secret_text in (PASSWORD, new, secret, code))
