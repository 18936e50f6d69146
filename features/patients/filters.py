"""The filters of the patient list and of a patient's insurance."""

from functools import cached_property, partial

import django_filters
from django.db.models import Q, QuerySet
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from features.foundation.records.clock import now, today
from features.foundation.ui.filters import ListFilter
from features.foundation.ui.history import HistoryFilter
from features.patients.catalogues import all_payers, is_provider, providers_of
from features.patients.models import UNKNOWN_BIRTH_DATE, PatientStatus, Sex
from features.patients.rules import AGE_BANDS, birth_dates_of


class PatientFilter(ListFilter):
    """Status, provider, sex, age band, payer, overdue sets, and "my patients" for those who are a provider here."""

    mine = django_filters.ChoiceFilter(
        label=_("My patients"),
        choices=[("yes", _("only mine"))],
        method="only_mine",
        empty_label=_("everyone's"),
    )
    next_set = django_filters.ChoiceFilter(
        label=_("Next set"),
        choices=[("overdue", _("overdue"))],
        method="to_be_observed",
        empty_label=_("any"),
    )
    status = django_filters.ChoiceFilter(
        label=_("Status"), choices=PatientStatus.choices, empty_label=_("any")
    )
    sex = django_filters.ChoiceFilter(label=_("Sex"), choices=Sex.choices, empty_label=_("any"))
    age = django_filters.ChoiceFilter(
        label=_("Age"),
        choices=[(band, format_lazy(_("{ages} years"), ages=band.replace("-", "–"))) for band in AGE_BANDS],
        method="in_age_band",
        empty_label=_("any"),
    )
    provider = django_filters.ChoiceFilter(
        label=_("Provider"), field_name="provider__public_id", empty_label=_("any")
    )
    payer = django_filters.ChoiceFilter(
        label=_("Insurance"), field_name="payer__public_id", empty_label=_("any")
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.filters["provider"].extra["choices"] = partial(providers_of, self.request.user.facility_id or 0)
        self.filters["payer"].extra["choices"] = all_payers

    @cached_property
    def form(self):
        """Without "my patients" for those who have no provider record, and without vital signs for the front desk."""
        form = super().form
        if not self.request.user.may("vitals.read"):
            form.fields.pop("next_set", None)
        if not is_provider(self.request.user):
            form.fields.pop("mine", None)
        return form

    def only_mine(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        """Patients whose primary provider is the provider record of the person who asks; nobody's otherwise."""
        return rows.filter(provider__user=self.request.user)

    def to_be_observed(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(next_set_overdue_at__lte=now())

    def in_age_band(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        born_after, born_by = birth_dates_of(value, today(self.request.user.facility.time_zone))
        rows = rows.filter(birth_date__lte=born_by, birth_date__gt=UNKNOWN_BIRTH_DATE)
        return rows if born_after is None else rows.filter(birth_date__gt=born_after)


class CoverageFilter(HistoryFilter):
    """Insurance that pays now, or that no longer does."""

    standing = django_filters.ChoiceFilter(
        label=_("Status"),
        choices=[("present", _("present")), ("past", _("past"))],
        method="of_standing",
        empty_label=_("all"),
    )

    def of_standing(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        is_over = Q(ends_on__lt=today(self.request.user.zone))
        return rows.filter(is_over) if value == "past" else rows.exclude(is_over)
