"""`make bench`: times of the patient list and of the chart against a floor and the stock way, in one run.

python -m tests.performance.bench [--patients 100000] [--rounds 300]

Each round asks every target once, in an order of its own, one request at a time; every target must answer 200. Quote
ratios of one run: milliseconds drift with the machine. Exits 1 when a limit is missed.
"""

import argparse
import gzip
import json
import random
import re
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import unescape
from http.client import HTTPConnection
from urllib.parse import urlencode

from tests.performance import clinic_db

HTMX = {"HX-Request": "true"}


@dataclass
class Target:
    """Something that is measured."""

    name: str
    port: int
    path: str
    headers: dict[str, str]
    expected: int = 200
    times: list[float] = field(default_factory=list)
    size: int = 0
    zipped: int = 0
    statements: str = ""
    connection: HTTPConnection | None = None
    in_turn: list[str] = field(default_factory=list)
    """Addresses that are asked one after the other, where a target has several."""
    sent: str = ""
    """What is posted, as a form sends it; nothing is asked for by GET."""

    def ask(self, *, count: bool = True) -> bytes:
        """One request over a kept connection; anything but the expected status ends the run."""
        self.connection = self.connection or HTTPConnection("127.0.0.1", self.port, timeout=30)
        if self.in_turn:
            self.path = self.in_turn[0]
            self.in_turn.append(self.in_turn.pop(0))
        began = time.perf_counter()
        self.connection.request("POST" if self.sent else "GET", self.path, self.sent or None, self.headers)
        response = self.connection.getresponse()
        body = response.read()
        spent = time.perf_counter() - began
        if response.status != self.expected:
            sys.exit(
                f"{self.name} answered {response.status} instead of {self.expected}: the run counts for nothing."
            )
        if count:
            self.times.append(spent * 1000)
        zipped = len(gzip.compress(body, 6))
        self.size, self.zipped = max(self.size, len(body)), max(self.zipped, zipped)
        found = re.search(r"queries;desc=(\d+)", response.headers.get("Server-Timing", ""))
        self.statements = found[1] if found else "–"
        self.etag = response.headers.get("ETag", "")
        return body

    def go_on(self, body: bytes) -> None:
        """A reader's next page: the address that the list itself gives."""
        found = re.search(r'href="([^"]+)"[^>]* data-page="next"', body.decode())
        self.path = unescape(found[1]) if found else self.path

    @property
    def median(self) -> float:
        return statistics.median(self.times)

    @property
    def p95(self) -> float:
        return sorted(self.times)[int(len(self.times) * 0.95)]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def served(what: str, patients: int, sets: int = 0) -> Iterator[int]:
    """A process that serves `what`; its port."""
    port = free_port()
    command = [sys.executable, "-m", "tests.performance.serve", what, str(port)]
    process = subprocess.Popen(command, cwd=clinic_db.ROOT, env=clinic_db.environment(patients, sets))
    try:
        for _ in range(100):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        else:
            sys.exit(f"{what} did not begin to serve.")
        yield port
    finally:
        process.terminate()
        process.wait(10)


def sign_in(port: int) -> str:
    """The session cookie of nadia, through the real form."""
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", "/sign-in/")
    answer = connection.getresponse()
    page = answer.read().decode()
    cookie = answer.headers["Set-Cookie"].split(";")[0]
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[1]
    form = {"csrfmiddlewaretoken": token, "login": "nadia", "password": "chartside-demo"}
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": cookie}
    connection.request("POST", "/sign-in/", urlencode(form), headers)
    answer = connection.getresponse()
    answer.read()
    for value in answer.headers.get_all("Set-Cookie") or []:
        if "session" in value:
            return value.split(";")[0]
    sys.exit(f"The sign-in for the measurement failed with {answer.status}.")


def page_at(depth: int, port: int, headers: dict[str, str]) -> str:
    """The address of page `depth`: reached by its token, which is made from the row before it."""
    code = (
        "import django; django.setup()\n"
        "from features.patients.models import PatientFacility as P\n"
        "from features.foundation.access.models import User\n"
        "from features.foundation.ui.keyset import Position\n"
        "rows = P.objects.visible_to(User.objects.get(username='nadia')).order_by('name_key', 'patient_id')\n"
        f"print(Position('name', rows.values_list('public_id', flat=True)[{(depth - 1) * 50 - 1}]).token())"
    )
    answer = subprocess.run(
        [sys.executable, "-c", code],
        cwd=clinic_db.ROOT,
        env=clinic_db.environment(PATIENTS),
        check=True,
        capture_output=True,
        text=True,
    )
    return "/patients/?" + urlencode({"size": 50, "at": answer.stdout.strip()})


def chart_addresses() -> dict:
    """What `charts_db` tells of the clinic."""
    answer = subprocess.run(
        [sys.executable, "-m", "tests.performance.charts_db"],
        cwd=clinic_db.ROOT,
        env=clinic_db.environment(PATIENTS),
        check=True,
        capture_output=True,
        text=True,
    )
    return json.loads(answer.stdout)


PATIENTS = 100_000
STOCK = "stock page 1"
CHART, FEW, MANY, REGION = "chart", "chart, 200 results", "chart, 20,000 results", "results of a chart"
READING_ON = "list partial, always new"
"""Page after page: rows that this process has not drawn before, while the others ask for the same ones each time."""


def main() -> int:
    global PATIENTS
    parser = argparse.ArgumentParser()
    parser.add_argument("--patients", type=int, default=PATIENTS)
    parser.add_argument("--rounds", type=int, default=300)
    options = parser.parse_args()
    PATIENTS = options.patients
    print(f"- a clinic of {PATIENTS:,} patients", flush=True)
    clinic_db.prepare(PATIENTS)
    charts = chart_addresses()
    with (
        served("product", PATIENTS) as product,
        served("stock", PATIENTS) as stock,
        served("floor", PATIENTS) as raw,
    ):
        targets = aim(product, stock, raw, charts)
        for target in targets:
            for _ in range(min(20, options.rounds)):
                target.ask(count=False)
        order = random.Random(1)
        for _ in range(options.rounds):
            for target in order.sample(targets, len(targets)):
                body = target.ask()
                if target.name == READING_ON:
                    target.go_on(body)
    return report(targets)


def aim(product: int, stock: int, raw: int, charts: dict) -> list[Target]:
    cookie = {"Cookie": sign_in(product)}
    stock_cookie = {"Cookie": sign_in(stock)}
    deep = page_at(min(1000, PATIENTS // 60), product, cookie)
    partial = Target("list partial", product, "/patients/?size=50", {**cookie, **HTMX})
    partial.ask(count=False)
    unchanged = {**cookie, **HTMX, "If-None-Match": partial.etag}
    return [
        Target("floor: raw ASGI", raw, "/", cookie),
        partial,
        Target("list partial, page 1,000", product, deep, {**cookie, **HTMX}),
        Target(READING_ON, product, "/patients/?size=50", {**cookie, **HTMX}),
        Target("list 304", product, "/patients/?size=50", unchanged, expected=304),
        Target("list page", product, "/patients/?size=50", cookie),
        Target("session and user alone", product, "/healthz/", cookie),
        Target(STOCK, stock, "/stock/", stock_cookie),
        *aim_at_charts(product, cookie, charts),
    ]


def aim_at_charts(product: int, cookie: dict[str, str], told: dict) -> list[Target]:
    region = Target(REGION, product, told["region"], {**cookie, **HTMX})
    region.ask(count=False)
    unchanged = {**cookie, **HTMX, "If-None-Match": region.etag}
    return [
        Target(CHART, product, told["charts"][0], cookie, in_turn=told["charts"]),
        Target(FEW, product, told["few"], cookie),
        Target(MANY, product, told["many"], cookie),
        region,
        Target("results of a chart, 304", product, told["region"], unchanged, expected=304),
    ]


def report(targets: list[Target]) -> int:
    """The table, the ratios against their limits; 1 when one is missed."""
    by_name = {target.name: target for target in targets}
    floor, partial = by_name["floor: raw ASGI"], by_name["list partial"]
    print(
        f"\n{'target':28}{'p50 ms':>9}{'p95 ms':>9}{'floor x':>9}{'bytes':>9}{'gzipped':>9}{'statements':>12}"
    )
    for target in targets:
        ratio = target.median / floor.median
        print(
            f"{target.name:28}{target.median:9.2f}{target.p95:9.2f}{ratio:9.1f}{target.size:9,}{target.zipped:9,}"
            f"{target.statements:>12}"
        )
    limits = [
        ("list partial / floor", partial.median / floor.median, "<=", 6),
        ("stock / list partial", by_name[STOCK].median / partial.median, ">=", 15),
        ("page 1,000 / page 1", by_name["list partial, page 1,000"].median / partial.median, "<=", 1.5),
        ("statements of the partial", float(partial.statements), "<=", 5),
        ("partial, KB gzipped", partial.zipped / 1024, "<=", 8),
        ("chart, p95 in ms", by_name[CHART].p95, "<=", 60),
        ("chart of 20,000 results / of 200", by_name[MANY].median / by_name[FEW].median, "<=", 1.3),
        ("statements of a chart", float(by_name[CHART].statements), "<=", 14),
        ("chart, KB gzipped, largest", by_name[CHART].zipped / 1024, "<=", 20),
    ]
    print()
    missed = 0
    for name, value, sign, limit in limits:
        kept = value <= limit if sign == "<=" else value >= limit
        missed += not kept
        print(f"{'kept  ' if kept else 'MISSED'}  {name}: {value:.2f} (must be {sign} {limit})")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
