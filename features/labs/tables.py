"""The columns of all results of a chart."""

from datetime import date
from decimal import Decimal

from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from features.foundation.clinical.interpretation import Limits, range_words
from features.foundation.ui.history import HistoryTable, WhatColumn
from features.foundation.ui.severity import draw_flag, draw_number
from features.foundation.ui.tables import Column
from features.foundation.ui.units import unit_words
from features.labs.regions import MARKS, mark_words, shown_number, test_words
from features.labs.rules import ResultStatus

VALUE = (
    "{% if number is not none %}{{ number_cell(number, places, comparator) }}"
    "{% else %}<bdi>{{ value_text or value_code or '–' }}</bdi>{% endif %}"
)
MARK = (
    "{% if status in ('corrected', 'amended') %}"
    '<span class="sev" data-severity="corrected">{{ icon("pencil") }}{{ result_mark(status) }}</span>'
    "{% else %}{{ result_mark(status) }}{% endif %}"
)


class ResultTable(HistoryTable):
    """Each result as it was reported: test, value, unit, flag, range, what became of it, and when it was taken."""

    test = WhatColumn(_("Test"), value="test_words(display)", wrong="status == 'entered-in-error'")
    value = Column(_("Result"), cell=VALUE, css="h-lead h-value end w-short")
    unit = Column(_("Unit"), cell='<span class="unit">{{ unit_words(unit) }}</span>', css="h-unit w-mid")
    flag = Column(_("Flag"), cell="{{ draw_flag(flag) }}", css="h-more w-mid")
    reference = Column(
        _("Reference"), cell="{{ reference_words(range_low, range_high) }}", css="h-desk end w-mid"
    )
    mark = Column(_("Status"), cell=MARK, css="h-mark w-mid")
    taken = Column(_("Taken"), cell="{{ effective_at|moment }}", css="h-when end w-time", sort="taken")

    values = (
        "public_id",
        "version",
        "display",
        "number",
        "comparator",
        "unit",
        "value_text",
        "value_code",
        "places",
        "flag",
        "range_low",
        "range_high",
        "status",
        "effective_at",
    )
    sorts = {"taken": ["effective_at", "id"]}
    default_sort = "-taken"

    @classmethod
    def beside(cls, on: date) -> dict[str, object]:
        return {
            "test_words": test_words,
            "number_cell": number_cell,
            "unit_words": unit_words,
            "draw_flag": draw_flag,
            "reference_words": reference_words,
            "result_mark": result_mark,
        }

    @classmethod
    def shown_words(cls, shown: int) -> str:
        return ngettext("%(shown)d result", "%(shown)d results", shown) % {"shown": shown}


def number_cell(number: Decimal, places: int | None, comparator: str) -> SafeString | str:
    return draw_number(shown_number(number, places), comparator)


def reference_words(low: Decimal | None, high: Decimal | None) -> str:
    return range_words(Limits(low, high))


def result_mark(status: str) -> str:
    """A status that a reader would not expect; nothing for a result that is final."""
    if status == ResultStatus.ENTERED_IN_ERROR:
        return gettext("entered in error")
    if status == ResultStatus.CANCELLED:
        return gettext("cancelled")
    return mark_words(MARKS.get(status, ""))  # type: ignore[call-overload]
