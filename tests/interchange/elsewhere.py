"""A Chartside elsewhere: another database, and other processes that know nothing of this one."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import quote

import psycopg2
from django.db import connection

MANAGE = Path(__file__).parents[2] / "manage.py"


class Elsewhere:
    """`run` gives a command of manage.py; what it prints comes back."""

    def __init__(self, name: str) -> None:
        self.name = name

    def run(self, *arguments: str) -> str:
        known = connection.settings_dict
        who = ":".join(quote(known[key]) for key in ("USER", "PASSWORD") if known[key])
        address = f"postgresql://{who}@{known['HOST']}:{known['PORT']}/{self.name}"
        environment = {**os.environ, "CHARTSIDE_ENV": "testing", "DATABASE_URL": address}
        command = [sys.executable, str(MANAGE), *arguments]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def rows(self, sql: str) -> list[tuple]:
        """What a statement gives there; it stands at once."""
        with connected(self.name) as cursor:
            cursor.execute(sql)
            return cursor.fetchall() if cursor.description else []


@contextmanager
def connected(name: str) -> Iterator:
    """A connection past Django, on which each statement stands at once."""
    known = connection.settings_dict
    with closing(
        psycopg2.connect(
            dbname=name,
            host=known["HOST"],
            port=known["PORT"],
            user=known["USER"],
            password=known["PASSWORD"] or None,
        )
    ) as link:
        link.autocommit = True
        with link.cursor() as cursor:
            yield cursor


@contextmanager
def opened_elsewhere() -> Iterator[Elsewhere]:
    """A copy of the tests' empty database with one facility, for as long as it is needed."""
    here = connection.settings_dict["NAME"]
    there = f"{here}_elsewhere"
    connection.close()
    with connected("postgres") as cursor:
        # A database with somebody in it cannot be copied: threads of earlier tests may have stayed.
        cursor.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [here])
        cursor.execute(f'DROP DATABASE IF EXISTS "{there}" WITH (FORCE)')
        cursor.execute(f'CREATE DATABASE "{there}" TEMPLATE "{here}"')
    elsewhere = Elsewhere(there)
    elsewhere.rows(
        "INSERT INTO access_facility (public_id, version, created_at, updated_at, name, time_zone, standards)"
        " VALUES (gen_random_uuid(), 1, now(), now(), 'Elsewhere', 'Europe/London', '{}')"
    )
    try:
        yield elsewhere
    finally:
        with connected("postgres") as cursor:
            cursor.execute(f'DROP DATABASE "{there}" WITH (FORCE)')
