"""The flowsheet: a row for each sign, a column for each set, the newest first."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from typing import Any

from django.db.models import QuerySet

from features.foundation.access.models import User
from features.foundation.clinical.units import shown as rounded
from features.foundation.records.clock import now
from features.foundation.ui.formats import here
from features.foundation.ui.leafing import read_leaf
from features.foundation.ui.units import unit_words
from features.patients.models import Patient
from features.patients.regions import Asked, PageOfTheHour, once
from features.vitals.models import VitalSigns
from features.vitals.regions import latest as signs
from features.vitals.regions import spans
from features.vitals.regions.body import bmi_note, growth_url, muac_note
from features.vitals.regions.not_measured import why_not
from features.vitals.regions.places import beside_what_they_correct
from features.vitals.regions.recent import COLUMNS
from features.vitals.regions.scores import ScoreCell, score_cell
from features.vitals.regions.sheet_cells import Cell, SheetCell, TakenSet, draw_row
from features.vitals.rules import ADULT_FROM, AIR, SIGNS, Acvpu, SetStatus, bmi, may_be_undone
from features.vitals.scoring import grounds_of

SETS_A_PAGE = 10
ORDER = ("taken_at", "id")
PROVIDER = ("taken_by__given_names", "taken_by__family_name")
FIELDS = (*COLUMNS, "error_reason", *PROVIDER)
OF_A_SHEET = (*FIELDS, "corrects_id", "not_measured", "created_at", "created_by")


@dataclass(frozen=True, slots=True)
class SignRow:
    """A row: the sign with its unit, the way to its trend, and what each set holds of it."""

    sign: str
    name: str
    unit: str
    trend_url: str
    cells: list[SheetCell]

    @property
    def drawn(self) -> str:
        return draw_row(self.cells)


def provider_words(one: dict[str, Any]) -> str:
    """Who took a set, given names first; nothing where it was not recorded."""
    return " ".join(one[part] for part in PROVIDER if one[part])


type CellOf = Callable[[dict[str, Any], int | None], Cell]
"""What a set holds of a sign, at an age in completed months."""


def _number(sign: str) -> CellOf:
    def cell(one: dict[str, Any], months: int | None) -> Cell:
        value = one[sign]
        if value is None:
            return Cell()
        words = f"{rounded(value, SIGNS[sign].places):f}"
        return Cell(words, flag=signs.judged_at(sign, value, months))

    return cell


def _pressure(one: dict[str, Any], months: int | None) -> Cell:
    if one["systolic"] is None and one["diastolic"] is None:
        return Cell()
    words = signs.pressure_words(one["systolic"], one["diastolic"])
    return Cell(words, flag=signs.pressure_flag(one, months))


def _oxygen(one: dict[str, Any], months: int | None) -> Cell:
    value, unit = signs.oxygen_words(one)
    if not value and one["oxygen_device"]:
        value = signs.sign_words("oxygen")
    return Cell(value, unit, note="" if one["oxygen_device"] == AIR else one["oxygen_device"])


def _consciousness(one: dict[str, Any], months: int | None) -> Cell:
    letter = one["consciousness"]
    return Cell(signs.acvpu_words(letter), flag="A" if letter and letter != Acvpu.ALERT else "")


def _bmi(one: dict[str, Any], months: int | None) -> Cell:
    if one["weight"] is None or one["height"] is None:
        return Cell()
    index = bmi(one["weight"], one["height"])
    return Cell(f"{index:f}", note=bmi_note(one["whose"], index, one["taken_at"]))


def _muac(one: dict[str, Any], months: int | None) -> Cell:
    cell = _number("muac")(one, months)
    return replace(cell, note=muac_note(one["whose"], one["muac"], one["taken_at"])) if cell.value else cell


ROWS: dict[str, tuple[str, CellOf]] = {
    "respiratory_rate": (SIGNS["respiratory_rate"].unit, _number("respiratory_rate")),
    "spo2": (SIGNS["spo2"].unit, _number("spo2")),
    "oxygen": ("", _oxygen),
    "blood_pressure": (SIGNS["systolic"].unit, _pressure),
    "pulse": (SIGNS["pulse"].unit, _number("pulse")),
    "temperature": (SIGNS["temperature"].unit, _number("temperature")),
    "consciousness": ("", _consciousness),
    "pain": (SIGNS["pain"].unit, _number("pain")),
    "weight": (SIGNS["weight"].unit, _number("weight")),
    "height": (SIGNS["height"].unit, _number("height")),
    "bmi": ("kg/m2", _bmi),
    "head_circumference": (SIGNS["head_circumference"].unit, _number("head_circumference")),
    "muac": (SIGNS["muac"].unit, _muac),
}
"""Each sign with its UCUM unit and what its cell shows, in the order of the sheet."""


def show_flowsheet(patient: Patient, user: User, asked: Asked) -> dict[str, Any]:
    """A page of sets, entered in error ones too: they are struck through, not hidden. Signs of which no set of the page
    tells anything are left out."""
    sets = VitalSigns.objects.filter(patient=patient)
    span = spans.span_of(asked)
    within = sets.filter(taken_at__gt=spans.since(span)) if span else sets
    leaf = read_leaf(
        within.values(*OF_A_SHEET),
        ORDER,
        scope=sets,
        sort="taken",
        token=asked.query.get("at", ""),
        size=SETS_A_PAGE,
    )
    return {
        **sheet_of(patient, user, leaf.rows),
        "periods": spans.span_picks(asked, span),
        "span": spans.span_words(span) if span else "",
        **({} if leaf.rows else _elsewhere(asked, sets, span)),
        "older_url": asked.url(at=leaf.older) if leaf.older else "",
        "newer_url": asked.url(at=leaf.newer) if leaf.newer else "",
        "newest_url": asked.url(at="") if leaf.newer else "",
        "is_lost": leaf.is_lost,
        "may_record": user.may("vitals.create"),
        "may_amend": user.may("vitals.amend"),
        "growth_url": growth_url(patient),
    }


def sheet_of(
    patient: Patient, user: User, found: Sequence[dict[str, Any]], always: Collection[str] = ()
) -> dict[str, Any]:
    """The columns and rows of sets, which are rows of OF_A_SHEET; the signs of `always` have theirs when empty too."""
    taken = beside_what_they_correct([{**one, "whose": patient} for one in found])
    months = [signs.months_at(patient, one["taken_at"]) for one in taken]
    columns = [_column(one, user) for one in taken]
    scores = _scores(patient, taken)
    return {
        "columns": columns,
        "days": _days(columns),
        "scores": list(zip(columns, scores, strict=True)) if any(score.value for score in scores) else [],
        "rows": _rows(patient, taken, columns, months, always),
        "has_authors": any(column.by for column in columns),
        "is_child": any(age is not None and age < ADULT_FROM for age in months),
    }


def _scores(patient: Patient, taken: list[dict[str, Any]]) -> list[ScoreCell]:
    if not taken:
        return []
    grounds = once(patient, grounds_of)
    return [score_cell(grounds, one) for one in taken]


def _elsewhere(asked: Asked, sets: QuerySet[VitalSigns], span: str) -> dict[str, Any]:
    """Of a period without sets: when the last one was taken, and where it is shown."""
    last = sets.order_by("-taken_at", "-id").values_list("taken_at", flat=True).first() if span else None
    return {"last_at": last, "last_url": spans.url_that_holds(asked, last)} if last else {}


def _rows(
    patient: Patient,
    taken: list[dict[str, Any]],
    columns: list[TakenSet],
    months: list[int | None],
    always: Collection[str],
) -> list[SignRow]:
    """The signs of which any of the sets tells a value, or why there is none; and those of `always`."""
    before = {one["id"]: one for one in taken}
    rows = []
    for sign, (unit, cell_of) in ROWS.items():
        cells = [
            _cell(sign, cell_of, one, age, column, before.get(one["corrects_id"]))
            for one, age, column in zip(taken, months, columns, strict=True)
        ]
        if sign in always or any(each.cell.value or each.why_not for each in cells):
            trend_url = signs.trend_url(patient, sign)
            rows.append(SignRow(sign, signs.sign_words(sign), unit_words(unit), trend_url, cells))
    return rows


def _cell(
    sign: str,
    cell_of: CellOf,
    one: dict[str, Any],
    age: int | None,
    column: TakenSet,
    before: dict[str, Any] | None,
) -> SheetCell:
    """A cell; where the set corrects one of the page, it is corrected if it says something else than that one did."""
    cell = cell_of(one, age)
    reason = "" if cell.value else why_not(one["not_measured"], sign)
    differs = before is None or (
        cell_of(before, age) != cell or why_not(before["not_measured"], sign) != reason
    )
    return SheetCell(column, cell, reason, column.is_corrected and differs and not column.is_wrong)


def _column(one: dict[str, Any], user: User) -> TakenSet:
    is_wrong = one["status"] == SetStatus.ENTERED_IN_ERROR
    return TakenSet(
        f"{one['taken_at'].timestamp():.0f}-{one['public_id'].hex[-8:]}",
        one["taken_at"],
        provider_words(one),
        not is_wrong and (one["status"] == SetStatus.CORRECTED or one["corrects_id"] is not None),
        is_wrong,
        one["error_reason"],
        one["public_id"],
        not is_wrong and one["created_by"] == user.public_id and may_be_undone(one["created_at"], now()),
    )


def _days(columns: list[TakenSet]) -> list[tuple[date, int]]:
    """Each day on the wall calendar of the facility, and how many sets were taken on it."""
    days = groupby(here(column.taken_at).date() for column in columns)
    return [(day, len(list(sets))) for day, sets in days]


FLOWSHEET = PageOfTheHour(
    "vitals:flowsheet",
    "vitals.read",
    "vitals",
    ("vitals", "pregnancies"),
    show_flowsheet,
    heeds=("at", "period"),
)
"""Scores follow from pregnancies too, and periods from the time."""
