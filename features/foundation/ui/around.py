"""What stands around the rows of a list: its orders and its page sizes, drawn once for all lists of one state."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlencode

from django.conf import settings
from markupsafe import Markup

from features.foundation.ui.row_renderer import draw_head, draw_sizes, draw_sort_menu
from features.foundation.ui.tables import Column, ListTable

PAGE_SIZES = (20, 50, 100)


@dataclass(frozen=True, slots=True)
class Heading:
    """A column's heading: its words, and where a click leads."""

    label: str
    css: str
    sort_url: str = ""
    aria_sort: str = ""


@dataclass(frozen=True, slots=True)
class Around:
    """How a list is filtered, ordered and cut now. `kept` is its state without the position."""

    table: type[ListTable]
    path: str
    region_id: str
    kept: tuple[tuple[str, str], ...]
    sort: str
    descending: bool
    size: int

    def headings(self) -> list[Heading]:
        return [self._heading(column) for column in self.table.base_columns.values()]

    def sizes(self) -> list[tuple[int, str, bool]]:
        """Each page size with its address, and whether it is the present one."""
        default = settings.DEFAULT_TABLE_PAGE_SIZE
        return [
            (size, self._url("size", "" if size == default else str(size)), size == self.size)
            for size in PAGE_SIZES
        ]

    def _heading(self, column: Column) -> Heading:
        label, css = str(column.verbose_name), column.css
        if not column.sort:
            return Heading(label, css)
        name = column.sort.removeprefix("-")
        if name != self.sort:
            return Heading(label, css, self._sorted_url(column.sort))
        turned = name if self.descending else f"-{name}"
        direction = self.descending != column.sort.startswith("-")
        return Heading(label, css, self._sorted_url(turned), "descending" if direction else "ascending")

    def _sorted_url(self, sort: str) -> str:
        return self._url("sort", "" if sort == self.table.default_sort else sort)

    def _url(self, name: str, value: str) -> str:
        return address(self.path, {**dict(self.kept), name: value}.items())


def address(path: str, state: Iterable[tuple[str, str | None]]) -> str:
    """A list's address with `state`; empty values are left out."""
    given = [(name, value) for name, value in state if value]
    return f"{path}?{urlencode(given)}" if given else path


@dataclass(frozen=True, slots=True)
class DrawnAround:
    """The row of headings, the same orders as a menu for narrow screens, and the page sizes."""

    head: Markup
    sort_menu: Markup
    sizes: Markup


@lru_cache(maxsize=1_000)
def draw_around(around: Around, language: str | None) -> DrawnAround:
    """Drawn once for each state of a list and each language; the same for everybody."""
    headings, region_id = around.headings(), around.region_id
    return DrawnAround(
        draw_head(headings, region_id),
        draw_sort_menu(headings, region_id),
        draw_sizes(around.sizes(), region_id),
    )
