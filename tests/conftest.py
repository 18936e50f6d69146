"""What every test stands on: the application's database role, an empty cache, a stopped clock, and the cast."""

import pytest
from django.core.cache import caches
from django.db import connections

from features.foundation.records import clock
from features.foundation.records.database_role import APPLICATION_ROLE
from tests.cast import *  # noqa: F403


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The database is made by its owner; from here on every connection works under the application's role."""
    connection = connections["default"]
    connection.settings_dict["OPTIONS"]["assume_role"] = APPLICATION_ROLE
    connection.close()
    yield
    connection.settings_dict["OPTIONS"].pop("assume_role", None)
    connection.close()


@pytest.fixture(autouse=True)
def _fresh_cache_and_clock():
    """Each test begins with nothing cached and with the clock where the settings put it."""
    for cache in caches.all(initialized_only=False):
        cache.clear()
    clock.stop_at(None)
    yield
    clock.stop_at(None)
