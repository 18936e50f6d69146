"""A record that is leafed through from its newest row backwards: one page of it, and the ways to older and newer."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from features.foundation.ui.keyset import Position, page_rows


@dataclass(frozen=True, slots=True)
class Leaf:
    """The rows of one page, newest first; the positions of its neighbours, empty where there is none."""

    rows: list[dict[str, Any]]
    older: str = ""
    newer: str = ""
    is_lost: bool = False
    """Whether a position was asked for that is not known here: the newest page is shown instead."""


def read_leaf(
    rows: QuerySet[Any, dict[str, Any]],
    columns: Sequence[str],
    *,
    scope: QuerySet,
    sort: str,
    token: str,
    size: int,
) -> Leaf:
    """A page of `rows` (values that hold the public id), descending by `columns`, at the position of `token`.

    The row of the position is looked up in `scope`, never counted to: a page deep in a chart costs what the first
    does.
    """
    position = Position.read(token, sort) if token else None
    is_lost = bool(token) and position is None

    def fetch(where: Position | None) -> list[dict[str, Any]]:
        return list(page_rows(rows, list(columns), scope=scope, descending=True, position=where, size=size))

    found = fetch(position)
    if position is not None and len(found) < (size if position.backwards else 1):
        is_lost = not position.backwards
        position = None
        found = fetch(None)
    has_more, page = len(found) > size, found[:size]
    backwards = position is not None and position.backwards
    if backwards:
        page.reverse()
    return Leaf(
        rows=page,
        older=_token(sort, page[-1]) if page and (backwards or has_more) else "",
        newer=_token(sort, page[0], backwards=True)
        if page and position and (has_more or not backwards)
        else "",
        is_lost=is_lost,
    )


def _token(sort: str, row: dict[str, Any], *, backwards: bool = False) -> str:
    return Position(sort, row["public_id"], backwards).token()
