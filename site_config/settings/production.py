"""Real patients: refuses to start with anything missing, default or in debug."""

import os

from django.core.exceptions import ImproperlyConfigured

from site_config.settings import secrets
from site_config.settings.base import *  # noqa: F403
from site_config.settings.base import DRAFT_KEYS, postgresql
from site_config.settings.caching import caches

secrets.require(
    "CHARTSIDE_SECRET_KEY", "CHARTSIDE_DRAFT_KEYS", "DATABASE_URL", "REDIS_URL", "CHARTSIDE_ALLOWED_HOSTS"
)

SECRET_KEY = secrets.read("CHARTSIDE_SECRET_KEY")
if (
    len(SECRET_KEY) < 50
    or len(set(SECRET_KEY)) < 10
    or SECRET_KEY.startswith(("local-only", "testing-only", "django-insecure"))
):
    raise ImproperlyConfigured(
        "CHARTSIDE_SECRET_KEY is a default or too weak: use 50 random characters or more."
    )
if not all(map(secrets.is_key, DRAFT_KEYS)):
    raise ImproperlyConfigured(
        "CHARTSIDE_DRAFT_KEYS holds a default or something that is no key: manage.py make_draft_key prints one."
    )
if secrets.read_flag("DEBUG", default=False) or secrets.read_flag("CHARTSIDE_DEBUG", default=False):
    raise ImproperlyConfigured("DEBUG must be off in production.")
if "*" in secrets.read("CHARTSIDE_ALLOWED_HOSTS"):
    raise ImproperlyConfigured("CHARTSIDE_ALLOWED_HOSTS must name the hosts one by one.")
if os.environ.get("CHARTSIDE_NOW"):
    raise ImproperlyConfigured("CHARTSIDE_NOW freezes the clock; it is refused in production.")

DATABASES = {"default": postgresql(secrets.read("DATABASE_URL"))}
REDIS_URL = secrets.read("REDIS_URL")
CACHES = caches(REDIS_URL)
SHOW_WORKINGS = False
DEMO_CLINIC_ALLOWED = False

SECURE_SSL_REDIRECT = secrets.read_flag("CHARTSIDE_SSL_REDIRECT", default=True)
SECURE_REDIRECT_EXEMPT = [r"^healthz/$", r"^readyz/$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 2 * 365 * 24 * 60 * 60
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
TRUSTED_PROXIES = int(secrets.read("CHARTSIDE_TRUSTED_PROXIES", "1"))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "features.foundation.ui.static_files.HashedFiles"},
}
