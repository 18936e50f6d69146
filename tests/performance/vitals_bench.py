"""`make bench`: vital signs of the heaviest chart among millions of sets, beside a light one, and how they are saved.

python -m tests.performance.vitals_bench [--sets 10000000] [--patients 50000] [--rounds 200] [--saves 200]

First every region is asked once a round, in an order of its own, one request at a time; then whole sets are saved by
the form, for the heaviest patient and for many in turn, each with a key of its own as the form gives it. Only the
request that saves is timed, not the one for the form. Quote ratios of one run. Exits 1 when a limit is missed.
"""

import argparse
import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from http.client import HTTPConnection
from urllib.parse import urlencode

from tests.forms.sent import Inputs
from tests.performance import clinic_db
from tests.performance.bench import HTMX, Target, served, sign_in

SETS, PATIENTS = 10_000_000, 50_000
ALONE = "session and user alone"
SAVE, IN_TURN = "save, heaviest", "save, patients in turn"
STRIP, SHEET = "strip", "flowsheet"
OF_A_CHART = {
    STRIP: "latest/",
    SHEET: "",
    "flowsheet, deep leaf": "?at={deep}",
    "flowsheet, 7 days": "?period=week",
    "trend of pulse": "pulse/trend/",
    "trend of NEWS2": "news2/trend/",
    "together": "together/temperature-pulse/",
    "form": "record/",
}
OF_A_CHILD = {"growth": "growth/weight/", "trend of weight": "weight/trend/"}
SCORE = "score while typing"
LIMIT_TIMES, LIMIT_FLAT, LIMIT_SAVE_MS = 3, 1.3, 60


def typed(chance: random.Random) -> dict[str, str]:
    """A whole set as a nurse types it; one in three calls for somebody."""
    ill = chance.random() < 1 / 3
    signs = {
        "respiratory_rate": chance.randint(22, 28) if ill else chance.randint(12, 20),
        "spo2": chance.randint(88, 94) if ill else chance.randint(95, 99),
        "systolic": chance.randint(92, 112) if ill else chance.randint(112, 138),
        "diastolic": chance.randint(52, 80),
        "pulse": chance.randint(92, 128) if ill else chance.randint(58, 90),
        "temperature": f"{chance.uniform(36.2, 38.8):.1f}",
        "consciousness": "A",
        "pain": chance.randint(0, 6),
    }
    oxygen = (
        {"oxygen": "device", "oxygen_device": "nasal cannula", "oxygen_flow": "3"}
        if ill
        else {"oxygen": "air"}
    )
    return {name: str(value) for name, value in signs.items()} | oxygen


class Unchanged(Target):
    """Something that is asked for again with its present ETag: that of a page that tells times lasts a minute."""

    def ask(self, *, count: bool = True) -> bytes:
        if (second := time.time() % 60) > 59:
            time.sleep(60 - second)  # not over the turn of a minute
        self.headers.pop("If-None-Match", None)
        self.expected = 200
        super().ask(count=False)
        self.headers["If-None-Match"], self.expected, self.size, self.zipped = self.etag, 304, 0, 0
        return super().ask(count=count)


class Nurse:
    """Opens forms, fills them in and sends them, over one connection, as a browser does."""

    def __init__(self, port: int, session: str) -> None:
        self.port, self.session = port, session
        self.connection = HTTPConnection("127.0.0.1", port, timeout=30)
        self.chance = random.Random(2)

    def ask(self, method: str, path: str, sent: str = ""):
        self.connection.request(method, path, sent or None, self.headers)
        answer = self.connection.getresponse()
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            if "csrf" in cookie:
                self.session = f"{self.session.split(';')[0]}; {cookie.split(';')[0]}"
        return answer, answer.read().decode()

    @property
    def headers(self) -> dict[str, str]:
        return {**HTMX, "Cookie": self.session, "Content-Type": "application/x-www-form-urlencoded"}

    def filled(self, path: str) -> str:
        """The form at `path` with a whole set typed into it, as it is sent."""
        answer, page = self.ask("GET", path)
        if answer.status != 200:
            sys.exit(f"The form at {path} answered {answer.status}.")
        return urlencode(Inputs(page).values | typed(self.chance))

    def save(self, target: Target, *, count: bool = True) -> None:
        """One set of the next patient of the target; anything but a set that is saved ends the run."""
        target.path = target.in_turn[0]
        target.in_turn.append(target.in_turn.pop(0))
        sent = self.filled(target.path)
        began = time.perf_counter()
        answer, page = self.ask("POST", target.path, sent)
        spent = time.perf_counter() - began
        if answer.status != 200 or "HX-Redirect" not in answer.headers:
            sys.exit(f"{target.name} answered {answer.status} and saved nothing.\n{page[:2000]}")
        if count:
            target.times.append(spent * 1000)
        timing = answer.headers.get("Server-Timing", "")
        target.statements = timing.partition("queries;desc=")[2].split(",")[0].strip('"') or "–"


def prepare(sets: int, patients: int) -> dict:
    """Makes what is missing of the clinic; what `vitals_db` tells of it."""
    clinic_db.prepare(patients, sets)
    answer = subprocess.run(
        [sys.executable, "-m", "tests.performance.vitals_db", str(sets)],
        cwd=clinic_db.ROOT,
        env={**clinic_db.environment(patients, sets), "CHARTSIDE_DATABASE_ROLE": "owner"},
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    return json.loads(answer.stdout)


def aim(port: int, told: dict, nurse: Nurse) -> Iterator[Target]:
    """Every region of the heaviest chart and of the light one, what did not change, and what belongs to no chart."""
    headers = {"Cookie": nurse.session, **HTMX}
    yield Target(ALONE, port, "/healthz/", headers)
    yield Target("rounds", port, "/vitals/rounds/listing/", headers)
    for who, chart in told["patients"].items():
        regions = OF_A_CHILD if "child" in who else OF_A_CHART
        for name, path in regions.items():
            url = chart["flowsheet"] + path.format(deep=chart["deep"])
            yield Target(f"{name}, {who.split()[0]}", port, url, headers)
    for who in ("heaviest", "light"):
        chart = told["patients"][who]["flowsheet"]
        sent = nurse.filled(chart + "record/")
        yield Target(f"{SCORE}, {who}", port, chart + "score/", nurse.headers, sent=sent)
        for name, path in ((STRIP, "latest/"), (SHEET, "")):
            yield Unchanged(f"{name} 304, {who}", port, chart + path, {**headers})


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sets", type=int, default=SETS)
    parser.add_argument("--patients", type=int, default=PATIENTS)
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--saves", type=int, default=200)
    options = parser.parse_args()
    told = prepare(options.sets, options.patients)
    made = f"loaded in {told['loading']:.0f} s" if told["loading"] > 0.1 else "kept from before"
    print(f"- {told['rows']:,} sets of vital signs, {told['bytes'] / 2**30:.1f} GB with indices, {made}")
    for who, chart in told["patients"].items():
        print(f"- {who}: {chart['sets']:,} sets")
    print(f"- load average {os.getloadavg()[0]:.1f}", flush=True)
    order = random.Random(1)
    with served("product", options.patients, options.sets) as port:
        nurse = Nurse(port, sign_in(port))
        reads, saves = list(aim(port, told, nurse)), saved(port, told)
        for target in reads:
            for _ in range(min(20, options.rounds)):
                target.ask(count=False)
        for _ in range(options.rounds):
            for target in order.sample(reads, len(reads)):
                target.ask()
        nurse.connection.close()  # the server has, after a minute; it is opened again by itself
        for target in saves:
            for _ in range(min(10, options.saves)):
                nurse.save(target, count=False)
        for _ in range(options.saves):
            for target in order.sample(saves, len(saves)):
                nurse.save(target)
    return report([*reads, *saves])


def saved(port: int, told: dict) -> list[Target]:
    heaviest = told["patients"]["heaviest"]["flowsheet"] + "record/"
    return [
        Target(SAVE, port, heaviest, {}, in_turn=[heaviest]),
        Target(IN_TURN, port, "", {}, in_turn=told["in_turn"]),
    ]


def report(targets: list[Target]) -> int:
    """The table, and what is limited; 1 when a limit is missed."""
    by_name = {target.name: target for target in targets}
    alone = by_name[ALONE].median
    print(f"\n{'target':32}{'p50 ms':>9}{'p95 ms':>9}{'alone x':>9}{'gzipped':>9}{'statements':>12}")
    for target in targets:
        print(
            f"{target.name:32}{target.median:9.2f}{target.p95:9.2f}{target.median / alone:9.2f}{target.zipped:9,}"
            f"{target.statements:>12}"
        )
    limits = [(f"{name}, heaviest / {ALONE}", by_name[f"{name}, heaviest"].median / alone, LIMIT_TIMES)
              for name in (STRIP, SHEET)]  # fmt: skip
    for name in (*OF_A_CHART, SCORE, f"{STRIP} 304", f"{SHEET} 304"):
        ratio = by_name[f"{name}, heaviest"].median / by_name[f"{name}, light"].median
        limits.append((f"{name}, heaviest / light", ratio, LIMIT_FLAT))
    limits += [(f"{name}, p95 in ms", by_name[name].p95, LIMIT_SAVE_MS) for name in (SAVE, IN_TURN)]
    print(f"\n- load average {os.getloadavg()[0]:.1f}")
    missed = 0
    for name, value, limit in limits:
        kept = value <= limit
        missed += not kept
        print(f"{'kept  ' if kept else 'MISSED'}  {name}: {value:.2f} (must be <= {limit})")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
