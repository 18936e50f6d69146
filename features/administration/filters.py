"""The filters of the lists of displays, of providers and of payers."""

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from features.foundation.ui.filters import ListFilter
from features.patients.models import Provider

IN_USE, REVOKED, RETIRED = "in-use", "revoked", "retired"


class DeviceFilter(ListFilter):
    """Displays that may show boards, or those that were revoked."""

    state = django_filters.ChoiceFilter(
        label=_("State"),
        choices=[(IN_USE, _("in use")), (REVOKED, _("revoked"))],
        method="of_state",
        empty_label=_("all"),
    )

    def of_state(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(revoked_at__isnull=value == IN_USE)


def specialties() -> list[tuple[str, str]]:
    """Those that somebody has."""
    names = Provider.objects.exclude(specialty="").order_by("specialty").values_list("specialty", flat=True)
    return [(name, name) for name in names.distinct()]


class ProviderFilter(ListFilter):
    """Providers of a specialty, and those who work here."""

    specialty = django_filters.ChoiceFilter(label=_("Specialty"), choices=specialties, empty_label=_("any"))
    works = django_filters.ChoiceFilter(
        label=_("Works"),
        choices=[("here", _("at this clinic")), ("elsewhere", _("elsewhere"))],
        method="at",
        empty_label=_("anywhere"),
    )

    def at(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        here = {"facility": self.request.user.facility_id}
        return rows.filter(**here) if value == "here" else rows.exclude(**here)


class PayerFilter(ListFilter):
    """Payers who are offered, or those who were retired."""

    state = django_filters.ChoiceFilter(
        label=_("State"),
        choices=[(IN_USE, _("in use")), (RETIRED, _("retired"))],
        method="of_state",
        empty_label=_("all"),
    )

    def of_state(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(is_retired=value == RETIRED)
