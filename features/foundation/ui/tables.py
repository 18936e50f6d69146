"""Columns of lists: django-tables2 declares them, and each says how its cell is drawn.

A cell is a Jinja2 snippet over the names of the table's `values`; Jinja2 escapes every value. The snippets are
compiled once per table and language by `row_renderer`.
"""

from datetime import date, datetime

import django_tables2 as tables
from django.db.models.expressions import BaseExpression
from django.utils.translation import ngettext

DASH = '<span class="quiet">–</span>'


class Column(tables.Column):
    """A column with a class for its cells, a snippet that draws them, and the sort that its heading offers."""

    def __init__(self, label, *, cell: str, css: str, sort: str = "", **kwargs) -> None:
        super().__init__(verbose_name=label, orderable=bool(sort), **kwargs)
        self.cell = cell
        self.css = css
        self.sort = sort


class TextColumn(Column):
    """A value, with its whole text as title where it is cut; a quiet dash where there is none."""

    def __init__(self, label, *, value: str, css: str, sort: str = "", **kwargs) -> None:
        whole = f'<span class="cut" title="{{{{ {value} }}}}">{{{{ {value} }}}}</span>'
        cell = f"{{% if {value} %}}{whole}{{% else %}}{DASH}{{% endif %}}"
        super().__init__(label, cell=cell, css=css, sort=sort, **kwargs)


class ListTable(tables.Table):
    """A list's columns. `values` names the fields that are read for a row and that its cells use, the public id first.

    `sorts` maps each order to columns that are NOT NULL, the last one unique, so that the order is total.
    """

    values: tuple[str, ...] = ()
    sorts: dict[str, list[str]] = {}
    default_sort = ""
    rows_kept = 5_000
    """Drawn rows that a process keeps of this list."""

    @classmethod
    def facts(cls) -> dict[str, BaseExpression]:
        """What is read for each row of a page beside its own columns, in the same statement; named in `values`."""
        return {}

    @classmethod
    def as_of(cls, rows: list[tuple], at: datetime) -> list[tuple]:
        """The rows of a page with what follows from the moment: a drawn row is kept while its values are the same."""
        return rows

    @classmethod
    def beside(cls, on: date) -> dict[str, object]:
        """What cells read by name beside the values of their row: words of choices, the date, links, functions."""
        return {"today": on}

    @classmethod
    def shown_words(cls, shown: int) -> str:
        """How many rows stand on the page, in words."""
        return ngettext("%(shown)d row shown", "%(shown)d rows shown", shown) % {"shown": shown}
