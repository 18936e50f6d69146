"""Writes JSON back exactly: decimals with the digits they came with, text as it is; and the digest of it."""

import hashlib
from decimal import Decimal
from json.encoder import encode_basestring
from typing import Any

_NAMES = {None: "null", True: "true", False: "false"}


def written(value: Any) -> str:
    """The JSON text of what `reading.read_json` gave."""
    if isinstance(value, str):
        return encode_basestring(value)
    if isinstance(value, dict):
        return (
            "{" + ",".join(f"{encode_basestring(key)}:{written(part)}" for key, part in value.items()) + "}"
        )
    if isinstance(value, list):
        return "[" + ",".join(map(written, value)) + "]"
    if value is None or isinstance(value, bool):
        return _NAMES[value]
    if isinstance(value, int | Decimal):
        return str(value)
    raise TypeError(f"JSON has no {type(value).__name__}")


def digest(text: str) -> str:
    """The SHA-256 of a text in hexadecimal: equal digests mean that nothing has changed."""
    return hashlib.sha256(text.encode()).hexdigest()
