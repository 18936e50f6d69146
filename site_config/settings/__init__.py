"""Chooses the settings by CHARTSIDE_ENV: local (the default), testing, staging or production."""

import os
from importlib import import_module

from django.core.exceptions import ImproperlyConfigured

ENVIRONMENTS = ("local", "testing", "staging", "production")
ENVIRONMENT = os.environ.get("CHARTSIDE_ENV", "local")

if ENVIRONMENT not in ENVIRONMENTS:
    raise ImproperlyConfigured(
        f"CHARTSIDE_ENV is {ENVIRONMENT!r}; it must be one of {', '.join(ENVIRONMENTS)}."
    )

_chosen = import_module(f"{__name__}.{ENVIRONMENT}")
globals().update({name: getattr(_chosen, name) for name in dir(_chosen) if name.isupper()})
