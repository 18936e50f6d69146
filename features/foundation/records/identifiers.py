"""Public ids: UUIDs of version 7 (RFC 9562), so that ids made later sort later."""

import os
import re
import time
import uuid
from collections.abc import Iterable

WRITTEN = re.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def new_public_id() -> uuid.UUID:
    """48 bits of Unix milliseconds, then the version, then 74 random bits."""
    milliseconds = time.time_ns() // 1_000_000
    random_bits = int.from_bytes(os.urandom(10))
    value = (milliseconds & (2**48 - 1)) << 80
    value |= 0x7 << 76
    value |= (random_bits >> 68) << 64
    value |= 0b10 << 62
    value |= random_bits & (2**62 - 1)
    return uuid.UUID(int=value)


def public_ids(texts: Iterable[str]) -> list[uuid.UUID]:
    """Those of `texts` that are public ids at all: what Redis or another release told may be anything."""
    return [uuid.UUID(text) for text in texts if WRITTEN.fullmatch(text)]
