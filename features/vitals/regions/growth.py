"""A child's growth chart: a measure against the curves of WHO, with z-score and centile, and the same as a table."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from features.foundation.access.models import User
from features.foundation.clinical.units import shown as rounded
from features.foundation.records.clock import now
from features.foundation.ui.formats import age_in_words, here
from features.foundation.ui.trends import Point
from features.foundation.ui.units import unit_words
from features.patients.models import Patient
from features.patients.regions import Asked, ChartPage
from features.vitals.growth.scores import Compared, centile_words, z_words
from features.vitals.growth.tables import MEASURES, Sex
from features.vitals.regions import body, course
from features.vitals.regions import latest as signs
from features.vitals.regions.flowsheet import ROWS, provider_words
from features.vitals.regions.growth_chart import RANGES, RANGES_OF, AgeAxis, picture
from features.vitals.rules import SetStatus

CENTILES = "centiles"


@dataclass(frozen=True, slots=True)
class GrowthRow:
    """A value of the child: how old it was, and where the value lies among those of healthy children."""

    taken_at: datetime
    age: SafeString
    value: Decimal
    words: str
    z: str
    centile: str
    by: str
    is_corrected: bool
    is_wrong: bool
    reason: str

    @property
    def score_words(self) -> str:
        if not self.z:
            return ""
        return gettext("z %(z)s, centile %(centile)s") % {"z": self.z, "centile": self.centile}


def show_growth(patient: Patient, user: User, asked: Asked) -> dict[str, Any]:
    measure = asked.things["measure"]
    in_centiles = asked.query.get("lines") == CENTILES
    looked_through = course.sets_of(patient, of_body=True)
    held = [one for one in looked_through if ROWS[measure][1](one, None).value]
    rows = [_row(patient, measure, one) for one in held if not body.is_grown_at(patient, one["taken_at"])]
    valid = [row for row in rows if not row.is_wrong]
    span = _span(patient, measure, asked, valid)
    is_exact = body.days_at(patient, now()) is not None
    axis = AgeAxis.over(patient.birth_date, RANGES[span])
    points = [_point(measure, row) for row in valid[::-1] if is_exact and axis.holds(row.taken_at)]
    sex = body.growth_sex(patient)
    name = growth_words(measure)
    return {
        "name": name,
        "unit": unit_words(ROWS[measure][0]),
        "sex": {None: "", Sex.FEMALE: gettext("girls"), Sex.MALE: gettext("boys")}[sex],
        "is_exact": is_exact,
        "is_grown": body.is_grown_at(patient, now()),
        "chart": picture(measure, sex, axis, points, name=name, in_centiles=in_centiles) if is_exact else "",
        "rows": rows,
        "beyond": len(valid) - len(points) if is_exact else 0,
        "measures": _measures(patient, measure),
        "spans": [(span_words(one), asked.url(ages=one), one == span) for one in RANGES_OF[measure]],
        "lines": [
            (gettext("z-scores"), asked.url(lines=""), not in_centiles),
            (gettext("Centiles"), asked.url(lines=CENTILES), in_centiles),
        ],
        "is_cut": len(looked_through) == course.MOST_SETS,
        "is_by_height": measure in ("height", "bmi"),
        "is_by_weight": MEASURES[measure].by_weight,
        "trend_url": signs.trend_url(patient, measure),
        "flowsheet_url": reverse("vitals:flowsheet", args=[patient.public_id]),
    }


def growth_words(measure: str) -> str:
    """A measure for age, as growth charts are called."""
    return {
        "weight": gettext("Weight for age"),
        "height": gettext("Length or height for age"),
        "bmi": gettext("BMI for age"),
        "head_circumference": gettext("Head circumference for age"),
    }[measure]


def span_words(span: str) -> str:
    first, last = span.split("-")
    return gettext("%(first)s to %(last)s years") % {"first": first, "last": last}


def _span(patient: Patient, measure: str, asked: Asked, valid: list[GrowthRow]) -> str:
    """The ages that were asked for; else the narrowest that hold the last value, or the present age without one."""
    known = RANGES_OF[measure]
    if asked.query.get("ages") in known:
        return asked.query["ages"]
    months = signs.months_at(patient, valid[0].taken_at if valid else now()) or 0
    return next((span for span in known if months < RANGES[span][1]), known[-1])


def _row(patient: Patient, measure: str, one: dict[str, Any]) -> GrowthRow:
    at = one["taken_at"]
    value = course.value_of(measure, one) if measure == "bmi" else one[measure]
    value = rounded(value, MEASURES[measure].places)
    found = body.compared(patient, measure, value, at)
    score = found if isinstance(found, Compared) else None
    return GrowthRow(
        taken_at=at,
        age=age_in_words(patient.birth_date, here(at).date(), patient.birth_precision),
        value=value,
        words=_value_words(value),
        z=z_words(score.z) if score else "",
        centile=centile_words(score.centile) if score else "",
        by=provider_words(one),
        is_corrected=one["status"] == SetStatus.CORRECTED,
        is_wrong=one["status"] == SetStatus.ENTERED_IN_ERROR,
        reason=one["error_reason"],
    )


def _value_words(value: Decimal) -> str:
    """With the second decimal only where it says something: 3.35, but 12.5."""
    words = f"{value:f}"
    return words.removesuffix("0") if words[-3:-2] == "." else words


def _point(measure: str, row: GrowthRow) -> Point:
    notes = (row.score_words, gettext("corrected") if row.is_corrected else "")
    return Point(
        at=row.taken_at,
        value=row.value,
        words=f"{row.words} {unit_words(ROWS[measure][0])}",
        by=row.by,
        note=", ".join(note for note in notes if note),
    )


def _measures(patient: Patient, present: str) -> list[tuple[str, str, bool]]:
    """The words and the address of the chart of each measure, and whether it is the present one."""
    return [
        (signs.sign_words(name), reverse("vitals:growth", args=[patient.public_id, name]), name == present)
        for name in ("weight", "height", "bmi", "head_circumference")
    ]


GROWTH = ChartPage(
    "vitals:growth", "vitals.read", "vitals", ("vitals",), show_growth, heeds=("ages", "lines")
)
