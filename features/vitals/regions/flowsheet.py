"""The flowsheet: a row for each sign, a column for each set, the newest at the right end."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any

from features.foundation.access.models import User
from features.foundation.clinical.units import shown as rounded
from features.foundation.ui.formats import here
from features.foundation.ui.leafing import read_leaf
from features.foundation.ui.severity import severity_of
from features.foundation.ui.units import unit_words
from features.patients.models import Patient
from features.patients.regions import Asked, ChartPage
from features.vitals.models import VitalSigns
from features.vitals.regions import latest as signs
from features.vitals.rules import ADULT_FROM, AIR, SIGNS, Acvpu, SetStatus, bmi

SETS_A_PAGE = 10
ORDER = ("taken_at", "id")
PROVIDER = ("taken_by__given_names", "taken_by__family_name")
FIELDS = (*signs.COLUMNS, "error_reason", *PROVIDER)


@dataclass(frozen=True, slots=True)
class Cell:
    """A sign in a set, as it is written and judged; without a value it was not taken."""

    value: str = ""
    unit: str = ""
    """Only where it is not the row's."""
    flag: str = ""
    note: str = ""

    @property
    def severity(self) -> str:
        return severity_of(self.flag)


@dataclass(frozen=True, slots=True)
class TakenSet:
    """A column: when the set was taken and by whom, whether it was corrected or was a mistake."""

    taken_at: datetime
    by: str
    is_corrected: bool
    is_wrong: bool
    reason: str

    @property
    def key(self) -> str:
        """By which a page that is open knows the column again when another one comes."""
        return str(int(self.taken_at.timestamp()))


@dataclass(frozen=True, slots=True)
class SignRow:
    """A row: the sign with its unit, the way to its trend, and what each set holds of it."""

    name: str
    unit: str
    trend_url: str
    cells: list[tuple[TakenSet, Cell]]


def provider_words(one: dict[str, Any]) -> str:
    """Who took a set, given names first; nothing where it was not recorded."""
    return " ".join(one[part] for part in PROVIDER if one[part])


def _number(sign: str) -> Callable[[dict[str, Any], int | None], Cell]:
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
    return Cell(value, unit, note="" if one["oxygen_device"] == AIR else one["oxygen_device"])


def _consciousness(one: dict[str, Any], months: int | None) -> Cell:
    letter = one["consciousness"]
    return Cell(signs.acvpu_words(letter), flag="A" if letter and letter != Acvpu.ALERT else "")


def _bmi(one: dict[str, Any], months: int | None) -> Cell:
    if one["weight"] is None or one["height"] is None:
        return Cell()
    return Cell(f"{bmi(one['weight'], one['height']):f}")


ROWS: dict[str, tuple[str, Callable[[dict[str, Any], int | None], Cell]]] = {
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
    "muac": (SIGNS["muac"].unit, _number("muac")),
}
"""Each sign with its UCUM unit and what its cell shows, in the order of the sheet."""


def show_flowsheet(patient: Patient, user: User, asked: Asked) -> dict[str, Any]:
    """A page of sets, entered in error ones too: they are struck through, not hidden. Signs that no set of the page
    holds are left out."""
    sets = VitalSigns.objects.filter(patient=patient)
    leaf = read_leaf(
        sets.values(*FIELDS),
        ORDER,
        scope=sets,
        sort="taken",
        token=asked.query.get("at", ""),
        size=SETS_A_PAGE,
    )
    taken = leaf.rows[::-1]
    months = [signs.months_at(patient, one["taken_at"]) for one in taken]
    columns = [_column(one) for one in taken]
    rows = []
    for sign, (unit, cell_of) in ROWS.items():
        cells = [cell_of(one, age) for one, age in zip(taken, months, strict=True)]
        if any(cell.value for cell in cells):
            row = SignRow(
                signs.sign_words(sign),
                unit_words(unit),
                signs.trend_url(patient, sign),
                list(zip(columns, cells, strict=True)),
            )
            rows.append(row)
    return {
        "columns": columns,
        "days": _days(columns),
        "rows": rows,
        "has_authors": any(column.by for column in columns),
        "is_child": any(age is not None and age < ADULT_FROM for age in months),
        "older_url": asked.url(at=leaf.older) if leaf.older else "",
        "newer_url": asked.url(at=leaf.newer) if leaf.newer else "",
        "newest_url": asked.url(at="") if leaf.newer else "",
        "is_lost": leaf.is_lost,
    }


def _column(one: dict[str, Any]) -> TakenSet:
    return TakenSet(
        one["taken_at"],
        provider_words(one),
        one["status"] == SetStatus.CORRECTED,
        one["status"] == SetStatus.ENTERED_IN_ERROR,
        one["error_reason"],
    )


def _days(columns: list[TakenSet]) -> list[tuple[date, int]]:
    """Each day on the wall calendar of the facility, and how many sets were taken on it."""
    days = groupby(here(column.taken_at).date() for column in columns)
    return [(day, len(list(sets))) for day, sets in days]


FLOWSHEET = ChartPage("vitals:flowsheet", "vitals.read", "vitals", ("vitals",), show_flowsheet, heeds=("at",))
