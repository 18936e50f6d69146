"""What the sign-in tests share: the way through the door, and a second factor for Nadia."""

import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.urls import reverse

from features.sign_in.rules import STEP_SECONDS, one_time_code

PASSWORD = "chartside-demo"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture
def sign_in(client):
    """Types a name and a password; the answer of the server."""

    def typed(login: str = "nadia", password: str = PASSWORD, **more):
        return client.post(reverse("account_login"), {"login": login, "password": password, **more})

    return typed


@pytest.fixture
def type_code(client):
    return lambda code: client.post(reverse("mfa_authenticate"), {"code": code})


@pytest.fixture
def second_factor(nadia):
    """Nadia's authenticator app; `code()` is what it shows now, `code(1)` what it will show next."""
    Authenticator.objects.create(
        user=nadia, type=Authenticator.Type.TOTP, data={"secret": get_adapter().encrypt(SECRET)}
    )

    def code(later: int = 0) -> str:
        import time

        return one_time_code(SECRET, int(time.time()) // STEP_SECONDS + later)

    return code


@pytest.fixture
def recovery_codes(nadia, second_factor):
    return RecoveryCodes.activate(nadia).get_unused_codes()


@pytest.fixture
def is_signed_in(client):
    return lambda: client.get(reverse("mfa_index")).status_code == 200
