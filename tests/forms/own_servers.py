"""Breaks the servers of this checkout: ends connections, kills PostgreSQL, empties Valkey; and starts them again."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from threading import Event, Thread

import psycopg2
from django.conf import settings
from django.core.cache import cache, caches
from django.db import connection

from tests.architecture.tree import ROOT

END_ONE = """
    SELECT pg_terminate_backend(pid) FROM (
        SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> ALL (%s)
         ORDER BY random() LIMIT 1) AS one
"""
ADDRESSES = ROOT / ".local" / "servers.env"


def are_ours() -> bool:
    """Whether tools/servers.py started the database of the tests; another's is not to be killed."""
    database = settings.DATABASES["default"]
    address = f"@{database['HOST']}:{database['PORT']}/"
    return ADDRESSES.exists() and address in ADDRESSES.read_text(encoding="utf-8")


def owner():
    """A connection of its own, without the application's role."""
    connection.ensure_connection()
    password = connection.settings_dict["PASSWORD"]
    own = psycopg2.connect(connection.connection.dsn, password=password)
    own.autocommit = True
    return closing(own)


@contextmanager
def connections_ended_at_random() -> Iterator[list[int]]:
    """For the length of a block the server ends connections; yields where they are counted."""
    ended, enough = [0], Event()
    with owner() as own:
        spared = [own.info.backend_pid, connection.connection.info.backend_pid]

        def end() -> None:
            while not enough.wait(random.uniform(0, 0.2)):
                cursor = own.cursor()
                cursor.execute(END_ONE, [spared])
                ended[0] += cursor.rowcount

        ending = Thread(target=end)
        ending.start()
        try:
            yield ended
        finally:
            enough.set()
            ending.join()


def kill_postgres() -> None:
    """As a power cut would: no connection is told, nothing is written down in order."""
    with owner() as own:
        cursor = own.cursor()
        cursor.execute("SELECT pg_read_file('postmaster.pid')")
        postmaster = int(cursor.fetchone()[0].split()[0])
        os.kill(postmaster, signal.SIGQUIT)
        until = time.monotonic() + 30
        while os.path.exists(f"/proc/{postmaster}/exe") and time.monotonic() < until:  # noqa: PTH110
            time.sleep(0.02)
    connection.close()


def stop_valkey() -> None:
    caches["default"].client.get_client().shutdown(nosave=True)


def start_servers() -> None:
    """Whatever of both does not run, on the port that it had."""
    without = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "REDIS_URL")}
    command = [sys.executable, ROOT / "tools" / "servers.py", "start"]
    subprocess.run(command, env=without, check=True, capture_output=True, timeout=120)


def wait_for_the_cache() -> None:
    until = time.monotonic() + 30
    while not cache.is_available() and time.monotonic() < until:
        time.sleep(0.05)
