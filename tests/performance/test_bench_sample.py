"""A small sample of `make bench`: that it still measures, not how fast this machine is."""

import re
import subprocess
import sys

from tests.database import copy_to
from tests.performance.clinic_db import ROOT, database_url

PATIENTS = 300


def test_the_bench_measures_every_target_and_judges_every_limit(django_db_setup):
    copy_to(database_url(PATIENTS).rpartition("/")[2])  # what the bench finds, it need not migrate
    command = [sys.executable, "-m", "tests.performance.bench", "--patients", str(PATIENTS), "--rounds", "5"]
    answer = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=240)

    assert answer.returncode in (0, 1), answer.stderr[-2000:]
    targets = (
        "floor: raw ASGI|list partial|list partial, always new|list 304|list page|stock page 1|"
        "chart|chart, 200 results|chart, 20,000 results|results of a chart"
    )
    for target in targets.split("|"):
        assert re.search(rf"^{target} +[\d.]+ +[\d.]+", answer.stdout, re.MULTILINE), answer.stdout
    assert len(re.findall(r"^(?:kept  |MISSED)  ", answer.stdout, re.MULTILINE)) == 9
    assert "kept    statements of the partial: 3.00" in answer.stdout
    assert "kept    statements of a chart: 14.00" in answer.stdout
    assert re.search(r"^chart, 20,000 results .* 14$", answer.stdout, re.MULTILINE)
    assert "kept    chart, KB gzipped, largest" in answer.stdout


def test_the_bench_of_the_search_finds_what_was_mistyped(django_db_setup):
    copy_to(f"chartside_search_{PATIENTS}")
    command = [
        sys.executable,
        "-m",
        "tests.performance.search_bench",
        "--patients",
        str(PATIENTS),
        "--names",
        "40",
    ]
    answer = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=240)

    assert answer.returncode in (0, 1), answer.stderr[-2000:]
    for way in ("this search", "prefix", "trigrams"):
        assert re.search(rf"^{way} +[\d.]+ +[\d.]+ +[\d.]+$", answer.stdout, re.MULTILINE), answer.stdout
    assert "kept    recall of the search" in answer.stdout


def test_the_bench_of_vital_signs_reads_every_region_and_saves_sets(django_db_setup):
    sets = 3000
    copy_to(database_url(PATIENTS, sets).rpartition("/")[2])
    command = [sys.executable, "-m", "tests.performance.vitals_bench"]
    size = ["--patients", str(PATIENTS), "--sets", str(sets), "--rounds", "2", "--saves", "2"]
    answer = subprocess.run([*command, *size], cwd=ROOT, capture_output=True, text=True, timeout=240)

    assert answer.returncode in (0, 1), answer.stderr[-2000:]
    for target in (
        "session and user alone",
        "rounds",
        "growth, heavy",
        "save, heaviest",
        "save, patients in turn",
    ):
        assert re.search(rf"^{target} +[\d.]+ +[\d.]+", answer.stdout, re.MULTILINE), answer.stdout
    assert re.search(r"^strip, heaviest .* 4$", answer.stdout, re.MULTILINE), answer.stdout
    assert re.search(r"^flowsheet, deep leaf, heaviest .* 5$", answer.stdout, re.MULTILINE), answer.stdout
    assert re.search(r"^- heaviest: [\d,]+ sets$", answer.stdout, re.MULTILINE), answer.stdout
    assert len(re.findall(r"^(?:kept  |MISSED)  ", answer.stdout, re.MULTILINE)) == 15
