"""What is the same in every environment."""

from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from site_config.settings import secrets
from site_config.settings.caching import *  # noqa: F403
from site_config.settings.caching import caches
from site_config.settings.logging import logging_config
from site_config.settings.security import *  # noqa: F403

ROOT = Path(__file__).resolve().parent.parent.parent
RELEASE = "0.1.0"
SECRET_KEY = secrets.read("CHARTSIDE_SECRET_KEY")
DEBUG = False
ALLOWED_HOSTS = [host.strip() for host in secrets.read("CHARTSIDE_ALLOWED_HOSTS").split(",") if host.strip()]

INSTALLED_APPS = [
    "features.foundation.records",
    "features.foundation.access",
    "features.foundation.audit",
    "features.foundation.live",
    "features.foundation.drafts",
    "features.foundation.ui",
    "features.patients",
    "features.registration",
    "features.visits",
    "features.problems",
    "features.vitals",
    "features.labs",
    "features.medications",
    "features.notes",
    "features.interchange",
    "features.chart",
    "features.sign_in",
    "features.administration",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "django.forms",
    "pgtrigger",
    "pghistory",
    "django_htmx",
    "django_tables2",
    "django_filters",
    "crispy_forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
]

MIDDLEWARE = [
    "features.foundation.ui.timing.TimingMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "features.foundation.access.middleware.NextSessionMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "features.foundation.access.middleware.SessionLimitsMiddleware",
    "features.foundation.access.middleware.FacilityZoneMiddleware",
    "features.foundation.ui.middleware.PrivateAnswersMiddleware",
    "features.foundation.access.middleware.SignInRequiredMiddleware",
    "features.sign_in.middleware.SecondFactorMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "axes.middleware.AxesMiddleware",
]

STARTS_ONLY_WITHOUT = "features.foundation.audit.guards.missing_guards"
PLACES = "site_config.places.PLACES"
CHART_PARTS = "site_config.places.CHART_PARTS"
BANNER_ALERTS = "features.problems.regions.alerts"
"""What a feature above the patients says in their banner."""
LIST_FACTS = {
    "last_vitals_at": "features.vitals.models.last_vitals_at",
    "last_visit_at": "features.visits.models.last_visit_at",
    "active_medications": "features.medications.models.active_medications",
}
"""What features above the patients tell clinicians of each row of the list: expressions over its `patient_id`."""
CODE_CATALOGUES = {
    "allergens": ("features.problems.catalogues.allergens", "allergies.read"),
    "reactions": ("features.problems.catalogues.reactions", "allergies.read"),
}
"""The catalogues of codes that features offer to fields: what gives the entries, and who may look them up."""
SIGNATURES = {
    "is_proven": "features.sign_in.signing.is_proven",
    "prove": "features.sign_in.signing.prove",
}
"""What a signature asks: whether the person of a request proved themselves lately, and to take their password."""
FOLLOWS_PERSON = ("features.vitals.services.settle_anew",)
"""What features above the patients bring in line when it has changed who somebody is, in the same transaction."""
PREVIEW_FACTS = (
    "features.vitals.regions.PREVIEW",
    "features.vitals.regions.NEXT_SET",
    "features.problems.regions.PREVIEW",
    "features.medications.regions.PREVIEW",
    "features.visits.regions.PREVIEW",
)
"""What features above the patients tell in the preview of one, in its order; each says who may read it."""
SHOW_WORKINGS = False
"""Server-Timing and X-Region in answers: for local and staging."""
STYLE_PAGE = False
"""Every component in each of its states, at /styleguide/: local and testing only."""
DEMO_CLINIC_ALLOWED = False

ROOT_URLCONF = "site_config.urls"
WSGI_APPLICATION = "site_config.wsgi.application"
ASGI_APPLICATION = "site_config.asgi.application"
DRAFT_KEYS = [key.strip() for key in secrets.read("CHARTSIDE_DRAFT_KEYS").split(",") if key.strip()]
"""Fernet keys for what is typed and not saved: the first seals, all of them open."""
WEB_THREADS = int(secrets.read("CHARTSIDE_WEB_THREADS", "8"))
"""Threads that serve pages; each keeps one connection to PostgreSQL."""

LIVE_HEARTBEAT_SECONDS = 15
LIVE_CHECK_SECONDS = 4
"""How often an open stream is checked: it ends within 5 s of its session or rights, and finds by then what no
announcement told."""
LIVE_STREAMS_A_SESSION = 30
"""More pages than anybody looks at; hidden tabs close theirs."""
LIVE_TOPICS = {
    "patient": "features.patients.topics.CHARTS",
    "patients-of": "features.patients.topics.LISTS",
    "registrations": "features.registration.topics.DESKS_TOPICS",
}
"""What pages may watch: by kind, what tells who may and which version it has."""

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates", ROOT / "features"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.csp",
                "features.foundation.ui.frame.frame",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
CRISPY_TEMPLATE_PACK = "components/forms"
CRISPY_ALLOWED_TEMPLATE_PACKS = ("components/forms",)

DATABASES: dict[str, dict] = {}
DATABASE_ROLE = secrets.read("CHARTSIDE_DATABASE_ROLE")


def postgresql(url: str) -> dict:
    """The connection for `url`; PostgreSQL only, kept open by each thread that serves pages."""
    if not url.startswith(("postgresql://", "postgres://")):
        raise ImproperlyConfigured("DATABASE_URL must name a PostgreSQL database: postgresql://…")
    config = environ.Env.db_url_config(url)
    config.update(
        ENGINE="features.foundation.records.postgresql",
        CONN_MAX_AGE=None,
        CONN_HEALTH_CHECKS=True,
        ATOMIC_REQUESTS=False,
        DISABLE_SERVER_SIDE_CURSORS=True,
    )
    # The triggers ask for this setting at each row; where it is missing they catch an error each time, which makes a
    # long transaction quadratic.
    config.setdefault("OPTIONS", {}).update(
        connect_timeout=3, application_name="chartside", options="-c pgtrigger.ignore={}"
    )
    return config


REDIS_URL = ""
CACHES = caches(REDIS_URL)

AUTH_USER_MODEL = "access.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English"))]
LOCALE_PATHS = [ROOT / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
STATICFILES_DIRS = [ROOT / "static"]
STATICFILES_FINDERS = [
    "features.foundation.ui.stylesheet.WholeStylesheet",
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
]
WHOLE_STYLESHEET_IN = ROOT / ".local" / "stylesheet"
"""Where the one stylesheet is written that pages link."""
STATIC_ROOT = ROOT / ".local" / "static"

MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
DEFAULT_TABLE_PAGE_SIZE = 20
COVERAGE_VERIFIED_FOR_DAYS = 365
"""Days after which a payer is asked again whether an insurance still pays."""
TASKS = {"default": {"BACKEND": "django.tasks.backends.immediate.ImmediateBackend"}}
LOGGING = logging_config("INFO")

PGHISTORY_APPEND_ONLY = True
CLOCK_FROZEN_AT = ""
"""An ISO time at which the clock stands still; only local and testing may set it."""
