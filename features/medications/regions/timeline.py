"""All orders of a patient over time: a bar for each, those of one drug together, what is in force first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from features.foundation.access.models import User
from features.foundation.records.clock import now
from features.foundation.ui.axes import TimeAxis
from features.foundation.ui.formats import moment
from features.foundation.ui.leafing import read_leaf
from features.medications.models import IN_FORCE, MedicationOrder
from features.medications.regions.active import FIELDS, dose_words
from features.medications.rules import OrderStatus, Standing, StopReason, standing
from features.patients.models import Patient
from features.patients.regions import Asked, PageOfTheHour

ORDERS_A_PAGE = 25
MORE_FIELDS = ("drug_id", "stop_reason", "stop_note", "ordered_by__given_names", "ordered_by__family_name")

ACTIVE, PAST, ALL = "active", "past", "all"
LISTS = (ALL, ACTIVE, PAST)
ORDERS = {
    ALL: ("in_force", "starts_at", "id"),
    ACTIVE: ("in_force", "starts_at", "id"),
    PAST: ("starts_at", "id"),
}
"""What each list is ordered by, descending."""


@dataclass(frozen=True, slots=True)
class ShownOrder:
    """An order as it is drawn: `kind` says how its bar looks, `standing` the same in words."""

    row: dict[str, Any]
    kind: str
    standing: str
    dose: str
    stopped: str
    by: str
    bar: str

    @property
    def is_past(self) -> bool:
        return self.kind in ("past", "void")


def list_words(name: str) -> str:
    return {ALL: gettext("All"), ACTIVE: gettext("Active"), PAST: gettext("Past")}[name]


def stop_words(reason: str) -> str:
    """Why an order was stopped, in words."""
    return {
        StopReason.ALTERNATIVE_CHOSEN: gettext("alternative chosen"),
        StopReason.CLARIFICATION: gettext("clarification"),
        StopReason.DOSE_TOO_HIGH: gettext("dose too high"),
        StopReason.HOSPITAL_ADMISSION: gettext("hospital admission"),
        StopReason.LAB_INTERFERENCE: gettext("lab interference"),
        StopReason.NOT_AVAILABLE: gettext("not available"),
        StopReason.PREGNANCY: gettext("pregnancy"),
        StopReason.ALLERGY: gettext("allergy"),
        StopReason.DRUG_INTERACTION: gettext("drug interaction"),
        StopReason.DUPLICATE_THERAPY: gettext("duplicate therapy"),
        StopReason.INTOLERANCE: gettext("intolerance"),
        StopReason.SURGERY: gettext("surgery"),
        StopReason.WASHOUT: gettext("washout"),
        StopReason.NO_LONGER_NEEDED: gettext("no longer needed"),
        StopReason.INEFFECTIVE: gettext("ineffective"),
        StopReason.PATIENTS_WISH: gettext("patient’s wish"),
        StopReason.OTHER: gettext("other"),
    }.get(reason, "")  # type: ignore[call-overload]


def kind_of(row: dict[str, Any], at: datetime) -> str:
    """Active, on hold, planned or past; void for what was never in force, such as a draft."""
    stands = standing(row["status"], starts_at=row["starts_at"], ends_at=row["ends_at"], at=at)
    if stands is None:
        return "void"
    if stands == Standing.ACTIVE:
        return "held" if row["status"] == OrderStatus.ON_HOLD else "active"
    return "planned" if stands == Standing.FUTURE else "past"


def standing_words(row: dict[str, Any], kind: str) -> str:
    if row["status"] == OrderStatus.STOPPED:
        return gettext("stopped")
    return {
        "active": gettext("active"),
        "held": gettext("on hold"),
        "planned": gettext("planned"),
        "past": gettext("ended"),
    }.get(kind) or {
        OrderStatus.DRAFT: gettext("draft"),
        OrderStatus.CANCELLED: gettext("cancelled"),
        OrderStatus.ENTERED_IN_ERROR: gettext("entered in error"),
        OrderStatus.UNKNOWN: gettext("status unknown"),
    }.get(row["status"], "")


def _listed(patient: Patient, name: str, at: datetime) -> QuerySet[MedicationOrder]:
    orders = MedicationOrder.objects.filter(patient=patient).annotate(in_force=IN_FORCE)
    over = Q(ends_at__lte=at)
    if name == ACTIVE:
        return orders.filter(in_force=True).exclude(over)
    return orders.filter(Q(in_force=False) | over) if name == PAST else orders


def show_timeline(patient: Patient, user: User, asked: Asked) -> dict[str, Any]:
    """A page of orders. An order that is active but past its end is listed where it stands, and says that it ended."""
    at = now()
    name = asked.query.get("show", ALL)
    name = name if name in LISTS else ALL
    orders = _listed(patient, name, at)
    leaf = read_leaf(
        orders.values(*FIELDS, *MORE_FIELDS),
        ORDERS[name],
        scope=MedicationOrder.objects.filter(patient=patient).annotate(in_force=IN_FORCE),
        sort=name,
        token=asked.query.get("at", ""),
        size=ORDERS_A_PAGE,
    )
    axis = _axis(leaf.rows, at)
    shown = [_shown(row, axis, at) for row in leaf.rows]
    return {
        "groups": _by_drug(shown),
        "orders": shown,
        "axis": _draw_axis(axis, at) if axis else "",
        "lists": [
            (list_words(one), asked.url(show="" if one == ALL else one, at=""), one == name) for one in LISTS
        ],
        "list": name,
        "older_url": asked.url(at=leaf.older) if leaf.older else "",
        "newer_url": asked.url(at=leaf.newer) if leaf.newer else "",
        "newest_url": asked.url(at="") if leaf.newer else "",
        "is_lost": leaf.is_lost,
    }


def _by_drug(orders: Iterable[ShownOrder]) -> list[tuple[str, list[ShownOrder]]]:
    """The orders of each drug on the page, the drug with the first order first."""
    drugs: dict[int, list[ShownOrder]] = {}
    for order in orders:
        drugs.setdefault(order.row["drug_id"], []).append(order)
    return [(found[0].row["drug__display"], found) for found in drugs.values()]


def _shown(row: dict[str, Any], axis: TimeAxis | None, at: datetime) -> ShownOrder:
    kind = kind_of(row, at)
    stopped = row["stop_note"] if row["stop_reason"] == StopReason.OTHER else stop_words(row["stop_reason"])
    names = (row["ordered_by__given_names"], row["ordered_by__family_name"])
    return ShownOrder(
        row=row,
        kind=kind,
        standing=standing_words(row, kind),
        dose=dose_words(row),
        stopped=stopped,
        by=" ".join(part for part in names if part),
        bar=_bar(row, kind, axis, at) if axis else "",
    )


def _end(row: dict[str, Any], at: datetime) -> datetime:
    """To where the bar of an order reaches: its end, else now, else its start."""
    return row["ends_at"] or max(row["starts_at"], at)


def _axis(rows: list[dict[str, Any]], at: datetime) -> TimeAxis | None:
    if not rows:
        return None
    moments = [moment for row in rows for moment in (row["starts_at"], _end(row, at))]
    return TimeAxis.over([*moments, at], air=1)


def _bar(row: dict[str, Any], kind: str, axis: TimeAxis, at: datetime) -> SafeString:
    """The bar of one order; one without an end runs on, and its end is open."""
    start, end = axis.x(row["starts_at"]), axis.x(_end(row, at))
    until = moment(row["ends_at"]) if row["ends_at"] else gettext("no end")
    return format_html(
        '<svg class="timebar" height="20" role="img" aria-label="{}">'
        '<line class="timebar__now" x1="{now}%" x2="{now}%" y1="-8" y2="28"/>'
        '<rect class="timebar__span" data-kind="{}" x="{}%" width="{}%" y="5" height="10" rx="2"/>{}</svg>',
        gettext("%(start)s to %(end)s") % {"start": moment(row["starts_at"]), "end": until},
        kind,
        start,
        max(round(end - start, 2), 0.6),
        format_html(
            '<svg x="{}%" y="10" overflow="visible"><path class="timebar__on" d="M2-4 6 0 2 4"/></svg>', end
        )
        if row["ends_at"] is None and kind in ("active", "held")
        else "",
        now=axis.x(at),
    )


def _draw_axis(axis: TimeAxis, at: datetime) -> SafeString:
    """The dates over the bars, hidden from screen readers: each bar says its own."""
    return format_html(
        '<svg class="timebar timebar--axis" height="20" aria-hidden="true">{}</svg>',
        format_html_join("", '<text x="{}%" y="14" text-anchor="middle">{}</text>', axis.ticks()),
    )


TIMELINE = PageOfTheHour(
    "medications:timeline",
    "prescriptions.read",
    "medications",
    ("medications",),
    show_timeline,
    heeds=("show", "at"),
)
