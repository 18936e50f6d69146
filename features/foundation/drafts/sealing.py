"""Sealed at rest: what was typed is encrypted before it reaches the database, and bound to whose it is and where.

The keys are Fernet's (AES-128-CBC with HMAC-SHA256), from `settings.DRAFT_KEYS`: the first seals, all open, so that
keys can be replaced (`manage.py rotate_draft_keys`). What was moved to another person's row, form or address does not
open.
"""

import json
import zlib
from functools import lru_cache
from uuid import UUID

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings

from features.foundation.drafts.typed import Typed


class CannotBeOpened(Exception):
    """Sealed with a key that is not here any more, or not for this place."""


def seal(typed: Typed, *, by: UUID, path: str, key: UUID) -> bytes:
    content = json.dumps([str(by), path, str(key), typed], ensure_ascii=False, separators=(",", ":"))
    return keys().encrypt(zlib.compress(content.encode("utf-8", "replace"), level=1))


def unseal(sealed: bytes | memoryview, *, by: UUID, path: str, key: UUID) -> Typed:
    """Raises CannotBeOpened."""
    try:
        *place, typed = json.loads(zlib.decompress(keys().decrypt(bytes(sealed))))
    except InvalidToken as error:
        raise CannotBeOpened from error
    if place != [str(by), path, str(key)]:
        raise CannotBeOpened
    return typed


def sealed_anew(sealed: bytes | memoryview) -> bytes:
    """The same under the first key. Raises CannotBeOpened."""
    try:
        return keys().rotate(bytes(sealed))
    except InvalidToken as error:
        raise CannotBeOpened from error


def keys() -> MultiFernet:
    return _keys(tuple(settings.DRAFT_KEYS))


@lru_cache(maxsize=4)
def _keys(told: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(key) for key in told])
