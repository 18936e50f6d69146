"""Serves Chartside on this machine: servers, tables and the demo clinic where needed, then one uvicorn."""

import contextlib
import hashlib
import os
import socket
import subprocess
import sys
from urllib.parse import urlsplit, urlunsplit

import psycopg2
import redis
import servers
import uvicorn
from processes import LOCAL, ROOT, Failure, answers, say

STAMP = LOCAL / "migrated"
SIGN_INS = """\
  Sign in with the password chartside-demo as
    nadia   nurse              lars    lab technician     adam    administrator
    dan     physician          paul    pharmacist         olga    nurse of another facility
    freda   front desk         petra   privacy officer"""


def free_port() -> int:
    """The port to serve on: PORT, which nobody else may use, on either meaning of localhost."""
    wanted = os.environ.get("PORT") or "8000"
    if not wanted.isdigit() or not 0 < int(wanted) < 65536:
        raise Failure(f"PORT={wanted} is not a port: use a number from 1024 to 65535.")
    port = int(wanted)
    taken = Failure(
        f"Port {port} is taken by another program: stop it, or choose another one with make run PORT=8001."
    )
    if answers("127.0.0.1", port) or answers("::1", port):
        raise taken
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except PermissionError as refused:
            raise Failure(f"Port {port} is not allowed to this user: choose one above 1023.") from refused
        except OSError as refused:
            raise taken from refused
    return port


def connect(url: str) -> "psycopg2.extensions.connection":
    """A connection to the database; the sentence of a failure never shows the password."""
    parts = urlsplit(url)
    shown = f"{parts.hostname}:{parts.port or 5432}{parts.path}"
    try:
        return psycopg2.connect(urlunsplit(parts._replace(scheme="postgresql")), connect_timeout=5)
    except psycopg2.OperationalError as error:
        reason = str(error).splitlines()[0].rpartition("failed: ")[2].removeprefix("FATAL:").strip()
        raise Failure(f"The database {shown} (DATABASE_URL) cannot be used: {reason}") from None
    except psycopg2.Error:
        raise Failure(
            "DATABASE_URL is not understood: write postgresql://user:password@host:port/name."
        ) from None


def check_redis(url: str) -> None:
    """A real question to Redis; the sentence of a failure never shows the password."""
    try:
        redis.Redis.from_url(url, socket_timeout=3, socket_connect_timeout=3).ping()
    except (redis.RedisError, ValueError) as error:
        parts = urlsplit(url)
        reason = type(error).__name__
        raise Failure(
            f"Redis at {parts.hostname}:{parts.port or 6379} (REDIS_URL) cannot be used: {reason}."
        ) from None


def migrated_state(database: str) -> str:
    """A hash of the migrations on disk and of those in this very database: if equal, nothing is to do."""
    content = hashlib.sha256()
    files = [*ROOT.glob("features/**/migrations/*.py"), *ROOT.glob("site_config/settings/*.py")]
    for file in [*sorted(files), ROOT / "requirements" / "runtime.txt"]:
        content.update(str(file.relative_to(ROOT)).encode() + file.read_bytes())
    with contextlib.closing(connect(database)) as connection, connection.cursor() as cursor:
        cursor.execute(
            "SELECT oid, to_regclass('django_migrations') FROM pg_database WHERE datname = current_database()"
        )
        identity = list(cursor.fetchone())
        if identity[0]:
            cursor.execute("SELECT count(*), max(applied) FROM django_migrations")
            identity += cursor.fetchone()
    content.update(repr((identity, database.rpartition("@")[2])).encode())
    return content.hexdigest()


def manage(*command: str, **environment: str) -> None:
    """Run a Django command; its failure ends the run."""
    command_line = [sys.executable, "manage.py", *command]
    if subprocess.run(command_line, env=os.environ | environment, stdin=subprocess.DEVNULL).returncode:
        raise Failure(f"manage.py {command[0]} failed; the reason stands above.")


def prepare(database: str) -> None:
    """Bring the tables and the demo clinic into the database, unless it was done before."""
    if STAMP.exists() and STAMP.read_text() == migrated_state(database):
        say("Tables up to date")
        return
    say("Bringing the tables up to date")
    manage("migrate", "--verbosity=0", CHARTSIDE_DATABASE_ROLE="owner")
    say("Making the demo clinic, unless there are patients already")
    manage("make_clinic", "--if-empty")
    STAMP.write_text(migrated_state(database))


class Server(uvicorn.Server):
    """A uvicorn that tells the address once it really serves."""

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, then print where to go."""
        await super().startup(sockets)
        if not self.should_exit:
            print(f"\n  Chartside: http://localhost:{self.config.port}  (Ctrl-C ends it)")
            print(f"\n{SIGN_INS}\n", flush=True)


def serve(port: int) -> None:
    """As `uvicorn site_config.asgi:application --timeout-graceful-shutdown 1 --no-server-header
    --no-proxy-headers`."""
    say("Starting the web server")
    config = uvicorn.Config(
        "site_config.asgi:application", host="127.0.0.1", port=port, server_header=False, proxy_headers=False,
        timeout_graceful_shutdown=1, log_level="warning", access_log=False,
    )  # fmt: skip
    Server(config).run()


def main(only_migrate: bool) -> str | None:
    """Do every step; a failure is one sentence."""
    os.chdir(ROOT)
    sys.path.insert(0, str(ROOT))
    try:
        port = 0 if only_migrate else free_port()
        urls = servers.start()
        os.environ.update(urls)
        connect(urls["DATABASE_URL"]).close()
        check_redis(urls["REDIS_URL"])
        if only_migrate:
            manage("migrate", CHARTSIDE_DATABASE_ROLE="owner")
            return None
        os.environ["PORT"] = str(port)
        prepare(urls["DATABASE_URL"])
        serve(port)
    except Failure as reason:
        return str(reason)
    except KeyboardInterrupt:
        pass
    return None


if __name__ == "__main__":
    sys.exit(main(only_migrate="migrate" in sys.argv[1:]))
