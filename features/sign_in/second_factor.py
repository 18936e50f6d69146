"""Checks a one-time or recovery code, once and only once, in PostgreSQL: it also holds with Redis dead."""

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import decrypt
from django.db import transaction
from django.http import HttpRequest

from features.sign_in.rules import step_of

SET_UP_HERE = "second_factor_set_up_here"


@transaction.atomic
def accept(user, typed: str) -> Authenticator | None:
    """The authenticator of `user` to which the code belongs, which is used up by that; None for a wrong
    code."""
    code = "".join(typed.split()).replace("-", "")
    for authenticator in Authenticator.objects.select_for_update().filter(user=user).order_by("-type"):
        is_right = _is_next_code if authenticator.type == Authenticator.Type.TOTP else _is_recovery_code
        if is_right(authenticator, code):
            authenticator.user = user
            return authenticator
    return None


def _is_next_code(authenticator: Authenticator, code: str) -> bool:
    data = authenticator.data
    step = step_of(decrypt(data["secret"]), code, after=data.get("last_step", 0))
    if step is None:
        return False
    authenticator.data = {**data, "last_step": step}
    authenticator.save(update_fields=["data"])
    return True


def _is_recovery_code(authenticator: Authenticator, code: str) -> bool:
    return authenticator.wrap().validate_code(code)


def was_shown(request: HttpRequest) -> bool:
    """Whether this very session proved its second factor: by a code at sign-in, or by setting it up."""
    proofs = get_authentication_records(request, request.user)
    return bool(request.session.get(SET_UP_HERE)) or any(proof["method"] == "mfa" for proof in proofs)
