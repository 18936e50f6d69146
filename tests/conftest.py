"""What every test stands on: a database, an empty cache, a stopped clock, and the cast."""

import pytest
from django.core.cache import caches

from features.foundation.records import clock
from tests.cast import *  # noqa: F403
from tests.database import django_db_modify_db_settings, django_db_setup  # noqa: F401 - fixtures


@pytest.fixture(autouse=True)
def _fresh_cache_and_clock():
    """Each test begins with nothing cached and with the clock where the settings put it."""
    for cache in caches.all(initialized_only=False):
        cache.clear()
    clock.stop_at(None)
    yield
    clock.stop_at(None)
