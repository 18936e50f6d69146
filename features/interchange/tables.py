"""The columns of what other systems sent and the chart has no place for."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from features.foundation.ui.history import HistoryTable, LongColumn
from features.foundation.ui.tables import Column

TYPE_CELL = '<a href="{{ address(patient__public_id, public_id) }}"><bdi>{{ resource_type }}</bdi></a>'


class DocumentTable(HistoryTable):
    """What kind of document it is, why it was kept as it is, and when it came."""

    kind = Column(_("Document"), cell=TYPE_CELL, css="h-what")
    reason = LongColumn(_("Why it is kept"), value="reason", css="h-more")
    source = LongColumn(_("Id at its source"), value="source_id", css="h-desk w-id")
    received = Column(
        _("Received"), cell="{{ received_at|moment }}", css="h-when end w-time", sort="received"
    )

    values = ("public_id", "patient__public_id", "resource_type", "reason", "source_id", "received_at")
    sorts = {"received": ["received_at", "id"]}
    default_sort = "-received"

    @classmethod
    def beside(cls, on: date) -> dict[str, object]:
        return {"address": document_address}

    @classmethod
    def shown_words(cls, shown: int) -> str:
        return ngettext("%(shown)d document", "%(shown)d documents", shown) % {"shown": shown}


def document_address(patient: object, document: object) -> str:
    return reverse("interchange:document", args=[patient, document])
