"""Draws the headings and rows of a list, compiled once: far faster than django-tables2's own cells."""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.utils.translation import get_language, gettext
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from features.foundation.ui import formats
from features.foundation.ui.tables import ListTable
from features.foundation.ui.templatetags.ui import icon

_environment = Environment(
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    loader=FileSystemLoader(settings.ROOT / "templates"),
)
_environment.globals["gettext"] = gettext
_environment.globals["icon"] = icon
_environment.filters["day"] = formats.day
_environment.filters["age"] = formats.age_in_words
_environment.filters["listed_with"] = formats.listed_name


@lru_cache(maxsize=200)
def _compiled(table: type[ListTable], beside: tuple[str, ...], language: str | None):
    """A macro over the rows; `beside` are the names of what cells read beside the row's own values."""
    cells = "".join(f'<td class="{column.css}">{column.cell}</td>' for column in table.base_columns.values())
    rows = f"{{% for {', '.join(table.values)} in rows %}}<tr>{cells}</tr>\n{{% endfor %}}"
    arguments = ", ".join(("rows", *beside))
    module: Any = _environment.from_string(f"{{% macro draw({arguments}) %}}{rows}{{% endmacro %}}").module
    return module.draw


def draw_rows(table: type[ListTable], rows: Iterable[tuple], beside: Mapping[str, object]) -> Markup:
    """The `<tr>` of each row, every value escaped. Cells read the row's values, and those `beside` it, by name."""
    draw = _compiled(table, tuple(beside), get_language())  # type: ignore[arg-type]  # classes are hashable
    return draw(rows, *beside.values())


@lru_cache(maxsize=1)
def _around():
    return _environment.get_template("components/listing.jinja").module


def draw_head(headings: Sequence[object], region_id: str) -> Markup:
    """The `<thead>` of a list; each heading that sorts is a link that swaps the region."""
    return _around().table_head(headings, region_id)


def draw_sort_menu(headings: Sequence[object], region_id: str) -> Markup:
    """The same orders as a menu, for narrow screens without column headings."""
    return _around().sort_menu(headings, region_id)


def draw_pager(listing: object, region_id: str, words: str) -> Markup:
    """The foot of a list: how many rows stand there, page sizes, the way back and on."""
    return _around().pager(listing, region_id, words)
