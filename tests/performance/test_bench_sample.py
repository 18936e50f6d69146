"""A small sample of `make bench`: that it still measures, not how fast this machine is."""

import re
import subprocess
import sys

from tests.performance.clinic_db import ROOT


def test_the_bench_measures_every_target_and_judges_every_limit():
    command = [sys.executable, "-m", "tests.performance.bench", "--patients", "300", "--rounds", "10"]
    answer = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=240)

    assert answer.returncode in (0, 1), answer.stderr[-2000:]
    targets = "floor: raw ASGI|list partial|list partial, always new|list 304|list page|stock page 1"
    for target in targets.split("|"):
        assert re.search(rf"^{target} +[\d.]+ +[\d.]+", answer.stdout, re.MULTILINE), answer.stdout
    assert len(re.findall(r"^(?:kept  |MISSED)  ", answer.stdout, re.MULTILINE)) == 5
    assert "kept    statements of the partial: 3.00" in answer.stdout
