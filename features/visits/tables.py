"""The columns of the visits of a chart."""

from datetime import date

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from features.foundation.ui.formats import listed_name
from features.foundation.ui.history import HistoryTable, LongColumn, WhatColumn
from features.foundation.ui.tables import Column
from features.visits.regions import class_words, status_words
from features.visits.rules import VisitStatus


class VisitTable(HistoryTable):
    """What a visit was, why, where, with whom, and from when to when."""

    what = WhatColumn(
        _("Visit"), value="(type_display or class_words(visit_class))", wrong="status == 'entered-in-error'"
    )
    reason: LongColumn | None = LongColumn(_("Reason"), value="reason", css="h-more")
    status = LongColumn(_("Status"), value="every_status(status)", css="h-lead w-short")
    place = LongColumn(
        _("Place"), value="place_words(facility__name or organization__name, ward, bed)", css="h-desk"
    )
    provider = LongColumn(
        _("Provider"),
        value="provider_words(provider__family_name, provider__given_names)",
        css="h-desk w-mid",
    )
    started = Column(_("Started"), cell="{{ starts_at|moment }}", css="h-when end w-time", sort="started")
    ended = Column(_("Ended"), cell="{{ ends_at|moment if ends_at else '–' }}", css="h-desk end w-time")

    values: tuple[str, ...] = (
        "public_id",
        "status",
        "visit_class",
        "type_display",
        "reason",
        "facility__name",
        "organization__name",
        "ward",
        "bed",
        "provider__family_name",
        "provider__given_names",
        "starts_at",
        "ends_at",
    )
    sorts = {"started": ["starts_at", "id"]}
    default_sort = "-started"

    @classmethod
    def beside(cls, on: date) -> dict[str, object]:
        return {
            "class_words": class_words,
            "every_status": every_status,
            "place_words": place_words,
            "provider_words": provider_words,
        }

    @classmethod
    def shown_words(cls, shown: int) -> str:
        return ngettext("%(shown)d visit", "%(shown)d visits", shown) % {"shown": shown}


class VisitTableOfTheDesk(VisitTable):
    """The same without what a visit was for."""

    what = WhatColumn(_("Visit"), value="class_words(visit_class)", wrong="status == 'entered-in-error'")
    reason = None

    values: tuple[str, ...] = tuple(
        name for name in VisitTable.values if name not in ("type_display", "reason")
    )


def every_status(status: str) -> str:
    """The status of a visit, of one that simply was too."""
    if status == VisitStatus.FINISHED:
        return gettext("finished")
    if status == VisitStatus.ENTERED_IN_ERROR:
        return gettext("entered in error")
    return status_words(status)


def place_words(house: str | None, ward: str, bed: str) -> str:
    """The clinic, or the organization elsewhere, with ward and bed."""
    return ", ".join(part for part in (house, ward, bed) if part)


def provider_words(family_name: str | None, given_names: str | None) -> str:
    return listed_name(family_name, given_names or "") if family_name else ""
