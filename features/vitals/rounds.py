"""Rounds: of each patient who is here now the last set, judged and scored, all in the one statement of a list."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.core.cache import cache
from django.db.models import BooleanField, CharField, Func, OuterRef, QuerySet, Subquery, TextField
from django.db.models.expressions import BaseExpression
from django.db.models.functions import Cast, JSONObject

from features.foundation.clinical.ages import completed_months
from features.foundation.ui.formats import here
from features.patients.models import UNKNOWN_BIRTH_DATE, PatientFacility
from features.visits.models import open_visits
from features.vitals.models import VitalSigns
from features.vitals.regions.flowsheet import ROWS, Cell
from features.vitals.regions.not_measured import why_not
from features.vitals.regions.scores import ScoreCell, score_cell
from features.vitals.rules import SIGNS, SetStatus
from features.vitals.scoring import Grounds, told_pregnancies, told_scale_2

SHOWN = ("respiratory_rate", "spo2", "oxygen", "blood_pressure", "pulse", "temperature", "consciousness")
WORDS = ("oxygen_device", "consciousness", "status")
WARDS_FOR = 300
"""Seconds for which the wards of a facility are taken from the cache."""


@dataclass(frozen=True, slots=True)
class Round:
    """A row: where somebody lies, and what their last set says; without `taken_at` no set was recorded yet."""

    place: str
    taken_at: datetime | None = None
    cells: Mapping[str, Cell] = field(default_factory=dict)
    reasons: Mapping[str, str] = field(default_factory=dict)
    """Why a sign could not be measured."""
    score: ScoreCell = field(default_factory=ScoreCell)
    is_corrected: bool = False


class AnyOf(Func):
    """Whether a value is one of an array's."""

    template = "%(expressions)s)"
    arg_joiner = " = ANY("


def here_now(listed: QuerySet[PatientFacility], facility_id: int) -> QuerySet[PatientFacility]:
    """Those of a facility's list who have an open visit there.

    An array and not `IN`: their rows are then looked up, however many patients the facility has; a join reads them all.
    """
    visits = open_visits(facility_id).order_by().values("patient_id")
    return listed.filter(AnyOf("patient_id", ArraySubquery(visits), output_field=BooleanField()))


def told_round() -> BaseExpression:
    """All that a row tells beside who it is, as the text of one JSON object. Numbers are text in it: JSON would make
    binary fractions of them."""
    valid = VitalSigns.objects.filter(patient=OuterRef("patient_id")).exclude(
        status=SetStatus.ENTERED_IN_ERROR
    )
    numbers = {name: Cast(name, CharField()) for name in SIGNS}
    words = {name: name for name in (*WORDS, "taken_at", "not_measured")}
    last = valid.order_by("-taken_at", "-id").values(row=JSONObject(**words, **numbers))[:1]
    visits = open_visits(OuterRef("facility_id")).filter(patient=OuterRef("patient_id"))
    place = visits.values(row=JSONObject(ward="ward", bed="bed"))[:1]
    told = JSONObject(
        last=Subquery(last),
        place=Subquery(place),
        pregnancies=told_pregnancies("patient_id"),
        scale_2=told_scale_2("patient_id"),
    )
    return Cast(told, TextField())


def read_round(told: str, birth_date: date, precision: str) -> Round:
    """What `told_round` told of somebody with the birth date of the list."""
    facts = json.loads(told)
    place = facts["place"] or {"ward": "", "bed": ""}
    where = " ".join(part for part in (place["ward"], place["bed"]) if part)
    if facts["last"] is None:
        return Round(where)
    one = _read(facts["last"])
    born = None if birth_date == UNKNOWN_BIRTH_DATE else birth_date
    months = completed_months(born, here(one["taken_at"]).date()) if born else None
    cells = {sign: ROWS[sign][1](one, months) for sign in SHOWN}
    reasons = {sign: why_not(one["not_measured"], sign) for sign in SHOWN if not cells[sign].value}
    grounds = Grounds.of(born, precision, facts["pregnancies"], facts["scale_2"])
    is_corrected = one["status"] == SetStatus.CORRECTED
    return Round(where, one["taken_at"], cells, reasons, score_cell(grounds, one), is_corrected)


def _read(last: dict[str, Any]) -> dict[str, Any]:
    numbers = {name: None if last[name] is None else Decimal(last[name]) for name in SIGNS}
    return {**last, **numbers, "taken_at": datetime.fromisoformat(last["taken_at"])}


def wards_of(facility_id: int) -> list[tuple[str, str]]:
    """The wards where somebody of the facility lies now, by name."""

    def read() -> list[str]:
        named = open_visits(facility_id).exclude(ward="").order_by("ward")
        return list(named.values_list("ward", flat=True).distinct())

    return [(ward, ward) for ward in cache.get_or_set(f"wards:{facility_id}", read, WARDS_FOR) or []]
