"""Django's own checks, the loggers and the caches, as production starts them."""

import pytest
from django.conf import settings

from tests.settings.started import PRODUCTION, run, started

CHECK = ("manage.py", "check", "--deploy", "--fail-level", "WARNING")


@pytest.fixture(scope="module")
def server() -> str:
    """PostgreSQL of this checkout: Django asks its version for the checks of generated columns."""
    here = settings.DATABASES["default"]
    return f"postgresql://{here['USER']}:{here['PASSWORD']}@{here['HOST']}:{here['PORT']}/postgres"


def test_djangos_checks_for_production_find_nothing(server):
    done = run(*CHECK, **{**PRODUCTION, "DATABASE_URL": server})

    assert done.returncode == 0, done.stderr
    assert "no issues" in done.stdout


def test_djangos_checks_would_find_a_plain_cookie(server):
    """The check of the check: the settings of a developer's machine do not pass it."""
    done = run(*CHECK, DATABASE_URL=server, CHARTSIDE_DATABASE_ROLE="owner")

    assert done.returncode != 0
    assert "security.W012" in done.stderr


def test_the_cache_never_unpickles():
    for environment in ({}, PRODUCTION):
        caches = started("CACHES", "SESSION_SERIALIZER", **environment).settings
        options = caches["CACHES"]["default"]["OPTIONS"]

        assert options["SERIALIZER"] == "django_redis.serializers.json.JSONSerializer"
        assert options["SOCKET_CONNECT_TIMEOUT"] + options["SOCKET_TIMEOUT"] <= 0.3001
        assert caches["SESSION_SERIALIZER"].endswith("JSONSerializer")


def test_a_request_is_no_transaction_and_connections_stay_open():
    """Services own their transactions; a refusal's audit row must not be rolled back with its request."""
    database = started("DATABASES", **PRODUCTION).settings["DATABASES"]["default"]

    assert (database["ATOMIC_REQUESTS"], database["CONN_MAX_AGE"]) == (False, None)
    assert database["ENGINE"] == "features.foundation.records.postgresql"


def test_the_application_works_under_its_own_role_on_a_developers_machine():
    of_pages = started("DATABASES").settings["DATABASES"]["default"]["OPTIONS"]
    of_the_owner = started("DATABASES", CHARTSIDE_DATABASE_ROLE="owner").settings["DATABASES"]["default"][
        "OPTIONS"
    ]

    assert of_pages["assume_role"] == "chartside_app"
    assert "assume_role" not in of_the_owner


def test_no_test_setting_is_left_where_patients_are():
    assert not started("INSTALLED_APPS", **PRODUCTION).settings["INSTALLED_APPS"].count("tests")
