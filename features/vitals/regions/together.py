"""Two signs over one axis of time, a chart for each, with one table behind both."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from features.foundation.access.models import User
from features.foundation.ui.axes import TimeAxis
from features.foundation.ui.trends import Line, trend
from features.foundation.ui.units import unit_words
from features.patients.models import Patient
from features.patients.regions import Asked, PageOfTheHour
from features.vitals.regions import course
from features.vitals.regions import latest as signs
from features.vitals.regions.flowsheet import ROWS
from features.vitals.rules import ADULT_FROM

PAIRS = {"temperature-pulse": ("temperature", "pulse"), "weight-bmi": ("weight", "bmi")}
"""The signs of a page by its name."""


def pair_words(pair: str) -> str:
    return {
        "temperature-pulse": gettext("Temperature and pulse"),
        "weight-bmi": gettext("Weight and BMI"),
    }[pair]


def together_link(patient: Patient, sign: str) -> tuple[str, str] | None:
    """The words and the address of the page that shows a sign together with another; None where there is none."""
    for pair, shown in PAIRS.items():
        if sign in shown:
            return pair_words(pair), reverse("vitals:together", args=[patient.public_id, pair])
    return None


def show_together(patient: Patient, user: User, asked: Asked) -> dict[str, Any]:
    pair = asked.things["pair"]
    shown = PAIRS[pair]
    period = course.period_of(asked)
    looked_through = course.sets_of(patient, of_body=shown[0] in course.BODY, period=period)
    held = [one for one in looked_through if any(ROWS[sign][1](one, None).value for sign in shown)]
    sets = held if period else held[: course.SHOWN]
    lines = {sign: course.line_of(patient, sign, sets) for sign in shown}
    ages = [signs.months_at(patient, line.points[-1].at) for line in lines.values() if line.points]
    return {
        "name": pair_words(pair),
        "charts": _charts(lines),
        "heads": [(lines[sign].name, unit_words(ROWS[sign][0])) for sign in shown],
        "rows": [course.row_of(patient, shown, one) for one in sets],
        "periods": course.periods(asked, period),
        "is_cut": len(looked_through) == course.MOST_SETS,
        "is_narrowed": bool(period),
        "all_url": asked.url(period=""),
        "flowsheet_url": reverse("vitals:flowsheet", args=[patient.public_id]),
        "is_child": any(age is not None and age < ADULT_FROM for age in ages),
    }


def _charts(lines: dict[str, Line]) -> list[dict[str, Any]]:
    """A chart for each sign that has a value; all of them over the time from the first point of any to the last."""
    moments = [point.at for line in lines.values() for point in line.points]
    if not moments:
        return []
    axis = TimeAxis.over(moments)
    charts = []
    for sign, line in lines.items():
        unit = unit_words(ROWS[sign][0])
        picture = trend([line], name=line.name, axis=axis)
        charts.append(
            {"name": line.name, "unit": unit, "picture": picture, "limits": course.limits_words(line, unit)}
        )
    return charts


TOGETHER = PageOfTheHour(
    "vitals:together", "vitals.read", "vitals", ("vitals",), show_together, heeds=("period",)
)
