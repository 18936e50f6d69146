"""A developer's machine: own servers, demo clinic, plain http on localhost, the clock may be frozen."""

import os
import sys
from pathlib import Path

from site_config.settings.base import *  # noqa: F403
from site_config.settings.base import DRAFT_KEYS, ROOT, postgresql, secrets
from site_config.settings.caching import caches
from site_config.settings.logging import logging_config


def own_server(name: str) -> str:
    """The URL from the environment, else the one that the launcher wrote for this checkout."""
    if url := secrets.read(name):
        return url
    written = Path(ROOT, ".local", "servers.env")
    if not written.exists():
        return ""
    lines = (line.partition("=") for line in written.read_text(encoding="utf-8").splitlines())
    return {key: value for key, _, value in lines}.get(name, "")


DEBUG = False
SHOW_WORKINGS = True
"""Server-Timing and X-Region: for developers only."""
STYLE_PAGE = True

SECRET_KEY = secrets.read("CHARTSIDE_SECRET_KEY", "local-only-" + "0" * 48)
DRAFT_KEYS = DRAFT_KEYS or ["bG9jYWwtb25seS1sb2NhbC1vbmx5LWxvY2FsLW9ubHk="]
"""Of a developer's machine; production refuses it."""
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
PORT = os.environ.get("PORT", "8000")

DATABASES = {
    "default": postgresql(own_server("DATABASE_URL") or "postgresql://chartside@127.0.0.1:5432/chartside")
}
if not secrets.read("CHARTSIDE_DATABASE_ROLE") and "migrate" not in sys.argv[1:2]:
    DATABASES["default"]["OPTIONS"]["assume_role"] = "chartside_app"
REDIS_URL = own_server("REDIS_URL") or "redis://127.0.0.1:6379/0"
CACHES = caches(REDIS_URL)

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = False
SESSION_COOKIE_NAME = f"chartside-session-{PORT}"
DEVICE_COOKIE_NAME = f"chartside-display-{PORT}"
CSRF_COOKIE_NAME = f"chartside-csrf-{PORT}"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
MFA_REQUIRED = secrets.read_flag("CHARTSIDE_MFA_REQUIRED", default=False)
CLOCK_FROZEN_AT = os.environ.get("CHARTSIDE_NOW", "")
DEMO_CLINIC_ALLOWED = True
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
LOGGING = logging_config("WARNING", readable=True)
