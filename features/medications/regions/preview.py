"""What a preview tells of medications: what the patient takes now, and what is on hold."""

from decimal import Decimal
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import CharField, OuterRef
from django.db.models.functions import Cast, JSONObject
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from features.foundation.access.models import User
from features.medications.regions.active import dose_words, orders_in_force
from features.medications.rules import OrderStatus
from features.patients.models import Patient
from features.patients.regions import MOST_TOLD, PreviewFact, PreviewLine

NUMBERS = ("dose", "times", "period")
WORDS = ("status", "dose_unit", "route", "period_unit", "as_needed", "instructions")


def last_orders() -> ArraySubquery:
    """The orders of a patient that are in force; numbers travel as text, lest JSON makes binary fractions of them."""
    numbers = {name: Cast(name, CharField()) for name in NUMBERS}
    row = JSONObject(drug="drug__display", **dict(zip(WORDS, WORDS, strict=True)), **numbers)
    return ArraySubquery(orders_in_force(OuterRef("pk")).values(row=row)[: MOST_TOLD + 1])


def tell_orders(rows: list[dict[str, Any]], patient: Patient, user: User) -> list[PreviewLine]:
    return [PreviewLine(row["drug"], note=_note(row)) for row in rows]


def _note(row: dict[str, Any]) -> str:
    """How it is taken; of an order on hold only that it is."""
    if row["status"] == OrderStatus.ON_HOLD:
        return gettext("on hold")
    return dose_words({**row, **{name: row[name] and Decimal(row[name]) for name in NUMBERS}})


PREVIEW = PreviewFact(
    heading=_("Medications"),
    nothing=_("No active medication is recorded."),
    permission="prescriptions.read",
    kinds=("medications",),
    event="medications-changed",
    rows=last_orders,
    tell=tell_orders,
)
