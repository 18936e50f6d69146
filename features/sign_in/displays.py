"""Which display stands before the door: its token is looked up, guesses are counted, refusals are recorded."""

from django.http import HttpRequest

from features.foundation.access.devices import known_device
from features.foundation.access.models import Device
from features.sign_in import lock_out, trail


def try_token(request: HttpRequest, token: str) -> Device | None:
    """The display whose token was typed, which is recorded; nobody while too many wrong ones came from this address."""
    if not lock_out.may_try_token(request):
        lock_out.count_wrong_token(request)
        return None
    device = recognised(request, token)
    if device is not None:
        lock_out.forget_wrong_tokens(request)
        trail.opened_wall(request, device)
    return device


def recognised(request: HttpRequest, token: str) -> Device | None:
    """The display that shows itself by its token, also while its address is locked: no stranger darkens a wall.

    A revoked one is refused and not counted: its token was no guess.
    """
    device = known_device(token)
    if device is None:
        lock_out.count_wrong_token(request)
        return None
    if device.is_revoked:
        trail.refused_display(request, device)
        return None
    return device
