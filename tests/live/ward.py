"""A ward for the campaigns: nurses with sessions, charts that they have open in many tabs, and writes that number
themselves so that each can be found again on every screen."""

import asyncio
import json
import re
import sys
import time
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from django.conf import settings
from django.urls import reverse

from features.foundation.access.models import Facility, User
from features.foundation.access.permissions import Role
from features.foundation.live.tickets import stream_url
from features.patients.models import Patient
from features.patients.reading import visible_patient
from features.patients.topics import CHARTS
from tests.cast import make_user
from tests.factories import PatientFactory
from tests.live.own_servers import ROOT, served_environment
from tests.live.tabs import Address, Tab
from tests.live.writing import ALLERGIES, CONTACTS, Plan

NUMBER = re.compile(rb"\bw(\d+)w\b")


@dataclass
class Ward:
    """`charts` are open in tabs of `people`, each with their cookie, one after the other."""

    people: list[tuple[User, str]]
    charts: list[Patient]
    written: dict[int, tuple[int, str, float]] = field(default_factory=dict)
    """By the number of a write: the place of the chart, the event, and when it was begun."""

    def tabs(self, address: Address, many: int) -> list[Tab]:
        return [self._tab(address, number) for number in range(many)]

    def _tab(self, address: Address, number: int) -> Tab:
        chart = self.charts[number % len(self.charts)]
        user, cookie = self.people[(number + number // len(self.charts)) % len(self.people)]
        present = visible_patient(User.objects.with_rights(user.pk), chart.public_id)
        whose = [chart.public_id]
        regions = {
            CONTACTS: reverse("patients:identity", args=whose),
            ALLERGIES: reverse("problems:allergies", args=whose),
        }
        return Tab(address, cookie, stream_url(user, CHARTS.told(present)), regions)


def make_ward(harbour: Facility, signed_in, *, people: int, charts: int) -> Ward:
    nurses = [make_user(f"nurse{number}", f"Nurse {number}", Role.NURSE, harbour) for number in range(people)]
    name = settings.SESSION_COOKIE_NAME
    return Ward(
        [(nurse, f"{name}={signed_in(nurse).cookies[name].value}") for nurse in nurses],
        PatientFactory.create_batch(charts, at=harbour),
    )


@asynccontextmanager
async def opened(tabs: list[Tab], at_once: int = 20):
    """Lets the tabs live, so many opening at a time, from when each was told something."""
    living = []
    for number, tab in enumerate(tabs):
        living.append(asyncio.create_task(tab.live()))
        if number % at_once == at_once - 1:
            await comes(lambda number=number: all(tab.told for tab in tabs[: number + 1]), 60)
    await comes(lambda: all(tab.told for tab in tabs), 60)
    try:
        yield
    finally:
        for task in living:
            task.cancel()
        await asyncio.gather(*living, return_exceptions=True)


async def comes(condition, seconds: float) -> float:
    """Waits for `condition` while the tabs live; how long it took."""
    began = time.monotonic()
    while not condition():
        assert time.monotonic() - began < seconds, f"not within {seconds} s"
        await asyncio.sleep(0.02)
    return time.monotonic() - began


async def writes(ward: Ward, places: list[int], per_second: float, first: int = 0) -> None:
    """A write to each of `places` in turn, by another process; those to one chart come one after the other."""
    by = str(ward.people[0][0].public_id)
    plan = Plan(by, [chart.pk for chart in ward.charts], places, per_second, first)
    writer = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.live.writing"),
        env=served_environment(), cwd=ROOT, stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    told, _ = await writer.communicate(plan.text().encode())
    assert writer.returncode == 0
    for number, place, event, began in map(json.loads, told.decode().splitlines()):
        ward.written[number] = place, event, began


def is_settled(ward: Ward, place: int, tab: Tab) -> bool:
    """Whether the tab shows the last write of each kind to its chart."""
    last = {event: number for number, (where, event, _) in ward.written.items() if where == place}
    return all(b"w%dw" % number in tab.shown.get(event, b"") for event, number in last.items())


def seen_at(ward: Ward, place: int, tab: Tab) -> dict[int, float | None]:
    """When each write to the chart was on the tab's screen: an allergy itself, a contact or what followed it."""
    at: dict[int, float | None] = {n: None for n, (where, *_) in ward.written.items() if where == place}
    for arrived, event, body in tab.arrivals:
        shown = {int(number) for number in NUMBER.findall(body)}
        latest = max(shown, default=-1)
        for number in at:
            _, kind, _ = ward.written[number]
            is_there = number in shown or (kind == CONTACTS and number < latest)
            if at[number] is None and kind == event and is_there:
                at[number] = arrived
    return at


def told_at(ward: Ward, place: int, tab: Tab) -> dict[int, float]:
    """When the tab was told of each write to the chart, before it fetched anything."""
    return {
        number: next(at for at, name in tab.heard if name == event and at > began)
        for number, (where, event, began) in ward.written.items()
        if where == place
    }
