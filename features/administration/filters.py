"""The filters of the list of displays."""

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from features.foundation.ui.filters import ListFilter

IN_USE, REVOKED = "in-use", "revoked"


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
