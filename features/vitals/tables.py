"""The columns of the other measurements of a chart."""

import json
from datetime import date

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from features.foundation.ui.history import HistoryTable, LongColumn, WhatColumn
from features.foundation.ui.tables import Column
from features.foundation.ui.units import unit_words
from features.vitals.regions.measurements import number_words

VALUE = (
    "{% if number is not none %}<b>{{ number_words(number) }}</b> "
    '<span class="unit">{{ unit_words(unit) }}</span>'
    "{% else %}<bdi>{{ value_text or value_code or parts_words(parts_text) }}</bdi>{% endif %}"
)


class MeasurementTable(HistoryTable):
    """What was measured, its value or its parts, and when."""

    what = WhatColumn(_("Measurement"), value="display", wrong="status == 'entered-in-error'")
    value = Column(_("Value"), cell=VALUE, css="h-lead h-value")
    category = LongColumn(_("Category"), value="category_words(category)", css="h-desk w-long")
    status = Column(_("Status"), cell="{{ measured_status(status) }}", css="h-more w-mid")
    taken = Column(_("Taken"), cell="{{ taken_at|moment }}", css="h-when end w-time", sort="taken")

    values = (
        "public_id",
        "version",
        "display",
        "category",
        "status",
        "number",
        "unit",
        "value_text",
        "value_code",
        "parts_text",
        "taken_at",
    )
    sorts = {"taken": ["taken_at", "id"]}
    default_sort = "-taken"

    @classmethod
    def beside(cls, on: date) -> dict[str, object]:
        return {
            "number_words": number_words,
            "unit_words": unit_words,
            "parts_words": parts_words,
            "category_words": category_words,
            "measured_status": measured_status,
        }

    @classmethod
    def shown_words(cls, shown: int) -> str:
        return ngettext("%(shown)d measurement", "%(shown)d measurements", shown) % {"shown": shown}


def parts_words(parts: str) -> str:
    """The components of a measurement in one line, of the JSON as PostgreSQL holds it: `Systolic 120 mmHg; …`."""
    words = []
    for part in json.loads(parts or "[]"):
        value = part.get("number") or part.get("text") or ""
        unit = unit_words(part.get("unit") or "") if part.get("number") else ""
        words.append(" ".join(word for word in (part.get("display"), str(value), unit) if word))
    return "; ".join(words)


def category_words(category: str) -> str:
    """A code of HL7 observation-category in words; an unknown one as it came."""
    return {
        "vital-signs": gettext("vital signs"),
        "social-history": gettext("social history"),
        "survey": gettext("survey"),
        "exam": gettext("examination"),
        "imaging": gettext("imaging"),
        "laboratory": gettext("laboratory"),
        "procedure": gettext("procedure"),
        "therapy": gettext("therapy"),
        "activity": gettext("activity"),
    }.get(category, category)


def measured_status(status: str) -> str:
    """A status that a reader would not expect; nothing for a value that simply is."""
    return {
        "preliminary": gettext("preliminary"),
        "registered": gettext("registered"),
        "amended": gettext("corrected"),
        "corrected": gettext("corrected"),
        "cancelled": gettext("cancelled"),
        "entered-in-error": gettext("entered in error"),
        "unknown": gettext("status unknown"),
    }.get(status, "")
