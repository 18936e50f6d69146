"""When a proof of identity is recent enough, and how one-time codes are made (RFC 4226 and 6238)."""

import hmac
import time
from base64 import b32decode
from collections.abc import Iterable

RECENT_SECONDS = 5 * 60
STEP_SECONDS = 30
STEPS_AROUND = 1
"""The code before and the one after are good too: telephones' clocks differ. These are real clocks, never a
stopped one."""


def is_recent(proofs: Iterable[dict]) -> bool:
    """Whether a password was typed in the last five minutes; `proofs` are allauth's records of one
    session."""
    typed = [proof["at"] for proof in proofs if proof.get("method") == "password"]
    return bool(typed) and time.time() - typed[-1] < RECENT_SECONDS


def one_time_code(secret: str, step: int) -> str:
    """The six digits that `secret` (base 32) gives for the time step `step`."""
    digest = hmac.digest(b32decode(secret, casefold=True), step.to_bytes(8), "sha1")
    start = digest[-1] & 0x0F
    number = int.from_bytes(digest[start : start + 4]) & 0x7FFFFFFF
    return f"{number % 1_000_000:06d}"


def step_of(secret: str, code: str, after: int = 0) -> int | None:
    """The time step near now whose code is `code` and that comes later than `after`; None if there is
    none."""
    present = int(time.time()) // STEP_SECONDS
    for step in range(present - STEPS_AROUND, present + STEPS_AROUND + 1):
        if step > after and hmac.compare_digest(one_time_code(secret, step).encode(), code.encode()):
            return step
    return None
