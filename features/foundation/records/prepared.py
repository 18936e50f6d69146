"""Statements that every request asks: each connection keeps them planned, which saves a third of their time.

Needs connections of our own to PostgreSQL: a pooler that lends one to many between transactions cannot keep them.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import count
from typing import Any
from weakref import WeakKeyDictionary

from django.db import connection
from django.db.models import QuerySet

_kept: WeakKeyDictionary[Any, dict[str, str]] = WeakKeyDictionary()
"""By connection: the EXECUTE of each statement that it has prepared."""


def ask(statement: str, parameters: Sequence[Any]) -> list[tuple]:
    """All rows of `statement` (its text is a constant, with %s for each parameter)."""
    with _executed(statement, parameters) as cursor:
        return cursor.fetchall()


def tell(statement: str, parameters: Sequence[Any]) -> None:
    """Carries out a statement that answers nothing."""
    with _executed(statement, parameters):
        pass


NOBODY = -1
"""Stands in a written statement for the key of the record that it is about."""


class WrittenOnce:
    """What a queryset of values tells of one record, whose statement is written once, not for each request.

    `values` makes the queryset for a record's primary key; nothing else in it may change from one request to the next.
    Values come as PostgreSQL gives them: JSON is text.
    """

    def __init__(self, values: Callable[[int], QuerySet]) -> None:
        self._values = values
        self._statement: tuple[str, tuple, list[str]] | None = None

    def __call__(self, key: int) -> list[dict[str, Any]]:
        if self._statement is None:
            query = self._values(NOBODY).query
            self._statement = (*query.sql_with_params(), list(query.selected or ()))
        sql, parameters, names = self._statement
        rows = ask(sql, [key if value == NOBODY else value for value in parameters])
        return [dict(zip(names, row, strict=True)) for row in rows]


@contextmanager
def _executed(statement: str, parameters: Sequence[Any]) -> Iterator:
    with connection.cursor() as cursor:
        kept = _kept.setdefault(connection.connection, {})
        execute = kept.get(statement) or _prepare(kept, statement, len(parameters))
        cursor.execute(execute, parameters)
        yield cursor


def _prepare(kept: dict[str, str], statement: str, parameters: int) -> str:
    name = f"chartside_{len(kept) + 1}"
    numbers = count(1)
    numbered = re.sub("%s", lambda _: f"${next(numbers)}", statement)
    with connection.wrap_database_errors, connection.connection.cursor() as cursor:
        cursor.execute(f"PREPARE {name} AS {numbered}")
    kept[statement] = f"EXECUTE {name}({', '.join(['%s'] * parameters)})" if parameters else f"EXECUTE {name}"
    return kept[statement]
