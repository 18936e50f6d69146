"""A cell of a sheet: what a set holds of a sign, how it is judged, and how it is drawn."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from uuid import UUID

from django.template.loader import get_template
from django.utils.html import format_html, format_html_join
from django.utils.translation import get_language

from features.foundation.ui.severity import severity_of


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

    key: str
    """By which a page that is open knows the column again when another one comes."""
    taken_at: datetime
    by: str
    is_corrected: bool
    is_wrong: bool
    reason: str
    public_id: UUID
    may_undo: bool
    """By who asks, who wrote it less than five minutes ago."""


@dataclass(frozen=True, slots=True)
class SheetCell:
    """A cell in its column, and why the sign could not be measured, where somebody said so."""

    column: TakenSet
    cell: Cell
    why_not: str = ""
    is_corrected: bool = False
    """Its value is another than that of the set in whose place this one stands."""

    @property
    def severity(self) -> str:
        return "" if self.column.is_wrong else self.cell.severity

    @property
    def drawn(self) -> str:
        return _drawn(self.cell, self.why_not, self.column.is_wrong, self.is_corrected, get_language())


CELLS_KEPT = 5_000
CRITICAL = format_html(' data-severity="{}"', "critical")


@lru_cache(maxsize=CELLS_KEPT)
def _drawn(cell: Cell, why_not: str, is_wrong: bool, is_corrected: bool, language: str | None) -> str:
    """What stands in a cell. Most cells say what others say as well, and are drawn once."""
    told = {"cell": cell, "why_not": why_not, "is_wrong": is_wrong, "is_corrected": is_corrected}
    return get_template("vitals/partials/sheet_cell.html").render(told)


def draw_row(cells: Iterable[SheetCell]) -> str:
    """The cells of a row, as the table holds them: written here, since a sheet has more than a hundred."""
    return format_html_join(
        "", '<td data-key="{}"{}>{}</td>', ((one.column.key, _tint(one.severity), one.drawn) for one in cells)
    )


def _tint(severity: str) -> str:
    """A cell of a critical value is tinted."""
    return CRITICAL if severity == "critical" else ""
