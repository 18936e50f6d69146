"""Prints the path of a Chromium that runs; with --install it fetches one where there is none.

The one without a window is taken first: the journeys take two thirds of the time.
"""

import os
import shutil
import subprocess
import sys

INSTALLED = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
)


def runs(path: str | None) -> bool:
    """Whether it really runs: Ubuntu's chromium-browser may be a stub, Playwright's may lack libraries."""
    try:
        return (
            bool(path)
            and subprocess.run([path, "--version"], capture_output=True, timeout=60).returncode == 0
        )
    except (OSError, subprocess.TimeoutExpired):
        return False


def of_playwright() -> str | None:
    """The path of Playwright's own Chromium, whether or not it is there."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        return None
    with sync_playwright() as playwright:
        return playwright.chromium.executable_path


def find() -> str | None:
    """CHARTSIDE_BROWSER, else a browser on PATH, else Playwright's own."""
    if chosen := os.environ.get("CHARTSIDE_BROWSER"):
        if not runs(chosen):
            sys.exit(f"CHARTSIDE_BROWSER={chosen} does not run: name a Chromium that does, or unset it.")
        return chosen
    for name in INSTALLED:
        if runs(path := shutil.which(name)):
            return path
    return path if runs(path := of_playwright()) else None


def attempt(*command: str) -> bool:
    """Run an installer quietly."""
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    try:
        return (
            subprocess.run(command, env=environment, stdin=subprocess.DEVNULL, capture_output=True).returncode
            == 0
        )
    except OSError:
        return False


def install() -> None:
    """Debian's Chromium as root or with a sudo that asks nothing; else Playwright's."""
    print("- Installing Chromium", file=sys.stderr, flush=True)
    root = [] if os.getuid() == 0 else ["sudo", "-n"]
    if shutil.which("apt-get") and (not root or attempt("sudo", "-n", "true")):
        apt = [*root, "apt-get", "-o", "DPkg::Lock::Timeout=120"]
        attempt(*apt, "update")
        if any(attempt(*apt, "install", "-y", name) for name in ("chromium-headless-shell", "chromium")):
            return
    attempt(sys.executable, "-m", "playwright", "install", "chromium")


def main() -> int | str:
    """Print the path, or say in one sentence what to do."""
    found = find()
    if not found and "--install" in sys.argv[1:]:
        install()
        found = find()
    if not found:
        return (
            "No Chromium was found: set CHARTSIDE_BROWSER or install one (Debian: apt-get install chromium)."
        )
    print(found)
    return 0


if __name__ == "__main__":
    sys.exit(main())
