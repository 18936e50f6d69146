"""Histories: everything of one kind that a chart holds, as columns that fold to two lines, by year."""

from datetime import datetime
from zoneinfo import ZoneInfo

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from features.foundation.records.clock import today
from features.foundation.ui.filters import ListFilter
from features.foundation.ui.tables import Column, ListTable


class WhatColumn(Column):
    """What a row is about. What was entered in error (`wrong` says when) is struck through, never left out.

    The text runs in its own direction, whichever way the page runs.
    """

    def __init__(self, label, *, value: str, wrong: str, **kwargs) -> None:
        text = f"<bdi>{{{{ {value} }}}}</bdi>"
        cell = f"{{% if {wrong} %}}<s>{text}</s>{{% else %}}{text}{{% endif %}}"
        super().__init__(label, cell=cell, css="h-what", **kwargs)


class LongColumn(Column):
    """Text that is shown whole, on as many lines as it needs; a quiet dash where there is none."""

    def __init__(self, label, *, value: str, css: str, **kwargs) -> None:
        cell = (
            f"{{% set text = {value} %}}"
            '{% if text %}<bdi>{{ text }}</bdi>{% else %}<span class="quiet">–</span>{% endif %}'
        )
        super().__init__(label, cell=cell, css=css, **kwargs)


class HistoryTable(ListTable):
    """The columns of a history. Few people open the same chart at once: few drawn rows are worth keeping.

    The class of a column says where its cell stands in a hand: `h-what` and `h-lead` on the first line, `h-more` and
    `h-when` on the second, `h-desk` nowhere.
    """

    rows_kept = 500


class HistoryFilter(ListFilter):
    """The filters of a history, which begins in the year `since`."""

    def __init__(self, *args, since: int, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.since = since


class YearlyFilter(HistoryFilter):
    """A history by the year of `when`, on the clock of the facility; `ahead` years of it lie in the future."""

    when = ""
    ahead = 0

    year = django_filters.ChoiceFilter(label=_("Year"), method="in_year", empty_label=_("any"))

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.filters["year"].extra["choices"] = self.years()

    def years(self) -> list[tuple[str, str]]:
        """A closed list, the present year first: nobody is asked which of them hold anything."""
        last = today(self.request.user.zone).year + self.ahead
        return [(str(year), str(year)) for year in range(last, self.since - 1, -1)]

    def in_year(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        zone = ZoneInfo(self.request.user.zone)
        begins, ends = (datetime(int(value) + step, 1, 1, tzinfo=zone) for step in (0, 1))
        return rows.filter(**{f"{self.when}__gte": begins, f"{self.when}__lt": ends})
