"""The filters of the other measurements of a chart, and of the rounds."""

from functools import partial

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from features.foundation.ui.filters import ListFilter
from features.foundation.ui.history import YearlyFilter
from features.visits.models import open_visits
from features.vitals.rounds import wards_of
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


class RoundsFilter(ListFilter):
    """Those who are here now, by ward."""

    ward = django_filters.ChoiceFilter(label=_("Ward"), method="of_ward", empty_label=_("all"))

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.filters["ward"].extra["choices"] = partial(wards_of, self.request.user.facility_id or 0)

    def of_ward(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        there = open_visits(self.request.user.facility_id or 0).filter(ward=value).order_by()
        return rows.filter(patient_id__in=there.values("patient_id"))
