"""The trend of one sign: its values over time against its limits, and the same as a table."""

from typing import Any

from django.urls import reverse

from features.foundation.access.models import User
from features.foundation.ui.trends import trend
from features.foundation.ui.units import unit_words
from features.patients.models import Patient
from features.patients.regions import Asked, PageOfTheHour
from features.vitals.regions import course
from features.vitals.regions import latest as signs
from features.vitals.regions.body import growth_url
from features.vitals.regions.flowsheet import ROWS
from features.vitals.regions.together import together_link
from features.vitals.rules import ADULT_FROM


def show_trend(patient: Patient, user: User, asked: Asked) -> dict[str, Any]:
    sign = asked.things["sign"]
    period = course.period_of(asked)
    looked_through = course.sets_of(patient, of_body=sign in course.BODY, period=period)
    held = [one for one in looked_through if ROWS[sign][1](one, None).value]
    sets = held if period else held[: course.SHOWN]
    line = course.line_of(patient, sign, sets)
    last_age = signs.months_at(patient, line.points[-1].at) if line.points else None
    unit = unit_words(ROWS[sign][0])
    return {
        "name": line.name,
        "unit": unit,
        "chart": trend([line], name=line.name),
        "limits": course.limits_words(line, unit),
        "rows": [course.row_of(patient, [sign], one) for one in sets],
        "periods": course.periods(asked, period),
        "is_cut": len(looked_through) == course.MOST_SETS,
        "is_narrowed": bool(period),
        "all_url": asked.url(period=""),
        "flowsheet_url": reverse("vitals:flowsheet", args=[patient.public_id]),
        "growth_url": growth_url(patient, sign),
        "together": together_link(patient, sign),
        "is_child": last_age is not None and last_age < ADULT_FROM,
    }


TREND = PageOfTheHour("vitals:trend", "vitals.read", "vitals", ("vitals",), show_trend, heeds=("period",))
