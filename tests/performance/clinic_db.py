"""A database of its own for measurements: a made clinic of as many patients as wanted, kept between runs."""

import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg2
import redis

ROOT = Path(__file__).resolve().parent.parent.parent


def database_url(patients: int, sets: int = 0) -> str:
    """The URL of the clinic with `patients` patients, on the server of this checkout.

    One with so many `sets` of vital signs besides is a clinic of its own.
    """
    base = os.environ.get("DATABASE_URL") or _written("DATABASE_URL")
    name = f"chartside_bench_{patients}" + (f"_sets_{sets}" if sets else "")
    return urlunsplit(urlsplit(base)._replace(path=f"/{name}"))


def redis_url() -> str:
    return (os.environ.get("REDIS_URL") or _written("REDIS_URL")).rsplit("/", 1)[0] + "/15"


def _written(name: str) -> str:
    lines = (ROOT / ".local" / "servers.env").read_text(encoding="utf-8").splitlines()
    return dict(line.split("=", 1) for line in lines)[name]


def environment(patients: int, sets: int = 0) -> dict[str, str]:
    """What a process needs to work on that clinic."""
    return {
        **os.environ,
        "CHARTSIDE_ENV": "local",
        "DATABASE_URL": database_url(patients, sets),
        "REDIS_URL": redis_url(),
        "DJANGO_SETTINGS_MODULE": "site_config.settings",
    }


def prepare(patients: int, sets: int = 0) -> None:
    """Makes the database where it is missing: migrations, patients by COPY, statistics; forgets what is cached."""
    redis.Redis.from_url(redis_url()).flushdb()
    url = urlsplit(database_url(patients, sets))
    name = url.path.lstrip("/")
    with connect(urlunsplit(url._replace(path="/postgres"))) as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        if not cursor.fetchone():
            cursor.execute(f'CREATE DATABASE "{name}"')
    _manage(environment(patients, sets), "migrate", "--verbosity", "0")
    _manage(environment(patients, sets), "make_clinic", "--if-empty", "--patients", str(patients))
    with connect(database_url(patients, sets)) as cursor:
        cursor.execute("VACUUM ANALYZE")


def connect(url: str):
    connection = psycopg2.connect(url)
    connection.autocommit = True
    return connection.cursor()


def _manage(where: dict[str, str], *arguments: str) -> None:
    command = [sys.executable, "manage.py", *arguments]
    subprocess.run(command, cwd=ROOT, env=where, check=True)
