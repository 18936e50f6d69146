"""Processes, ports and folders of the local servers, for tools/servers.py (stdlib only)."""

import contextlib
import filecmp
import functools
import hashlib
import importlib.util
import os
import pwd
import shutil
import signal
import socket
import subprocess
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCAL = ROOT / ".local"


class Failure(Exception):
    """Why a server cannot be had, in one sentence for the person at the keyboard."""


def say(text: str) -> None:
    """One progress line."""
    print(f"- {text}", flush=True)


# Who runs the servers, and where ------------------------------------------------------------------


@functools.cache
def server_user() -> pwd.struct_passwd:
    """The user who runs the servers: oneself, or postgres or nobody for root (PostgreSQL refuses root)."""
    if os.getuid() != 0:
        return pwd.getpwuid(os.getuid())
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(name)
    raise Failure(
        "PostgreSQL does not run as root, and there is no user postgres or nobody: run make as another user."
    )


def run(*command: object, text: str = "") -> subprocess.CompletedProcess[str]:
    """Run a command as the server user in a session of its own; it survives this program and the shell."""
    account, other = server_user(), {}
    if os.getuid() == 0:
        other = {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
    return subprocess.run(
        [str(part) for part in command], input=text, text=True, cwd="/", start_new_session=True,
        env={"PATH": os.environ.get("PATH", os.defpath), "HOME": "/", "LC_ALL": "C"},
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, **other,
    )  # fmt: skip


def runs(*command: object) -> bool:
    """Whether the server user can run this command."""
    try:
        return run(*command).returncode == 0
    except OSError:
        return False


def hidden_home() -> Path:
    """Where the data goes when the server user cannot reach the checkout."""
    return Path("/var/tmp") / f"chartside-{hashlib.sha256(str(ROOT).encode()).hexdigest()[:12]}"


@functools.cache
def home() -> Path:
    """The server user's private folder: .local/servers, or one in /var/tmp named by the checkout's path."""
    folder = LOCAL / "servers"
    if os.getuid() == 0 and not runs("test", "-x", LOCAL):
        folder = hidden_home()
        if not folder.exists():
            say(f"The user {server_user().pw_name} cannot reach {ROOT}: the data goes to {folder}")
    account = server_user()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if os.getuid() == 0 and folder.lstat().st_uid == 0:
        os.chown(folder, account.pw_uid, account.pw_gid)
    if folder.is_symlink() or folder.stat().st_uid != account.pw_uid:
        raise Failure(f"{folder} belongs to another user: remove it, or run make as that user.")
    return folder


def wheel(package: str) -> Path | None:
    """The folder of an installed package, without importing it."""
    found = importlib.util.find_spec(package)
    return Path(found.origin).parent if found and found.origin else None


def reachable(folder: Path, program: str, *companions: Path) -> Path:
    """The folder itself, or a copy with its companions where the server user cannot run the program in it."""
    if runs(folder / program, "--version"):
        return folder
    programs = home() / "programs"
    copy = programs / folder.name / program
    if not (copy.exists() and filecmp.cmp(folder / program, copy) and runs(copy, "--version")):
        for source in (folder, *companions):
            shutil.rmtree(programs / source.name, ignore_errors=True)
            shutil.copytree(source, programs / source.name, symlinks=True)
        for path in (programs, *programs.rglob("*")):
            os.chown(path, server_user().pw_uid, server_user().pw_gid, follow_symlinks=False)
    return programs / folder.name


# Processes and ports ------------------------------------------------------------------------------


def process_of(pid_file: Path) -> int | None:
    """The process that the file names, if it works in its folder: pids are used again, checkouts copied."""
    try:
        pid = int(pid_file.read_text().split()[0])
    except (OSError, ValueError, IndexError):
        return None
    return pid if working_folder(pid) == str(pid_file.parent.resolve()) else None


def working_folder(pid: int) -> str:
    """Where a process works; asked as the server user, since root in a container may not look."""
    if Path("/proc/self").exists():
        return run("readlink", f"/proc/{pid}/cwd").stdout.strip()
    return run("lsof", "-a", "-p", pid, "-d", "cwd", "-Fn").stdout.rpartition("\nn")[2].strip()


def stop_process(pid_file: Path, how: int) -> bool:
    """Stop the server of a pid file and wait until it is gone; False when none ran."""
    pid = process_of(pid_file)
    if pid is None:
        return False
    for number in (how, signal.SIGQUIT):
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, number)
        for _ in range(300):
            if process_of(pid_file) is None:
                return True
            time.sleep(0.05)
    raise Failure(f"Process {pid} does not stop; end it by hand, then try again.")


def answers(host: str, port: int) -> bool:
    """Whether something accepts connections there."""
    try:
        socket.create_connection((host, port), timeout=3).close()
    except OSError:
        return False
    return True


def choose_port(file: Path) -> int:
    """The port used last time if it is still free, else another free one, kept in the file."""
    wanted = int(file.read_text()) if file.exists() else 0
    for port in (wanted, 0):
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(("127.0.0.1", port))
            file.write_text(str(probe.getsockname()[1]))
            break
    return int(file.read_text())
