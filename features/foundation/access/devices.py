"""How a display says which one it is: by a token, made once, typed once into its browser, kept there as a cookie."""

import re
import secrets
from base64 import b32encode
from datetime import timedelta
from hashlib import sha256

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from features.foundation.access.models import Device, Sighting
from features.foundation.records.clock import now

TOKEN_BYTES = 32
TOKEN = re.compile("[A-Z2-7]{52}")
"""32 bytes in base 32: letters and digits that a person can type from paper, none of which looks like another."""
MISREAD = str.maketrans("018", "OIB")
"""Digits that no token has, as the letters that they were taken for."""
GROUP = 4
SEEN_EVERY = timedelta(minutes=1)


def new_token() -> str:
    """256 random bits, as they are handed to a person once."""
    return b32encode(secrets.token_bytes(TOKEN_BYTES)).decode().rstrip("=")


def in_groups(token: str) -> list[str]:
    """A token in groups of four, as it is shown and typed."""
    return [token[start : start + GROUP] for start in range(0, len(token), GROUP)]


def read_token(typed: str) -> str:
    """The token in what somebody typed, whatever its case, spaces and hyphens; nothing where it can be none."""
    token = "".join(sign for sign in typed if sign not in " -\t\r\n").upper().translate(MISREAD)
    return token if TOKEN.fullmatch(token) else ""


def hash_of(token: str) -> str:
    return sha256(token.encode()).hexdigest()


def known_device(token: str) -> Device | None:
    """The display that was given this token, also one that was revoked since.

    It is looked up by its hash: how long that takes says nothing about how much of a guess was right.
    """
    if not TOKEN.fullmatch(token):
        return None
    devices = Device.objects.select_related("facility", "sighting")
    return devices.filter(token_hash=hash_of(token)).first()


def device_of(token: str) -> Device | None:
    """The display that may show boards by this token; never a revoked one."""
    device = known_device(token)
    return None if device is None or device.is_revoked else device


def note_seen(device: Device) -> None:
    """Remembers that the display showed itself; written at most once a minute."""
    last = device.last_seen_at
    if last is not None and now() - last < SEEN_EVERY:
        return
    Sighting.objects.bulk_create(
        [Sighting(device=device, seen_at=now())],
        update_conflicts=True,
        unique_fields=["device"],
        update_fields=["seen_at"],
    )


def token_in(request: HttpRequest) -> str:
    """What the browser keeps as its token, whatever that is; nothing where it keeps none."""
    return request.COOKIES.get(settings.DEVICE_COOKIE_NAME, "")


def keep_token(response: HttpResponse, token: str) -> None:
    """Makes the browser keep the token, anew for as long as browsers keep anything; no script can read it."""
    response.set_cookie(
        settings.DEVICE_COOKIE_NAME,
        token,
        max_age=settings.DEVICE_COOKIE_AGE,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Strict",
    )


def forget_token(response: HttpResponse) -> None:
    """Makes the browser forget it."""
    response.delete_cookie(settings.DEVICE_COOKIE_NAME, samesite="Strict")
