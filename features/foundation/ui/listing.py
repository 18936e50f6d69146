"""A list: scope, filter, sort, one page by keyset, rows drawn; its whole state is in the URL, except a typed name."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest
from markupsafe import Markup

from features.foundation.ui.filters import Chip, ListFilter, draw_filter_form
from features.foundation.ui.keyset import Position, page_rows
from features.foundation.ui.row_renderer import draw_head, draw_pager, draw_rows, draw_sort_menu
from features.foundation.ui.tables import Column, ListTable

PAGE_SIZES = (20, 50, 100)


@dataclass(frozen=True, slots=True)
class Heading:
    """A column's heading: its words, and where a click leads."""

    label: str
    css: str
    sort_url: str = ""
    aria_sort: str = ""


@dataclass
class Listing:
    """One page of a list, and the addresses of everything that leads on from it."""

    path: str
    region_path: str
    region_id: str
    table: type[ListTable]
    filterset: ListFilter | None
    make_filterset: Callable[[], ListFilter]
    state: dict[str, str]
    sort: str
    descending: bool
    size: int
    rows: list[tuple]
    has_next: bool
    has_previous: bool
    beside: dict[str, object]
    search: str = ""
    lost_position: bool = False
    extra_chips: list[Chip] = field(default_factory=list)

    @property
    def shown(self) -> list[UUID]:
        """The public ids on this page, for the audit row."""
        return [row[0] for row in self.rows]

    @property
    def rows_html(self) -> Markup:
        return draw_rows(self.table, self.rows, self.beside)

    @property
    def head_html(self) -> Markup:
        return draw_head(self.headings, self.region_id)

    @property
    def sort_menu_html(self) -> Markup:
        return draw_sort_menu(self.headings, self.region_id)

    @property
    def pager_html(self) -> Markup:
        shown = len(self.rows)
        return draw_pager(self, self.region_id, self.table.shown_words(shown))

    def url(self, *, path: str = "", **changes: str | None) -> str:
        """The list's address with `changes` to its state; a None takes a value away. Empty values are left out."""
        state = {name: value for name, value in {**self.state, **changes}.items() if value}
        return f"{path or self.path}?{urlencode(state)}" if state else path or self.path

    @property
    def region_url(self) -> str:
        return self.url(path=self.region_path)

    @property
    def next_url(self) -> str:
        if not self.has_next:
            return ""
        return self.url(at=Position(self.sort, self.rows[-1][0]).token())

    @property
    def previous_url(self) -> str:
        if not self.has_previous:
            return ""
        return self.url(at=Position(self.sort, self.rows[0][0], backwards=True).token())

    @cached_property
    def headings(self) -> list[Heading]:
        return [self._heading(column) for column in self.table.base_columns.values()]

    def _heading(self, column: Column) -> Heading:
        label, css = str(column.verbose_name), column.css
        if not column.sort:
            return Heading(label, css)
        name = column.sort.removeprefix("-")
        if name != self.sort:
            return Heading(label, css, self.url(sort=self._state_of(column.sort), at=None))
        turned = name if self.descending else f"-{name}"
        direction = self.descending != column.sort.startswith("-")
        words = "descending" if direction else "ascending"
        return Heading(label, css, self.url(sort=self._state_of(turned), at=None), words)

    def _state_of(self, sort: str) -> str | None:
        return None if sort == self.table.default_sort else sort

    @cached_property
    def chips(self) -> list[Chip]:
        """The filters in force, each with the way to take it back."""
        chips = list(self.extra_chips)
        if self.filterset is None:
            return chips
        for name in self.filterset.in_force:
            label, value = self.filterset.chip_words(name)
            without: dict[str, Any] = {name: None, "at": None}
            chips.append(Chip(label, value, self.url(**without)))
        return chips

    @property
    def sizes(self) -> list[tuple[int, str, bool]]:
        """Each page size with its address, and whether it is the present one."""
        default = settings.DEFAULT_TABLE_PAGE_SIZE
        return [
            (size, self.url(at=None, size=None if size == default else str(size)), size == self.size)
            for size in PAGE_SIZES
        ]

    @property
    def is_narrowed(self) -> bool:
        """Whether fewer than all are listed: by filters or by a search."""
        return bool(self.chips)

    def filter_form(self, cache_key: str) -> str:
        kept = {
            name: value for name, value in self.state.items() if name in ("sort", "size", "found") and value
        }
        filterset = self.filterset or self.make_filterset()
        return draw_filter_form(filterset, action=self.path, hidden=kept, cache_key=cache_key)


def read_state(request: HttpRequest, table: type[ListTable], filterset: type[ListFilter]) -> dict[str, str]:
    """The list's state from the URL: names of a closed list only, each at most 200 characters; the rest is ignored."""
    names = ["sort", "size", "found", "at", *filterset.names()]
    return {name: request.GET[name][:200] for name in names if name in request.GET}


def read_sort(state: dict[str, str], table: type[ListTable]) -> tuple[str, bool]:
    """The order and whether it descends; an unknown one is the default."""
    wanted = state.get("sort", "")
    if wanted.removeprefix("-") not in table.sorts:
        state.pop("sort", None)
        wanted = table.default_sort
    return wanted.removeprefix("-"), wanted.startswith("-")


def read_size(state: dict[str, str]) -> int:
    """The page size; one that is not offered is the default."""
    wanted = state.get("size", "")
    if wanted in {str(size) for size in PAGE_SIZES}:
        return int(wanted)
    state.pop("size", None)
    return settings.DEFAULT_TABLE_PAGE_SIZE


def build_listing(
    request: HttpRequest,
    *,
    scope: QuerySet,
    rows: QuerySet,
    filterset_class: type[ListFilter],
    table: type[ListTable],
    path: str,
    region_path: str,
    region_id: str,
    beside: dict[str, object],
) -> Listing:
    """Filters, orders and pages `rows` (those of `scope` that a search left), in one statement and without counting."""
    state = read_state(request, table, filterset_class)
    sort, descending = read_sort(state, table)
    size = read_size(state)
    given = [name for name in filterset_class.names() if name in state]

    def make_filterset() -> ListFilter:
        return filterset_class(data=state, queryset=rows, request=request)

    filterset, filtered = None, rows
    if given:
        filterset = make_filterset()
        for name in set(given) - set(filterset.in_force):
            del state[name]
        filtered = filterset.qs
    position = Position.read(state["at"], sort) if "at" in state else None
    lost = "at" in state and position is None
    columns = table.sorts[sort]

    def fetch(where: Position | None) -> list[tuple]:
        found = page_rows(filtered, columns, scope=scope, descending=descending, position=where, size=size)
        return list(found.values_list(*table.values))

    page = fetch(position)
    if position is not None and len(page) < (size if position.backwards else 1):
        lost = not position.backwards
        position = None
        page = fetch(None)
    if position is None:
        state.pop("at", None)
    more = len(page) > size
    page = page[:size]
    backwards = position is not None and position.backwards
    if backwards:
        page.reverse()
    return Listing(
        path=path,
        region_path=region_path,
        region_id=region_id,
        table=table,
        filterset=filterset,
        make_filterset=make_filterset,
        state=state,
        sort=sort,
        descending=descending,
        size=size,
        rows=page,
        has_next=True if backwards else more,
        has_previous=more if backwards else position is not None,
        beside=beside,
        lost_position=lost,
    )
