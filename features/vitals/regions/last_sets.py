"""The flowsheet under the form: the last sets, and before them the column of the set that is being typed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from features.foundation.access.models import User
from features.foundation.records.clock import now
from features.patients.models import Patient
from features.patients.regions import ChartRegion, once
from features.vitals.models import VitalSigns
from features.vitals.news2 import NotScored, Score
from features.vitals.regions import latest as signs
from features.vitals.regions.flowsheet import OF_A_SHEET, ROWS, Cell, sheet_of
from features.vitals.regions.not_measured import why_not
from features.vitals.regions.scores import ScoreCell, written
from features.vitals.rules import CHILD_SIGNS
from features.vitals.scoring import grounds_of
from features.vitals.standards import standards_here

SETS_BESIDE = 6
IS_NOW = timedelta(minutes=15)
"""A set that is so much older than the clock bears its day instead of the word."""
ROW_OF = {"on_oxygen": "oxygen", "systolic": "blood_pressure"}
"""The row in which a parameter of the score stands, where it is not one of its name."""


@dataclass(frozen=True, slots=True)
class NowCell:
    """What is typed of a sign so far; `is_missing` where the score still waits for it."""

    sign: str
    cell: Cell
    why_not: str
    is_missing: bool


@dataclass(frozen=True, slots=True)
class NowColumn:
    """The set that is being typed, as the flowsheet will show it."""

    taken_at: datetime
    is_now: bool
    score: ScoreCell
    cells: list[NowCell]


def now_column(patient: Patient, typed: Mapping[str, Any], score: Score | NotScored) -> NowColumn:
    """The column of what is typed so far, with the score that it has so far."""
    one = {**typed, "whose": patient}
    missing = set()
    if isinstance(score, Score) and score.recorded:
        missing = {ROW_OF.get(name, name) for name, points in score.parts.items() if points is None}
    at = typed["taken_at"]
    months = signs.months_at(patient, at)
    cells = []
    for sign in asked_signs(patient):
        cell = ROWS[sign][1](one, months)
        reason = "" if cell.value else why_not(typed["not_measured"], sign)
        cells.append(NowCell(sign, cell, reason, sign in missing and not cell.value and not reason))
    return NowColumn(at, abs(now() - at) < IS_NOW, written(score), cells)


def asked_signs(patient: Patient) -> list[str]:
    """The rows that the form can fill, at the age that the patient has now and as the facility configured it."""
    months, standards = signs.months_at(patient, now()), standards_here()
    return [
        sign
        for sign in ROWS
        if standards.asks(sign, months) and (sign not in CHILD_SIGNS or months in CHILD_SIGNS[sign])
    ]


def show_last_sets(patient: Patient, user: User, typed: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """The last sets, and what is typed so far where a page composes it; fetched again, its column is kept."""
    found = VitalSigns.objects.filter(patient=patient).order_by("-taken_at", "-id")
    sheet = sheet_of(patient, user, found.values(*OF_A_SHEET)[:SETS_BESIDE], asked_signs(patient))
    column = now_column(patient, typed, once(patient, grounds_of).score(typed)) if typed else None
    cells = {one.sign: one for one in column.cells} if column else {}
    asked = set(asked_signs(patient))
    return {
        **sheet,
        "rows": [(row, row.sign in asked, cells.get(row.sign)) for row in sheet["rows"]],
        "now": column,
    }


LAST_SETS = ChartRegion(
    "vitals:last_sets", "vitals.read", "vitals", ("vitals", "pregnancies"), show_last_sets
)
