"""The trend of one test: its numbers against the range that was used, a chart for each unit, all results as a table."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from features.foundation.access.models import User
from features.foundation.clinical.interpretation import NO_LIMITS, Limits
from features.foundation.ui.trends import Line, Point, trend
from features.labs.regions.latest import test_words
from features.labs.regions.result_row import Result, results_of
from features.patients.models import Patient
from features.patients.regions import Asked, ChartPage

SHOWN = 100
"""The last results of a test that are shown."""


def show_trend(patient: Patient, user: User, asked: Asked) -> dict[str, Any]:
    rows = results_of(patient).filter(code=asked.things["code"]).order_by("-effective_at", "-id")
    results = [Result(row) for row in rows[: SHOWN + 1]]
    shown = results[:SHOWN]
    name = test_words(shown[0].row["display"]) if shown else ""
    return {
        "name": name,
        "whole_name": shown[0].row["display"] if shown else "",
        "code": asked.things["code"],
        "charts": [_chart(name, unit, numbers) for (_system, unit), numbers in _by_unit(shown).items()],
        "results": shown,
        "has_more": len(results) > SHOWN,
        "grid_url": reverse("labs:grid", args=[patient.public_id]),
    }


def _by_unit(results: Sequence[Result]) -> dict[tuple[str, str], list[Result]]:
    """The numbers of each unit, and of each system of codes, newest first: they never share a line."""
    found: dict[tuple[str, str], list[Result]] = {}
    for result in results:
        if result.number is not None and result.stands:
            found.setdefault((result.row["code_system"], result.unit), []).append(result)
    return found


def _chart(name: str, unit: str, results: Sequence[Result]) -> dict[str, Any]:
    """A chart with the band of the latest range; a note where an older result was judged by another."""
    ranges = [result for result in results if result.limits != NO_LIMITS]
    latest = ranges[0] if ranges else None
    in_unit = latest is not None and latest.row["range_unit"] in ("", latest.row["unit"])
    limits = latest.limits if latest is not None and in_unit else NO_LIMITS
    line = Line(name, [_point(result) for result in reversed(results)], limits)
    return {
        "unit": unit,
        "picture": trend([line], name=f"{name} {unit}".strip()),
        "reference": f"{latest.reference} {unit}".strip() if latest and latest.reference else "",
        "critical": _critical_words(limits),
        "ranges_differ": len({result.limits for result in ranges}) > 1,
    }


def _critical_words(limits: Limits) -> str:
    low = f"≤ {limits.critical_low}" if limits.critical_low is not None else ""
    high = f"≥ {limits.critical_high}" if limits.critical_high is not None else ""
    return ", ".join(part for part in (low, high) if part)


def _point(result: Result) -> Point:
    number = result.number
    if number is None:
        raise ValueError("a result without a number has no point")
    by = gettext("ordered by %(name)s") % {"name": result.ordered_by} if result.ordered_by else ""
    return Point(
        at=result.taken_at,
        value=number,
        words=f"{result.value} {result.unit}".strip(),
        flag=result.flag,
        by=by,
        note=result.mark_words,
    )


TREND = ChartPage("labs:trend", "lab_results.read", "labs", ("labs",), show_trend)
