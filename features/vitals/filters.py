"""The filters of the other measurements of a chart."""

import django_filters
from django.utils.translation import gettext_lazy as _

from features.foundation.ui.history import YearlyFilter
from features.vitals.tables import category_words

CATEGORIES = (
    "vital-signs", "social-history", "survey", "exam", "imaging", "laboratory", "procedure", "therapy", "activity",
)  # fmt: skip
"""HL7 observation-category."""


def categories() -> list[tuple[str, str]]:
    return [(code, category_words(code)) for code in CATEGORIES]


class MeasurementFilter(YearlyFilter):
    """Measurements by category and year."""

    when = "taken_at"
    category = django_filters.ChoiceFilter(label=_("Category"), empty_label=_("any"))

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.filters["category"].extra["choices"] = categories()
