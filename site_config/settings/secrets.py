"""Reads a setting from the environment, or from the file that NAME_FILE names (a mounted secret)."""

import os
from base64 import urlsafe_b64decode
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured


def read(name: str, default: str = "") -> str:
    """The value of `name`; an unreadable file is an error that names the variable, never the content."""
    path = os.environ.get(f"{name}_FILE")
    if not path:
        return os.environ.get(name, default)
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise ImproperlyConfigured(f"{name}_FILE names a file that cannot be read: {path}") from error


def read_flag(name: str, default: bool) -> bool:
    """True for 1, true, yes, on; False for 0, false, no, off; anything else is refused."""
    value = read(name, "on" if default else "off").lower()
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"0", "false", "no", "off"}:
        return False
    raise ImproperlyConfigured(f"{name} must be on or off.")


def require(*names: str) -> None:
    """Refuses to start when one of `names` is missing, and names all that are."""
    missing = [name for name in names if not read(name)]
    if missing:
        raise ImproperlyConfigured(f"Missing in the environment: {', '.join(missing)}.")


def is_key(told: str) -> bool:
    """Whether this is a key that encrypts: 32 random bytes in URL-safe base64."""
    try:
        key = urlsafe_b64decode(told)
    except ValueError:
        return False
    return len(key) == 32 and len(set(key)) > 10 and not key.startswith(b"local-only")
