"""The columns of the rounds: who and where, the score, each sign of the last set with its flag, and how old it is."""

from datetime import date

from django.db.models.expressions import BaseExpression
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from features.foundation.ui.severity import draw_flag, draw_risk
from features.foundation.ui.tables import DASH, Column, ListTable
from features.foundation.ui.templatetags.ui import ago
from features.patients.models import Sex
from features.vitals.regions.flowsheet import Cell
from features.vitals.rounds import read_round, told_round

WHO = (
    "{% set seen = read_round(told, birth_date, birth_precision) %}"
    "{% set name = family_name|listed_with(given_names) %}"
    '<a href="{{ record_url(public_id) }}" title="{{ name }}">{{ name }}</a>'
    '<span class="r-facts">{{ birth_date|age(today, birth_precision) }} {{ sexes[sex] }} {{ mrn }}</span>'
)
SCORE = (
    "{% if seen.score.value %}<b>{{ seen.score.value }}</b> {{ risk(seen.score.risk) }}"
    '<span class="r-note" title="{{ seen.score.whole_note }}">{{ seen.score.note }}</span>'
    f"{{% else %}}{DASH}{{% endif %}}"
)
SIGN = (
    "{% set cell = seen.cells.get('SIGN', nothing) %}"
    '<span class="touch-only r-label">{{ labels["SIGN"] }}</span> '
    '{% if cell.value %}<b>{{ cell.value }}</b> <span class="unit">{{ cell.unit }}</span> '
    "{% if cell.severity %}{{ flag(cell.flag) }}{% endif %}"
    "{% elif seen.reasons.get('SIGN') %}<span class=\"r-note\">{{ seen.reasons['SIGN'] }}</span>"
    f"{{% else %}}{DASH}{{% endif %}}"
)
TAKEN = (
    '{% if seen.taken_at %}<a href="{{ sheet_url(public_id) }}">{{ ago(seen.taken_at) }}</a>'
    '{% if seen.is_corrected %}<span class="r-note">{{ corrected }}</span>{% endif %}'
    '{% else %}<span class="quiet">{{ no_set }}</span>{% endif %}'
)
LABELS = {
    "respiratory_rate": _("Resp. /min"),
    "spo2": _("SpO₂ %"),
    "oxygen": _("Oxygen"),
    "blood_pressure": _("BP mmHg"),
    "pulse": _("Pulse /min"),
    "temperature": _("Temp. °C"),
    "consciousness": _("ACVPU"),
}


def _sign(name: str) -> Column:
    label: str | Promise = LABELS[name]
    return Column(label, cell=SIGN.replace("SIGN", name), css="r-sign")


class RoundsTable(ListTable):
    """Patients who are here now, a row each. Rows are drawn anew each time: they say how old a set is."""

    name = Column(_("Patient"), cell=WHO, css="r-name", sort="name")
    place = Column(_("Bed"), cell="{{ seen.place }}", css="r-place")
    score = Column(_("NEWS2"), cell=SCORE, css="r-score")
    respiratory_rate = _sign("respiratory_rate")
    spo2 = _sign("spo2")
    oxygen = _sign("oxygen")
    blood_pressure = _sign("blood_pressure")
    pulse = _sign("pulse")
    temperature = _sign("temperature")
    consciousness = _sign("consciousness")
    taken = Column(_("Last set"), cell=TAKEN, css="r-taken end")

    values = (
        "public_id",
        "family_name",
        "given_names",
        "birth_date",
        "birth_precision",
        "sex",
        "mrn",
        "told",
    )
    sorts = {"name": ["name_key", "patient_id"]}
    default_sort = "name"
    rows_kept = 0

    @classmethod
    def facts(cls) -> dict[str, BaseExpression]:
        return {"told": told_round()}

    @classmethod
    def beside(cls, on: date) -> dict[str, object]:
        return {
            "today": on,
            "sexes": {sex.value: sex.label for sex in Sex},
            "read_round": read_round,
            "record_url": record_url,
            "sheet_url": sheet_url,
            "labels": LABELS,
            "nothing": Cell(),
            "flag": draw_flag,
            "risk": draw_risk,
            "ago": ago,
            "corrected": gettext("corrected"),
            "no_set": gettext("no set yet"),
        }

    @classmethod
    def shown_words(cls, shown: int) -> str:
        return ngettext("%(shown)d patient shown", "%(shown)d patients shown", shown) % {"shown": shown}


def record_url(public_id: str) -> str:
    """Where a set of a patient is recorded."""
    return reverse("vitals:record", args=[public_id])


def sheet_url(public_id: str) -> str:
    """The flowsheet of a patient."""
    return reverse("vitals:flowsheet", args=[public_id])
