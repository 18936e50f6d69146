"""Pages of a list that is neither filtered nor searched: the statement of each order is written once, not per request.

The ORM takes longer to write such a statement than PostgreSQL takes to answer it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db.models import QuerySet

from features.foundation.access.models import User
from features.foundation.records.clock import now
from features.foundation.records.prepared import ask
from features.foundation.ui.keyset import Position, page_rows, read_values
from features.foundation.ui.tables import ListTable

ANYWHERE = UUID(int=0)
"""Stands in a written statement for the row of the position."""

MOST_KEPT = 2_000


@dataclass(frozen=True, slots=True)
class Page:
    """All that a page's statement is made of, but for the row where the page begins. The scope follows from the list,
    from who asks with which rights, and from the day."""

    view: type
    person: int
    facility: int | None
    rights: frozenset[str]
    on: date
    table: type[ListTable]
    sort: str
    descending: bool
    backwards: bool | None
    size: int


_written: dict[Page, tuple[str, tuple]] = {}


def fetch_plain(
    view: type,
    user: User,
    scope: Callable[[], QuerySet],
    *,
    table: type[ListTable],
    sort: str,
    descending: bool,
    position: Position | None,
    size: int,
) -> list[tuple]:
    """The rows of one page and one of look-ahead, as `page_rows` finds them."""
    backwards = position.backwards if position else None
    today = now().date()
    page = Page(
        view, user.pk, user.facility_id, user.permissions, today, table, sort, descending, backwards, size
    )
    statement = _written.get(page)
    if statement is None:
        if len(_written) >= MOST_KEPT:
            _written.clear()
        statement = _written[page] = _write(page, scope())
    sql, parameters = statement
    if not sql:
        return []
    begins_at: Any = position and position.public_id
    return ask(sql, [begins_at if value == ANYWHERE else value for value in parameters])


def _write(page: Page, scope: QuerySet) -> tuple[str, tuple]:
    """The statement and its parameters; an empty one where the scope holds nothing."""
    position = None if page.backwards is None else Position(page.sort, ANYWHERE, page.backwards)
    columns = page.table.sorts[page.sort]
    rows = page_rows(
        scope, columns, scope=scope, descending=page.descending, position=position, size=page.size
    )
    try:
        return read_values(rows, page.table.values, page.table.facts()).query.sql_with_params()
    except EmptyResultSet:
        return "", ()
