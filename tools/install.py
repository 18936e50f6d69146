"""Makes .venv and installs the locks into it, once for each content of the locks (stdlib only)."""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
BASE = VENV / "base-python"  # tools/find_python tries this one first
MADE_IN = VENV / "made-in"  # scripts of a virtual environment hold its path


def say(text: str) -> None:
    """One progress line."""
    print(f"- {text}", flush=True)


def works(*command: str) -> bool:
    """Whether the virtual environment's Python runs this command."""
    try:
        return subprocess.run([PYTHON, *command], capture_output=True).returncode == 0
    except OSError:
        return False


def make_venv() -> None:
    """Make .venv unless a good one is there; one of another folder or a lost Python is replaced."""
    if VENV.exists():
        at_home = not MADE_IN.exists() or MADE_IN.read_text() == str(ROOT)
        if at_home and works("-c", "import pip, sys; sys.exit(sys.version_info < (3, 12))"):
            return
        shutil.rmtree(VENV)
    say(f"Making .venv with Python {sys.version.split()[0]}")
    subprocess.run([sys.executable, "-m", "venv", VENV], check=True)
    BASE.write_text(sys.executable)
    MADE_IN.write_text(str(ROOT))


def install(name: str, *, needed: bool = True) -> None:
    """Install requirements/<name>.txt unless this very content was installed before."""
    lock = ROOT / "requirements" / f"{name}.txt"
    stamp = VENV / f"installed-{name}"
    content = hashlib.sha256(lock.read_bytes()).hexdigest()
    if stamp.exists() and stamp.read_text() == content:
        return
    say(f"Installing the {name} packages")
    pip = [PYTHON, "-m", "pip", "install", "--quiet", "--no-input", "--disable-pip-version-check"]
    done = subprocess.run(
        [*pip, "--require-hashes", "-r", lock],
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip
    if done.returncode == 0:
        stamp.write_text(content)
    elif needed:
        sys.exit(f"{done.stdout}\nThe {name} packages could not be installed; pip's reason stands above.")
    else:
        say(f"No {name} packages for this machine; the system's own servers are looked for")


def main() -> None:
    """Install what the arguments name besides the runtime."""
    local = ROOT / ".local"
    local.mkdir(exist_ok=True)
    with (local / "install.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        make_venv()
        install("runtime")
        if not (os.environ.get("DATABASE_URL") and os.environ.get("REDIS_URL")):
            install("local", needed=False)
        if "development" in sys.argv[1:]:
            install("development")


if __name__ == "__main__":
    try:
        main()
    except PermissionError as refused:
        sys.exit(f"{refused.filename} belongs to another user: run make as the user who did it first.")
