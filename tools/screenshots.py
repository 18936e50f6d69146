"""Photographs the main pages into docs/screenshots: python -m tools.screenshots

The pictures show a made clinic in a database of its own beside the local one, at a stopped time, so that the same
release and the same fonts give the same pictures.
"""

import contextlib
import os
import socket
import struct
import subprocess
import sys
import time
import zlib
from base64 import b64encode
from collections.abc import Iterator
from urllib.parse import urlsplit

import psycopg2
import redis
from playwright.sync_api import Page, sync_playwright

from tools.browser import find
from tools.processes import LOCAL, ROOT, Failure, answers, say

FOLDER = ROOT / "docs" / "screenshots"
NOW = "2026-03-14T09:30:00+00:00"
PATIENTS = "294"
DATABASE = "chartside_screenshots"
REDIS_DATABASE = 15
"""The product itself works in 0, the tests in 1 to 14."""

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-sync",
]
PAGES = {
    "patients-1280-light": ("list", 1280, 900, "light"),
    "patients-1280-dark": ("list", 1280, 900, "dark"),
    "patients-390-light": ("list", 390, 844, "light"),
    "chart-1280-light": ("", 1280, 900, "light"),
    "chart-1280-dark": ("", 1280, 900, "dark"),
    "chart-390-light": ("", 390, 844, "light"),
    "flowsheet-1280-light": ("vitals/", 1280, 900, "light"),
    "results-1280-light": ("labs/", 1280, 900, "light"),
    "medications-1280-light": ("medications/", 1280, 900, "light"),
}
"""File name: page (the list, or a part of a chart), width, height, colours."""
ILLEST = """
    SELECT p.public_id FROM patients_patient p
      JOIN patients_patientfacility f ON f.patient_id = p.id AND NOT f.restricted
      JOIN access_facility a ON a.id = f.facility_id AND a.name = 'Harbour Clinic'
     ORDER BY (SELECT count(*) FROM labs_labresult r
                WHERE r.patient_id = p.id AND r.flag IN ('HH', 'LL')
                  AND r.effective_at > %s::timestamptz - interval '7 d') DESC,
              (SELECT count(*) FROM vitals_vitalsigns v WHERE v.patient_id = p.id) DESC
     LIMIT 1"""
"""Whose chart is photographed: there is something to be seen in it."""

FEW_COLOURS = """async (encoded) => {
    const bytes = Uint8Array.from(atob(encoded), (sign) => sign.charCodeAt(0));
    const picture = await createImageBitmap(new Blob([bytes]));
    const pen = new OffscreenCanvas(picture.width, picture.height).getContext('2d');
    pen.drawImage(picture, 0, 0);
    const {data} = pen.getImageData(0, 0, picture.width, picture.height);
    const pixels = Array.from({length: data.length / 4}, (_, at) => data.slice(4 * at, 4 * at + 3).join());
    const counts = new Map();
    for (const pixel of pixels) counts.set(pixel, (counts.get(pixel) ?? 0) + 1);
    const palette = [...counts.keys()].sort((one, two) => counts.get(two) - counts.get(one) || (one < two ? -1 : 1))
        .slice(0, 256).map((pixel) => pixel.split(',').map(Number));
    const nearest = (pixel) => {
        const wanted = pixel.split(',').map(Number);
        const away = palette.map((colour) => colour.reduce((sum, part, at) => sum + (part - wanted[at]) ** 2, 0));
        return away.indexOf(Math.min(...away));
    };
    const numbers = new Map([...counts.keys()].map((pixel) => [pixel, nearest(pixel)]));
    return {width: picture.width, palette: palette.flat(), pixels: pixels.map((pixel) => numbers.get(pixel))};
}"""
"""The 256 most frequent colours of a picture, and for each pixel the number of the nearest: a third of the bytes."""


def addresses() -> tuple[str, str]:
    """Where PostgreSQL and Redis are: from the environment, else from the launcher's file; both must answer."""
    file = LOCAL / "servers.env"
    lines = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
    known = {**dict(line.split("=", 1) for line in lines), **os.environ}
    found = known.get("DATABASE_URL", ""), known.get("REDIS_URL", "")
    for url, port in zip(found, (5432, 6379), strict=True):
        parts = urlsplit(url)
        if not url or not answers(parts.hostname or "127.0.0.1", parts.port or port):
            raise Failure("The local servers do not run: start them with python tools/servers.py start.")
    return found


@contextlib.contextmanager
def fresh_database(url: str) -> Iterator[str]:
    """An empty database of this name on the same server, for as long as it is needed; its URL."""
    drop = f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)"

    def run(*statements: str) -> None:
        with contextlib.closing(
            psycopg2.connect(urlsplit(url)._replace(path="/postgres").geturl())
        ) as connection:
            connection.autocommit = True
            with connection.cursor() as cursor:
                for statement in statements:
                    cursor.execute(statement)

    try:
        run(drop, f"CREATE DATABASE {DATABASE}")
    except psycopg2.Error as error:
        reason = str(error).splitlines()[0]
        raise Failure(f"The database for the pictures cannot be made: {reason}") from error
    try:
        yield urlsplit(url)._replace(path=f"/{DATABASE}").geturl()
    finally:
        run(drop)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return probe.getsockname()[1]


def manage(environment: dict[str, str], *command: str) -> None:
    done = subprocess.run(
        [sys.executable, "manage.py", *command], cwd=ROOT, env=environment, capture_output=True, text=True
    )
    if done.returncode:
        raise Failure(f"manage.py {command[0]} failed:\n{done.stderr or done.stdout}")


@contextlib.contextmanager
def served(environment: dict[str, str], port: int) -> Iterator[str]:
    """The product on this port; its address."""
    command = [sys.executable, "-m", "uvicorn", "site_config.asgi:application", "--port", str(port)]
    quiet = ["--log-level", "warning", "--timeout-graceful-shutdown", "1"]
    with subprocess.Popen([*command, *quiet], cwd=ROOT, env=environment) as server:
        try:
            began = time.monotonic()
            while not answers("127.0.0.1", port):
                if server.poll() is not None or time.monotonic() - began > 30:
                    raise Failure("The web server does not start; the reason stands above.")
                time.sleep(0.1)
            yield f"http://localhost:{port}"
        finally:
            server.terminate()


def settle(page: Page) -> None:
    page.locator("html[data-settled=true]").wait_for()
    page.wait_for_load_state("networkidle")


def illest(database: str) -> str:
    with contextlib.closing(psycopg2.connect(database)) as connection, connection.cursor() as cursor:
        cursor.execute(ILLEST, [NOW])
        return cursor.fetchone()[0]


def show(page: Page, which: str, patient: str) -> None:
    """The list as it is after signing in, or a part of the chart of one patient."""
    page.goto("/patients/" if which == "list" else f"/patients/{patient}/{which}")
    settle(page)


def small(blank: Page, picture: bytes) -> bytes:
    """The same PNG with a palette; `blank` is an empty page that counts its colours."""
    found = blank.evaluate(FEW_COLOURS, b64encode(picture).decode())
    width, pixels = found["width"], bytes(found["pixels"])
    rows = b"".join(b"\0" + pixels[start : start + width] for start in range(0, len(pixels), width))
    parts = {
        b"IHDR": struct.pack(">IIBBBBB", width, len(pixels) // width, 8, 3, 0, 0, 0),
        b"PLTE": bytes(found["palette"]),
        b"IDAT": zlib.compress(rows, 9),
        b"IEND": b"",
    }
    chunks = (
        struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        for kind, content in parts.items()
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def photograph(browser_path: str, address: str, patient: str) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, args=FLAGS)
        blank = browser.new_page()
        for name, (which, width, height, colours) in PAGES.items():
            page = browser.new_page(
                base_url=address,
                viewport={"width": width, "height": height},
                color_scheme=colours,
                reduced_motion="reduce",
                locale="en-GB",
                has_touch=width < 720,
                is_mobile=width < 720,
            )
            page.goto("/sign-in/")
            page.get_by_label("User name").fill("dan")
            page.get_by_label("Password").fill("chartside-demo")
            page.get_by_role("button", name="Sign in").click()
            page.wait_for_url("**/patients/")
            show(page, which, patient)
            picture = page.screenshot(animations="disabled", caret="hide")
            (FOLDER / f"{name}.png").write_bytes(small(blank, picture))
            page.close()
        browser.close()


def main() -> str | None:
    """Do every step; a failure is one sentence."""
    try:
        browser = find()
        if not browser:
            raise Failure("No Chromium was found: install one, or set CHARTSIDE_BROWSER to its path.")
        database, cache = addresses()
        port = free_port()
        FOLDER.mkdir(parents=True, exist_ok=True)
        with fresh_database(database) as own:
            cache = urlsplit(cache)._replace(path=f"/{REDIS_DATABASE}").geturl()
            redis.Redis.from_url(cache).flushdb()
            environment = {
                **os.environ,
                "CHARTSIDE_ENV": "local",
                "CHARTSIDE_NOW": NOW,
                "DATABASE_URL": own,
                "REDIS_URL": cache,
                "PORT": str(port),
            }
            say("Making the clinic of the pictures")
            manage({**environment, "CHARTSIDE_DATABASE_ROLE": "owner"}, "migrate", "--verbosity=0")
            manage(environment, "make_clinic", "--patients", PATIENTS)
            with served(environment, port) as address:
                photograph(browser, address, illest(own))
    except Failure as reason:
        return str(reason)
    for name in PAGES:
        picture = FOLDER / f"{name}.png"
        say(f"{picture.relative_to(ROOT)}, {picture.stat().st_size // 1024} KB")
    return None


if __name__ == "__main__":
    sys.exit(main())
