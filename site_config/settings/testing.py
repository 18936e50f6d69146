"""The tests: real PostgreSQL and Valkey of this checkout, in databases of their own."""

import os

from site_config.settings.base import postgresql
from site_config.settings.caching import caches
from site_config.settings.local import *  # noqa: F403
from site_config.settings.local import INSTALLED_APPS, own_server
from site_config.settings.logging import logging_config

SECRET_KEY = "testing-only-" + "0" * 48
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "testserver"]
INSTALLED_APPS = [*INSTALLED_APPS, "tests"]

DATABASES = {
    "default": postgresql(own_server("DATABASE_URL") or "postgresql://chartside@127.0.0.1:5432/chartside")
}
TRUNCATE_ALLOWED = True
"""The audit trail lets a test's owner empty it between tests; no other environment has this."""

WORKER = os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")
REDIS_URL = (own_server("REDIS_URL") or "redis://127.0.0.1:6379/0").rsplit("/", 1)[
    0
] + f"/{int(WORKER) % 14 + 1}"
CACHES = caches(REDIS_URL)

SESSION_COOKIE_NAME = "chartside-session-testing"
DEVICE_COOKIE_NAME = "chartside-display-testing"
CSRF_COOKIE_NAME = "chartside-csrf-testing"
CLOCK_FROZEN_AT = os.environ.get("CHARTSIDE_NOW", "2026-03-14T14:05:00+00:00")
MFA_REQUIRED = False
PASSWORD_HASHERS = ["tests.passwords.CheapArgon2"]
LOGGING = logging_config("ERROR")
