"""An authenticator app: what the telephone in a person's pocket shows."""

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp

from features.foundation.access.models import User


def code_of(secret: str, *, later: int = 0) -> str:
    """The six digits for `secret` now, or `later` steps of 30 seconds on, by the real clock."""
    *_, present, _following = totp.yield_hotp_counters_from_time()
    return totp.format_hotp_value(totp.hotp_value(secret, present + later))


def give_second_factor(username: str) -> tuple[str, list[str]]:
    """Sets up an app for a person; its secret and the recovery codes."""
    user = User.objects.get(username=username)
    secret = totp.generate_totp_secret()
    totp.TOTP.activate(user, secret)
    return secret, RecoveryCodes.activate(user).get_unused_codes()
