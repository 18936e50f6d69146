"""The last of each vital sign with its course."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from features.foundation.access.models import User
from features.foundation.clinical.ages import completed_months
from features.foundation.clinical.interpretation import NO_LIMITS, Limits, worse
from features.foundation.clinical.units import shown as rounded
from features.foundation.ui.charts import spark
from features.foundation.ui.formats import here
from features.foundation.ui.severity import severity_of
from features.foundation.ui.units import unit_words
from features.patients.models import Patient
from features.patients.regions import ChartRegion
from features.vitals.regions.body import bmi_note
from features.vitals.regions.observed import show_observed
from features.vitals.regions.recent import recent_of
from features.vitals.rules import ADULT_FROM, AIR, SIGNS, Acvpu, SetStatus, bmi, judged, limits_for
from features.vitals.standards import standards_here

SPARK = 8
"""Values of a sparkline."""

STRIP = (
    "respiratory_rate", "spo2", "blood_pressure", "pulse", "temperature", "consciousness", "oxygen", "weight",
)  # fmt: skip
"""The signs of the strip, in its order."""
TRENDS = (
    "respiratory_rate", "spo2", "blood_pressure", "pulse", "temperature", "pain", "weight", "height", "bmi",
    "head_circumference", "muac",
)  # fmt: skip
"""Signs that have a trend: those that are numbers."""


def trend_url(patient: Patient, sign: str) -> str:
    """The address of a sign's trend; nothing for a sign that is not a number."""
    return reverse("vitals:trend", args=[patient.public_id, sign]) if sign in TRENDS else ""


SIGN_WORDS = {
    "systolic": _("Systolic"),
    "diastolic": _("Diastolic"),
    "blood_pressure": _("Blood pressure"),
    "pulse": _("Pulse"),
    "respiratory_rate": _("Respiratory rate"),
    "temperature": _("Temperature"),
    "spo2": _("SpO₂"),
    "consciousness": _("Consciousness"),
    "oxygen": _("Oxygen"),
    "weight": _("Weight"),
    "height": _("Height"),
    "head_circumference": _("Head circumference"),
    "muac": _("Upper arm (MUAC)"),
    "pain": _("Pain"),
    "bmi": _("BMI"),
}


def sign_words(sign: str) -> str:
    """A sign as clinicians call it."""
    return str(SIGN_WORDS[sign])


ACVPU_WORDS = {
    Acvpu.ALERT: _("Alert"),
    Acvpu.CONFUSED: _("Confused"),
    Acvpu.VOICE: _("Voice"),
    Acvpu.PAIN: _("Pain"),
    Acvpu.UNRESPONSIVE: _("Unresponsive"),
}


def acvpu_words(letter: str) -> str:
    return str(ACVPU_WORDS.get(letter, ""))  # type: ignore[call-overload]


@dataclass(frozen=True, slots=True)
class Reading:
    """The last value of a sign: as it is shown, how it is judged, when it was taken, and its course."""

    name: str
    value: str = ""
    unit: str = ""
    flag: str = ""
    taken_at: datetime | None = None
    note: str = ""
    course: Any = ""
    is_corrected: bool = False
    trend_url: str = ""


def months_at(patient: Patient, at: datetime) -> int | None:
    """The patient's age in completed months at a time, for limits; None where the birth date is not known."""
    if patient.birth_date is None:
        return None
    return completed_months(patient.birth_date, here(at).date())


def show_latest(patient: Patient, user: User) -> dict[str, Any]:
    """The last of each sign. A sign that was not measured says so; it is never left out, never taken as normal."""
    sets = last_sets_of(patient)
    months = months_at(patient, sets[0]["taken_at"]) if sets else None
    return {
        "readings": [
            replace(reading(sign, sets, patient), trend_url=trend_url(patient, sign)) for sign in STRIP
        ],
        "is_child": months is not None and months < ADULT_FROM,
        "is_empty": not sets,
        "may_record": user.may("vitals.create"),
        "observed": show_observed(patient, user),
    }


def last_sets_of(patient: Patient) -> list[dict[str, Any]]:
    """The last sets and the last that hold a body measure, newest first; of two of one time the one written later."""
    return recent_of(patient)["sets"]


def _course(sign: str, sets: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The last sets that hold the sign, newest first."""
    return [one for one in sets if one[sign] is not None][:SPARK]


def limits_at(sign: str, months: int | None) -> Limits:
    """The limits of a sign at an age, of the facility where the person works who reads."""
    return NO_LIMITS if months is None else limits_for(sign, months, standards_here().signs)


def judged_at(sign: str, value: Decimal, months: int | None) -> str:
    return "" if months is None else judged(sign, value, months, limits_at(sign, months)) or ""


def reading(sign: str, sets: list[dict[str, Any]], patient: Patient) -> Reading:
    """The last of a sign in `sets`, which are the newest first; without a value where none of them holds it."""
    if sign == "blood_pressure":
        return _pressure(sets, patient)
    if sign == "consciousness":
        return _consciousness(sets)
    if sign == "oxygen":
        return _oxygen(sets)
    return _weight(sets, patient) if sign == "weight" else _number(sign, sets, patient)


def _number(sign: str, sets: list[dict[str, Any]], patient: Patient) -> Reading:
    course = _course(sign, sets)
    if not course:
        return Reading(sign_words(sign))
    row, places = SIGNS[sign], SIGNS[sign].places
    values = [rounded(one[sign], places) for one in course]
    months = months_at(patient, course[0]["taken_at"])
    flag = judged_at(sign, course[0][sign], months)
    return Reading(
        name=sign_words(sign),
        value=f"{values[0]:f}",
        unit=unit_words(row.unit),
        flag=flag,
        taken_at=course[0]["taken_at"],
        course=spark(values[::-1], limits_at(sign, months), severity_of(flag)),
        is_corrected=course[0]["status"] == SetStatus.CORRECTED,
    )


def pressure_flag(one: dict[str, Any], months: int | None) -> str:
    """The worse of the two pressures of a set; nothing where one was not judged and the other is normal."""
    flags = [
        judged(sign, one[sign], months, limits_at(sign, months))
        for sign in ("systolic", "diastolic")
        if months is not None and one[sign] is not None
    ]
    return worse(*flags) or ""


def number_words(sign: str, value: Decimal | None) -> tuple[str, str]:
    """A number of a sign as it is shown, and its unit; nothing where it was not taken."""
    if value is None:
        return "", ""
    return f"{rounded(value, SIGNS[sign].places):f}", unit_words(SIGNS[sign].unit)


def _pressure(sets: list[dict[str, Any]], patient: Patient) -> Reading:
    """Both pressures of one set, judged by the worse of the two; either may be missing."""
    name = sign_words("blood_pressure")
    course = [one for one in sets if one["systolic"] is not None or one["diastolic"] is not None][:SPARK]
    if not course:
        return Reading(name)
    last = course[0]
    months = months_at(patient, last["taken_at"])
    flag = pressure_flag(last, months)
    upper = [rounded(one["systolic"]) for one in course if one["systolic"] is not None]
    return Reading(
        name=name,
        value=pressure_words(last["systolic"], last["diastolic"]),
        unit=unit_words(SIGNS["systolic"].unit),
        flag=flag,
        taken_at=last["taken_at"],
        course=spark(upper[::-1], limits_at("systolic", months), severity_of(flag)),
        is_corrected=last["status"] == SetStatus.CORRECTED,
    )


def pressure_words(systolic: Decimal | None, diastolic: Decimal | None) -> str:
    """`104/62`; a missing part is a dash. A diastolic pressure of 0 is a reading."""
    return "/".join("–" if part is None else f"{rounded(part):f}" for part in (systolic, diastolic))


def _consciousness(sets: list[dict[str, Any]]) -> Reading:
    name = sign_words("consciousness")
    last = next((one for one in sets if one["consciousness"]), None)
    if last is None:
        return Reading(name)
    flag = "" if last["consciousness"] == Acvpu.ALERT else "A"
    return Reading(name, acvpu_words(last["consciousness"]), flag=flag, taken_at=last["taken_at"])


def oxygen_words(one: dict[str, Any]) -> tuple[str, str]:
    """Air, or the flow or concentration of a device, and its unit; nothing where it was not recorded."""
    if one["oxygen_device"] == AIR:
        return gettext("Air"), ""
    if one["oxygen_flow"] is not None:
        return f"{rounded(one['oxygen_flow'], 1).normalize():f}", unit_words("L/min")
    if one["fio2"] is not None:
        return f"{rounded(one['fio2']):f}", "%"
    return "", ""


def _oxygen(sets: list[dict[str, Any]]) -> Reading:
    name = sign_words("oxygen")
    last = next((one for one in sets if one["oxygen_device"] or one["oxygen_flow"] is not None), None)
    if last is None:
        return Reading(name)
    value, unit = oxygen_words(last)
    device = "" if last["oxygen_device"] == AIR else last["oxygen_device"]
    return Reading(name, value, unit, taken_at=last["taken_at"], note=device)


def _weight(sets: list[dict[str, Any]], patient: Patient) -> Reading:
    """The weight, with the BMI and what it means: by an adult's last height, by a child's of the same set."""
    weight = _number("weight", sets, patient)
    last = next(iter(_course("weight", sets)), None)
    if last is None:
        return weight
    measured = [last] if not is_adult_at(patient, last["taken_at"]) else sets
    height = next((one for one in measured if one["height"] is not None), None)
    if height is None or is_adult_at(patient, last["taken_at"]) != is_adult_at(patient, height["taken_at"]):
        return weight
    index = bmi(last["weight"], height["height"])
    note = bmi_note(patient, index, last["taken_at"])
    return replace(weight, note=", ".join(part for part in (f"{sign_words('bmi')} {index:f}", note) if part))


def is_adult_at(patient: Patient, at: datetime) -> bool:
    """Whether the patient has stopped growing, for all that is known: the last height holds from then on."""
    months = months_at(patient, at)
    return months is None or months >= ADULT_FROM


LATEST = ChartRegion("vitals:latest", "vitals.read", "vitals", ("vitals",), show_latest)
