"""The filters of all results of a chart."""

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from features.foundation.ui.history import YearlyFilter
from features.labs.rules import ABNORMAL_FLAGS


class ResultFilter(YearlyFilter):
    """Results by year, and the abnormal ones alone."""

    when = "effective_at"
    abnormal = django_filters.ChoiceFilter(
        label=_("Flag"), choices=[("yes", _("abnormal only"))], method="only_abnormal", empty_label=_("any")
    )

    def only_abnormal(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        """A result that was not interpreted is not abnormal; nor is it normal."""
        return rows.filter(flag__in=ABNORMAL_FLAGS)
