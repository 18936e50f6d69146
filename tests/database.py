"""The tests' databases: copies of one that is migrated once, for as long as the code that made it stays the same.

`--create-db` copies anew. The one that is copied lets nobody in, so that nobody changes it.
"""

from hashlib import sha256
from pathlib import Path

import pytest
from django.db import connection

from features.foundation.records.database_role import APPLICATION_ROLE
from tests.interchange.elsewhere import connected

ROOT = Path(__file__).parent.parent
WHAT_MAKES_IT = ("features/**/*.py", "site_config/settings/*.py", "requirements/*.txt")
BEFORE, UNFINISHED = "test_template_", "test_template"
LOCK = 7042


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix, django_db_blocker):
    """Whoever comes first migrates; everybody copies."""
    with django_db_blocker.unblock():
        connection.settings_dict["TEST"]["TEMPLATE"] = template()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup):
    """The database is made by its owner; from here on every connection works under the application's role."""
    connection.settings_dict["OPTIONS"]["assume_role"] = APPLICATION_ROLE
    connection.close()
    yield
    connection.settings_dict["OPTIONS"].pop("assume_role", None)
    connection.close()


def template() -> str:
    """The name of the migrated database, which is made where it is missing; those of other code are dropped."""
    name = BEFORE + digest()
    with connection._nodb_cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])  # held until this connection ends
        cursor.execute("SELECT datname FROM pg_database WHERE datname LIKE %s", [f"{BEFORE}%"])
        present = [row[0] for row in cursor.fetchall()]
        if name not in present:
            migrate()
            cursor.execute(f'ALTER DATABASE "{UNFINISHED}" RENAME TO "{name}"')
            cursor.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS false')
            for old in present:
                cursor.execute(f'DROP DATABASE "{old}"')
    return name


def digest() -> str:
    """Ten signs that tell whether any file has changed of which the database is made."""
    files = sorted(file for pattern in WHAT_MAKES_IT for file in ROOT.glob(pattern))
    return sha256(
        b"".join(str(file.relative_to(ROOT)).encode() + file.read_bytes() for file in files)
    ).hexdigest()[:10]


def migrate() -> None:
    """Makes the database under the name that it has until it is finished."""
    settings = connection.settings_dict
    usual = settings["NAME"], settings["TEST"]["NAME"]
    settings["TEST"]["NAME"] = UNFINISHED
    try:
        connection.creation.create_test_db(verbosity=0, autoclobber=True)
    finally:
        connection.close()
        settings["NAME"], settings["TEST"]["NAME"] = usual


def copy_to(name: str) -> None:
    """An empty database under this name, for processes that work beside the tests; one that is there stays."""
    with connected("postgres") as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        if not cursor.fetchone():
            cursor.execute(
                f'CREATE DATABASE "{name}" TEMPLATE "{connection.settings_dict["TEST"]["TEMPLATE"]}"'
            )
