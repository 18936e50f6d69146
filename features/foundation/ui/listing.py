"""A list: scope, filter, sort, one page by keyset, rows drawn; its whole state is in the URL, except a typed name."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import get_language, gettext
from markupsafe import Markup

from features.foundation.access.requests import SignedInRequest
from features.foundation.records.clock import now
from features.foundation.ui.around import PAGE_SIZES, Around, DrawnAround, address, draw_around
from features.foundation.ui.filters import Chip, ListFilter, draw_filter_form
from features.foundation.ui.keyset import Position, page_rows, read_values
from features.foundation.ui.plain_pages import fetch_plain
from features.foundation.ui.row_renderer import draw_pager, draw_rows
from features.foundation.ui.tables import ListTable


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
    on: date
    search: str = ""
    lost_position: bool = False
    extra_chips: list[Chip] = field(default_factory=list)

    @property
    def shown(self) -> list[str]:
        """The public ids on this page, for the audit row."""
        return [row[0] for row in self.rows]

    @property
    def rows_html(self) -> Markup:
        return draw_rows(self.table, self.rows, self.on)

    @cached_property
    def around(self) -> DrawnAround:
        kept = tuple((name, value) for name, value in self.state.items() if value and name != "at")
        around = Around(self.table, self.path, self.region_id, kept, self.sort, self.descending, self.size)
        return draw_around(around, get_language())

    @property
    def counted_words(self) -> str:
        """How many rows there are, as far as one page tells: nobody counts for it."""
        rows = {"rows": self.table.shown_words(len(self.rows))}
        if self.has_next:
            return gettext("%(rows)s shown, more follow") % rows
        return gettext("the last %(rows)s") % rows if self.has_previous else str(rows["rows"])

    @property
    def pager_html(self) -> Markup:
        words = self.table.shown_words(len(self.rows))
        return draw_pager(words, self.around.sizes, self.previous_url, self.next_url, self.region_id)

    def url(self, *, path: str = "", **changes: str | None) -> str:
        """The list's address with `changes` to its state; a None takes a value away."""
        return address(path or self.path, {**self.state, **changes}.items())

    @property
    def region_url(self) -> str:
        return self.url(path=self.region_path)

    @property
    def next_url(self) -> str:
        if not self.has_next:
            return ""
        return self.url(at=Position(self.sort, UUID(self.rows[-1][0])).token())

    @property
    def previous_url(self) -> str:
        if not self.has_previous:
            return ""
        return self.url(at=Position(self.sort, UUID(self.rows[0][0]), backwards=True).token())

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
    request: SignedInRequest,
    kept_for: type | None,
    *,
    scope: Callable[[], QuerySet],
    search: Callable[[QuerySet], QuerySet] | None,
    filterset_class: type[ListFilter],
    narrowed: Callable[[dict[str, str], QuerySet], ListFilter],
    table: type[ListTable],
    path: str,
    region_path: str,
    region_id: str,
    on: date,
) -> Listing:
    """Searches, filters, orders and pages the rows of `scope`, in one statement and without counting.

    `kept_for` is the view under which the statement of a plain page is kept; None where it never may be.
    """
    state = read_state(request, table, filterset_class)
    sort, descending = read_sort(state, table)
    size = read_size(state)
    given = [name for name in filterset_class.names() if name in state]

    def make_filterset() -> ListFilter:
        rows = search(scope()) if search else scope()
        return narrowed(state, rows)

    filterset = make_filterset() if given or search else None
    if filterset:
        for name in set(given) - set(filterset.in_force):
            del state[name]
    position = Position.read(state["at"], sort) if "at" in state else None
    lost = "at" in state and position is None

    def fetch(where: Position | None) -> list[tuple]:
        if filterset is None and kept_for:
            return fetch_plain(
                kept_for, request.user, scope,
                table=table, sort=sort, descending=descending, position=where, size=size,
            )  # fmt: skip
        columns = table.sorts[sort]
        rows = scope() if filterset is None else filterset.qs
        found = page_rows(rows, columns, scope=scope(), descending=descending, position=where, size=size)
        return list(read_values(found, table.values, table.facts()))

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
        rows=table.as_of(page, now()),
        has_next=True if backwards else more,
        has_previous=more if backwards else position is not None,
        on=on,
        lost_position=lost,
    )
