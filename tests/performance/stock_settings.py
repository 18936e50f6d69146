"""The product's settings with the stock list beside it, for comparison only."""

from site_config.settings import *  # noqa: F403
from site_config.settings import INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "crispy_bootstrap5"]
CRISPY_TEMPLATE_PACK = "bootstrap5"
CRISPY_ALLOWED_TEMPLATE_PACKS = ("components/forms", "bootstrap5")

ROOT_URLCONF = "tests.performance.stock"
