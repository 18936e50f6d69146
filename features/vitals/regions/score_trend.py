"""The trend of NEWS2: the totals of complete sets over time; what is known of incomplete ones stands in the table."""

from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from features.foundation.access.models import User
from features.foundation.clinical.interpretation import Limits
from features.foundation.ui.severity import risk_words
from features.foundation.ui.trends import Line, Point, trend
from features.patients.models import Patient
from features.patients.regions import Asked, PageOfTheHour
from features.vitals.news2 import Risk, Score
from features.vitals.regions import course
from features.vitals.regions.flowsheet import provider_words
from features.vitals.regions.scores import ScoreCell, written
from features.vitals.scoring import grounds_of

EMERGENCY = Limits(critical_high=Decimal(7))
"""From a total of 7 on an emergency is called for (Royal College of Physicians, 2017)."""
FORMS = {Risk.HIGH: "HH", Risk.MEDIUM: "H", Risk.LOW_MEDIUM: "H"}
"""The form of a point, as of a value that lies above its limits."""


def show_score_trend(patient: Patient, user: User, asked: Asked) -> dict[str, Any]:
    period = course.period_of(asked)
    looked_through = course.sets_of(patient, of_body=False, period=period)
    grounds = grounds_of(patient)
    found = [(one, grounds.score(one)) for one in looked_through]
    held = [(one, score, written(score)) for one, score in found if written(score).value]
    shown = held if period else held[: course.SHOWN]
    points = [
        _point(one, score, cell)
        for one, score, cell in reversed(shown)
        if course.is_valid(one) and isinstance(score, Score) and score.total is not None
    ]
    name = gettext("NEWS2")
    return {
        "name": name,
        "chart": trend([Line(name, points, EMERGENCY)], name=name),
        "rows": [(course.row_of(patient, [], one), cell) for one, _score, cell in shown],
        "without": sum(course.is_valid(one) for one, _score, _cell in shown) - len(points),
        "periods": course.periods(asked, period),
        "is_cut": len(looked_through) == course.MOST_SETS,
        "is_narrowed": bool(period),
        "all_url": asked.url(period=""),
        "flowsheet_url": reverse("vitals:flowsheet", args=[patient.public_id]),
    }


def _point(one: dict[str, Any], score: Score, cell: ScoreCell) -> Point:
    total = Decimal(score.total or 0)
    corrected = gettext("corrected") if one["status"] == "corrected" else ""
    return Point(
        at=one["taken_at"],
        value=total,
        words=f"{gettext('NEWS2')} {total}",
        by=provider_words(one),
        note=", ".join(part for part in (risk_words(cell.risk), corrected) if part),
        marks=[(total, FORMS.get(Risk(cell.risk), ""))],
    )


SCORE_TREND = PageOfTheHour(
    "vitals:score_trend",
    "vitals.read",
    "vitals",
    ("vitals", "pregnancies"),
    show_score_trend,
    heeds=("period",),
)
