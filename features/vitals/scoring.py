"""NEWS2 of recorded sets: what a score rests on beside the set itself, read in one statement.

    grounds = grounds_of(patient)      # one statement for all sets of a patient
    found = grounds.score(one)         # Score, or NotScored: why there is none

`one` holds the signs of SCORED and `taken_at`, as a row of values or what a form has cleaned. A list reads the
grounds of its patients in its own statement: `told_pregnancies()`, `told_scale_2()`, then `Grounds.of(…)` of each row.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from django.db.models.functions import JSONObject

from features.foundation.access.models import User
from features.foundation.clinical.ages import Precision, possible_months
from features.foundation.records.prepared import WrittenOnce
from features.foundation.ui.formats import here
from features.patients.models import Patient
from features.problems.models import Pregnancy
from features.problems.rules import PregnancyStatus, is_pregnant_on
from features.vitals.models import Scale2Order
from features.vitals.news2 import SCORED_FROM, NotScored, Observed, Scale2, Score, news2, on_oxygen
from features.vitals.rules import Acvpu

SCORED = (
    "respiratory_rate", "spo2", "oxygen_device", "systolic", "pulse", "consciousness", "temperature",
)  # fmt: skip
"""What a set must name to be scored; None or an empty text is not recorded."""

MEASURED = ("respiratory_rate", "spo2", "systolic", "pulse", "temperature")
UNNAMED = "–"
"""Stands for who decided, where the record does not say."""


def score_of(
    one: Mapping[str, Any], months: int | None, is_pregnant: bool, scale_2: Scale2 | None = None
) -> Score | NotScored:
    """The score of a set, saved or not, of a patient of so many completed months; or why there is none."""
    observed = Observed(
        **{sign: one[sign] for sign in MEASURED},
        on_oxygen=on_oxygen(one["oxygen_device"] or ""),
        consciousness=Acvpu(one["consciousness"]) if one["consciousness"] else None,
    )
    return news2(observed, months=months, is_pregnant=is_pregnant, scale_2=scale_2)


@dataclass(slots=True)
class ToldPregnancy:
    """What is recorded of a pregnancy, as `is_pregnant_on` reads it."""

    status: str
    last_period_on: date | None
    ended_on: date | None
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class ToldScale2:
    """Who decided for scale 2, from when and until when it holds; `ended_at` is no longer of it."""

    decided_by: str
    decided_at: datetime
    ended_at: datetime | None

    def holds_at(self, at: datetime) -> bool:
        return self.decided_at <= at and (self.ended_at is None or at < self.ended_at)


@dataclass(frozen=True, slots=True)
class Grounds:
    """What the scores of a patient rest on; each is told of the moment at which a set was taken."""

    born: date | None
    precision: Precision
    pregnancies: tuple[ToldPregnancy, ...] = ()
    decisions: tuple[ToldScale2, ...] = ()
    """For scale 2, the latest first."""

    @classmethod
    def of(cls, born: date | None, precision: str, pregnancies: list[Any], decisions: list[Any]) -> "Grounds":
        """From a row: the birth date and its precision, and what `told_pregnancies` and `told_scale_2` brought."""
        return cls(
            born,
            Precision(precision),
            tuple(_pregnancy(_read(row)) for row in pregnancies),
            tuple(_decision(_read(row)) for row in decisions),
        )

    def months_at(self, at: datetime) -> int | None:
        """Completed months; None where it is not known whether the patient was 16 by then."""
        months = possible_months(self.born, here(at).date(), self.precision)
        is_certain = months and (months[0] >= SCORED_FROM or months[-1] < SCORED_FROM)
        return months[0] if is_certain else None

    def is_pregnant_at(self, at: datetime) -> bool:
        return is_pregnant_on(here(at).date(), self.pregnancies)

    def scale_2_at(self, at: datetime) -> Scale2 | None:
        """The decision that held at a time, if any."""
        held = next((told for told in self.decisions if told.holds_at(at)), None)
        return Scale2(held.decided_by, here(held.decided_at).date()) if held else None

    def score(self, one: Mapping[str, Any]) -> Score | NotScored:
        at = one["taken_at"]
        return score_of(one, self.months_at(at), self.is_pregnant_at(at), self.scale_2_at(at))


def told_pregnancies(patient: str = "pk") -> ArraySubquery:
    """All pregnancies of the patient whom a statement's rows name in `patient`; those recorded in error are none."""
    rows = Pregnancy.objects.filter(patient=OuterRef(patient)).exclude(
        status=PregnancyStatus.ENTERED_IN_ERROR
    )
    told = JSONObject(
        status="status", last_period_on="last_period_on", ended_on="ended_on", recorded_at="recorded_at"
    )
    return ArraySubquery(rows.order_by("-recorded_at", "-id").values(row=told))


def told_scale_2(patient: str = "pk") -> ArraySubquery:
    """All decisions for scale 2 of the patient whom a statement's rows name in `patient`, the latest first."""
    by = User.objects.filter(public_id=OuterRef("created_by")).values("full_name")[:1]
    rows = Scale2Order.objects.filter(patient=OuterRef(patient)).annotate(decided_by=by)
    told = JSONObject(decided_by="decided_by", decided_at="decided_at", ended_at="ended_at")
    return ArraySubquery(rows.order_by("-decided_at", "-id").values(row=told))


@WrittenOnce
def _grounds_of(patient: int) -> QuerySet:
    rows = Patient.objects.filter(pk=patient)
    return rows.annotate(pregnant=told_pregnancies(), scale_2=told_scale_2()).values("pregnant", "scale_2")


def grounds_of(patient: Patient) -> Grounds:
    """What the scores of all sets of a patient rest on, in one statement."""
    row = _grounds_of(patient.pk)[0]
    return Grounds.of(patient.birth_date, patient.birth_precision, row["pregnant"], row["scale_2"])


def _read(row: Any) -> dict[str, Any]:
    """JSON is text in a statement that is written once, and read already in any other."""
    return json.loads(row) if isinstance(row, str) else row


def _pregnancy(row: dict[str, Any]) -> ToldPregnancy:
    return ToldPregnancy(
        row["status"], _day(row["last_period_on"]), _day(row["ended_on"]), _moment(row["recorded_at"])
    )


def _decision(row: dict[str, Any]) -> ToldScale2:
    ended = _moment(row["ended_at"]) if row["ended_at"] else None
    return ToldScale2(row["decided_by"] or UNNAMED, _moment(row["decided_at"]), ended)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)
