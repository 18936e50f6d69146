"""Draws the headings and rows of a list, compiled once: far faster than django-tables2's own cells."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language, gettext
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from features.foundation.ui import formats
from features.foundation.ui.dues import draw_due
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
_environment.filters["day_of"] = formats.day_of
_environment.filters["moment"] = formats.moment
_environment.filters["due"] = draw_due
_environment.filters["listed_with"] = formats.listed_name


@lru_cache(maxsize=64)
def _pen(table: type[ListTable], on: date, language: str | None, zone: str) -> Callable[[tuple], Markup]:
    """What draws a row of `table` from its values; the same values give the same row, which is then kept.

    Rows are kept for each list, language, zone and day: a ward's are drawn once for its whole staff.
    The zone is part of what a row is drawn for: the same moment is another time of the day elsewhere.
    """
    beside = table.beside(on)
    arguments = ", ".join((*table.values, *beside))
    cells = "".join(f'<td class="{column.css}">{column.cell}</td>' for column in table.base_columns.values())
    source = f"{{% macro draw({arguments}) %}}<tr>{cells}</tr>\n{{% endmacro %}}"
    module: Any = _environment.from_string(source).module

    @lru_cache(maxsize=table.rows_kept)
    def draw(values: tuple) -> Markup:
        return module.draw(*values, *beside.values())

    return draw


def draw_rows(table: type[ListTable], rows: Iterable[tuple], on: date) -> Markup:
    """The `<tr>` of each row on the day `on`, every value escaped. Cells read the row's values, and those beside
    them, by name."""
    zone = timezone.get_current_timezone_name()
    draw = _pen(table, on, get_language(), zone)  # type: ignore[arg-type]  # classes are hashable
    return escape("").join(map(draw, rows))


@lru_cache(maxsize=1)
def _around():
    return _environment.get_template("components/listing.jinja").module


def draw_head(headings: Sequence[object], region_id: str) -> Markup:
    """The row of headings of a list; each heading that sorts is a link that swaps the region."""
    return _around().table_head(headings, region_id)


def draw_sort_menu(headings: Sequence[object], region_id: str) -> Markup:
    """The same orders as a menu, for narrow screens without column headings."""
    return _around().sort_menu(headings, region_id)


def draw_sizes(sizes: Sequence[tuple[int, str, bool]], region_id: str) -> Markup:
    """The page sizes as links."""
    return _around().sizes(sizes, region_id)


def draw_pager(words: str, sizes: Markup, previous_url: str, next_url: str, region_id: str) -> Markup:
    """The foot of a list: how many rows stand there, page sizes, the way back and on."""
    return _around().pager(words, sizes, previous_url, next_url, region_id)
