"""All results as a grid: a row for each test, a column for each time of collection, the newest first."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import groupby
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext

from features.foundation.access.models import User
from features.foundation.ui.formats import here
from features.foundation.ui.keyset import Position
from features.labs.models import LabResult
from features.labs.regions.latest import test_words, trend_url
from features.labs.regions.result_row import Result, results_of
from features.patients.models import Patient
from features.patients.regions import Asked, ChartPage

TIMES_A_PAGE = 10
SORT = "collected"


@dataclass(frozen=True, slots=True)
class GridCell:
    """What was collected of a test at one time: mostly one result, several after a correction, none where not."""

    at: datetime
    results: list[Result]

    @property
    def key(self) -> str:
        """By which a page that is open knows the column again when another one comes."""
        return str(int(self.at.timestamp()))

    @property
    def severity(self) -> str:
        return "critical" if any(result.severity == "critical" for result in self.results) else ""


@dataclass(frozen=True, slots=True)
class TestRow:
    """A test with the unit and the range of its newest result here, and its results at each time."""

    name: str
    whole_name: str
    unit: str
    reference: str
    ranges_differ: bool
    trend_url: str
    cells: list[GridCell]


@dataclass(frozen=True, slots=True)
class Times:
    """The times of collection of one page, newest first, and whether there are older and newer ones."""

    shown: list[datetime]
    has_older: bool = False
    has_newer: bool = False
    is_lost: bool = False


def show_grid(patient: Patient, user: User, asked: Asked) -> dict[str, Any]:
    """A page of collection times with everything that was collected at them, mistakes and cancelled ones too."""
    times = _times(patient, asked.query.get("at", ""))
    results = _results(patient, times.shown)
    groups = [
        (panel, _told_apart([_row(patient, tests, times.shown) for tests in _by_test(of_panel)]))
        for panel, of_panel in _by_panel(results)
    ]
    anchors = {result.taken_at: result.row["public_id"] for result in results}
    older = Position(SORT, anchors[times.shown[-1]]).token() if times.has_older else ""
    newer = Position(SORT, anchors[times.shown[0]], True).token() if times.has_newer else ""
    return {
        "times": times.shown,
        "days": _days(times.shown),
        "groups": groups,
        "tests": sum(len(rows) for _panel, rows in groups),
        "older_url": asked.url(at=older) if older else "",
        "newer_url": asked.url(at=newer) if newer else "",
        "newest_url": asked.url(at="") if newer else "",
        "is_lost": times.is_lost,
    }


def _times(patient: Patient, token: str) -> Times:
    """The distinct times of a page: read from the index, as many as are shown and one more."""
    position = Position.read(token, SORT) if token else None
    is_lost = bool(token) and position is None
    all_times = LabResult.objects.filter(patient=patient).order_by()
    found = _distinct(all_times, position)
    if position is not None and len(found) < (TIMES_A_PAGE if position.backwards else 1):
        is_lost = not position.backwards
        position, found = None, _distinct(all_times, None)
    backwards = position is not None and position.backwards
    has_more, page = len(found) > TIMES_A_PAGE, found[:TIMES_A_PAGE]
    return Times(
        shown=page[::-1] if backwards else page,
        has_older=bool(page) and (backwards or has_more),
        has_newer=position is not None and (has_more or not backwards),
        is_lost=is_lost,
    )


def _distinct(results: QuerySet[LabResult], position: Position | None) -> list[datetime]:
    order = "-effective_at"
    if position is not None:
        at = results.filter(public_id=position.public_id).values("effective_at")
        results = (
            results.filter(effective_at__gt=at) if position.backwards else results.filter(effective_at__lt=at)
        )
        order = "effective_at" if position.backwards else order
    times = results.order_by(order).values_list("effective_at", flat=True).distinct()
    return list(times[: TIMES_A_PAGE + 1])


def _results(patient: Patient, times: list[datetime]) -> list[Result]:
    """Everything that was collected within the page, newest first."""
    if not times:
        return []
    rows = results_of(patient).filter(effective_at__range=(times[-1], times[0]))
    return [Result(row) for row in rows.order_by("-effective_at", "-id")]


def _by_panel(results: Iterable[Result]) -> list[tuple[str, list[Result]]]:
    """Panels by name, then what was reported alone. A test stands with all its results under the newest's panel."""
    panel_of: dict[tuple, str] = {}
    for result in results:
        panel = result.row["report__display"] or ""
        if panel or _test(result) not in panel_of:
            panel_of[_test(result)] = panel_of.get(_test(result)) or panel
    panels: dict[str, list[Result]] = {}
    for result in results:
        panels.setdefault(panel_of[_test(result)], []).append(result)
    named = sorted((panel, found) for panel, found in panels.items() if panel)
    alone = [(gettext("Other tests") if named else "", panels[""])] if "" in panels else []
    return [(test_words(panel), found) for panel, found in named] + alone


def _test(result: Result) -> tuple[str, str, str]:
    """What makes two results one test: the code in its system; without a code the words."""
    code = result.row["code"]
    return result.row["code_system"], code, "" if code else result.row["display"]


def _by_test(results: Iterable[Result]) -> list[list[Result]]:
    """The results of each test, newest first; tests by name."""
    tests: dict[tuple, list[Result]] = {}
    for result in results:
        tests.setdefault(_test(result), []).append(result)
    return sorted(tests.values(), key=lambda found: _names(found[0]))


def _names(result: Result) -> tuple[str, str]:
    whole = result.row["display"]
    return test_words(whole).casefold(), whole


def _told_apart(rows: list[TestRow]) -> list[TestRow]:
    """Two tests of a panel that would read alike have their whole names: presence is not mass."""
    times = Counter(row.name for row in rows)
    return [replace(row, name=row.whole_name) if times[row.name] > 1 else row for row in rows]


def _row(patient: Patient, results: list[Result], times: list[datetime]) -> TestRow:
    standing = [result for result in results if result.stands] or results
    newest = standing[0]
    at: dict[datetime, list[Result]] = {}
    for result in results:
        at.setdefault(result.taken_at, []).append(result)
    with_range = [result for result in standing if result.reference]
    return TestRow(
        name=test_words(newest.row["display"]),
        whole_name=newest.row["display"],
        unit=newest.unit,
        reference=with_range[0].reference if with_range else "",
        ranges_differ=len({result.limits for result in with_range}) > 1,
        trend_url=trend_url(patient, newest.row["code"]),
        cells=[GridCell(time, at.get(time, [])) for time in times],
    )


def _days(times: list[datetime]) -> list[tuple[date, int]]:
    """Each day on the wall calendar of the facility, and how many times of collection lie on it."""
    days = groupby(here(time).date() for time in times)
    return [(day, len(list(found))) for day, found in days]


GRID = ChartPage("labs:grid", "lab_results.read", "labs", ("labs",), show_grid, heeds=("at",))
