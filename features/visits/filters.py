"""The filters of the visits of a chart."""

import django_filters
from django.utils.translation import gettext_lazy as _

from features.foundation.ui.history import YearlyFilter
from features.visits.regions import class_words
from features.visits.rules import VisitClass, VisitStatus
from features.visits.tables import every_status


def classes() -> list[tuple[str, str]]:
    return [(one.value, class_words(one)) for one in VisitClass]


def statuses() -> list[tuple[str, str]]:
    return [(one.value, every_status(one)) for one in VisitStatus]


class VisitFilter(YearlyFilter):
    """Visits by class, status and year; one may be planned for the next."""

    when = "starts_at"
    ahead = 1

    visit_class = django_filters.ChoiceFilter(label=_("Class"), empty_label=_("any"))
    status = django_filters.ChoiceFilter(label=_("Status"), empty_label=_("any"))

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.filters["visit_class"].extra["choices"] = classes()
        self.filters["status"].extra["choices"] = statuses()
