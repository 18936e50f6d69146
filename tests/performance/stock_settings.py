"""The product's settings with the stock list beside it, for comparison only."""

from site_config.settings import *  # noqa: F403

ROOT_URLCONF = "tests.performance.stock"
