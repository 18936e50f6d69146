"""Starts the settings in a process of its own, with nothing in its environment but what a test gives it."""

import json
import subprocess
import sys
from dataclasses import dataclass

from tests.architecture.tree import ROOT

SHOW = """
import json, sys
from django.conf import settings
print(json.dumps({name: getattr(settings, name) for name in sys.argv[1:]}, default=str))
"""
PRODUCTION = {
    "CHARTSIDE_ENV": "production",
    "CHARTSIDE_SECRET_KEY": "only-for-this-test-0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEF",
    "CHARTSIDE_DRAFT_KEYS": "b25seS1mb3ItdGhpcy10ZXN0LTAxMjM0NTY3ODlhYmM=",
    "CHARTSIDE_ALLOWED_HOSTS": "chartside.example.org",
    "DATABASE_URL": "postgresql://somebody:something@127.0.0.1:1/chartside",
    "REDIS_URL": "redis://127.0.0.1:1/0",
}
"""Everything that production needs, with values that open nothing."""


@dataclass(frozen=True, slots=True)
class Started:
    """What became of it: the settings that were asked for, or the last line of the refusal."""

    settings: dict
    refusal: str
    output: str


def run(*command: str, **environment: str) -> subprocess.CompletedProcess:
    """Runs Python on this checkout with this environment and nothing else."""
    clean = {"DJANGO_SETTINGS_MODULE": "site_config.settings", "PYTHONDONTWRITEBYTECODE": "1", **environment}
    return subprocess.run(
        [sys.executable, *command],
        cwd=ROOT,
        env=clean,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def started(*names: str, **environment: str) -> Started:
    """The settings `names` under this environment."""
    done = run("-c", SHOW, *(names or ("DEBUG",)), **environment)
    output = done.stdout + done.stderr
    if done.returncode:
        return Started({}, done.stderr.strip().splitlines()[-1], output)
    return Started(json.loads(done.stdout), "", output)
