"""The filters of what a chart holds of problems, allergies and immunizations."""

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from features.foundation.ui.history import HistoryFilter, YearlyFilter
from features.problems.rules import (
    NEVER_WERE,
    PRESENT_PROBLEMS,
    AllergyCategory,
    AllergyStatus,
    ImmunizationStatus,
)

IS_ONE = ~Q(verification__in=NEVER_WERE)
PRESENT, PAST, NEVER = "present", "past", "never"
STANDINGS = [(PRESENT, _("present")), (PAST, _("past")), (NEVER, _("refuted or entered in error"))]


class ProblemFilter(HistoryFilter):
    """Problems that are present, that are over, or that turned out to be none."""

    standing = django_filters.ChoiceFilter(
        label=_("Status"), choices=STANDINGS, method="of_standing", empty_label=_("all")
    )

    def of_standing(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        if value == NEVER:
            return rows.exclude(IS_ONE)
        is_present = Q(status__in=PRESENT_PROBLEMS)
        return rows.filter(IS_ONE, is_present if value == PRESENT else ~is_present)


class AllergyFilter(HistoryFilter):
    """Allergies by what became of them, and by what they are to."""

    standing = django_filters.ChoiceFilter(
        label=_("Status"), choices=STANDINGS, method="of_standing", empty_label=_("all")
    )
    category = django_filters.ChoiceFilter(
        label=_("Category"),
        choices=[
            (AllergyCategory.FOOD.value, _("food")),
            (AllergyCategory.MEDICATION.value, _("medication")),
            (AllergyCategory.ENVIRONMENT.value, _("environment")),
            (AllergyCategory.BIOLOGIC.value, _("biologic")),
        ],
        empty_label=_("any"),
    )

    def of_standing(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        if value == NEVER:
            return rows.exclude(IS_ONE)
        is_present = Q(status=AllergyStatus.ACTIVE)
        return rows.filter(IS_ONE, is_present if value == PRESENT else ~is_present)


class ImmunizationFilter(YearlyFilter):
    """Immunizations by year, and by whether they were given."""

    when = "given_at"
    status = django_filters.ChoiceFilter(
        label=_("Status"),
        choices=[
            (ImmunizationStatus.COMPLETED.value, _("given")),
            (ImmunizationStatus.NOT_DONE.value, _("not given")),
            (ImmunizationStatus.ENTERED_IN_ERROR.value, _("entered in error")),
        ],
        empty_label=_("any"),
    )
