"""Pregnancies: an observation of the status, with the dates as its components.

Only what another Chartside wrote becomes a pregnancy. Others repeat the status at every visit, and somebody who was
pregnant at a visit years ago must not be taken for pregnant today: those observations stay measurements.
"""

from dataclasses import dataclass
from datetime import date, datetime

from features.interchange.fhir import extensions, fields
from features.interchange.fhir.refusals import NotImported
from features.problems.rules import PregnancyStatus

STATUS_CODE, DUE_CODE, LAST_PERIOD_CODE = "82810-3", "11778-8", "8665-2"
"""LOINC: pregnancy status, estimated date of delivery, first day of the last menstrual period."""
PREGNANT, NOT_PREGNANT = "77386006", "60001007"
"""SNOMED CT."""


@dataclass(frozen=True, slots=True)
class PregnancyFacts:
    """A pregnancy."""

    status: str
    last_period_on: date | None
    due_on: date | None
    ended_on: date | None
    outcome: str
    recorded_at: datetime


def read_pregnancy(resource: fields.Json, *, recorded_at: datetime) -> PregnancyFacts:
    """The pregnancy; NotImported with an unknown status."""
    told = extensions.found(resource, extensions.PREGNANCY)
    status = extensions.code(told, "status")
    if status not in tuple(PregnancyStatus):
        raise NotImported("its pregnancy has no status that we know")
    return PregnancyFacts(
        status=status,
        last_period_on=_day_of(resource, LAST_PERIOD_CODE),
        due_on=_day_of(resource, DUE_CODE),
        ended_on=fields.whole_day(extensions.found(told, "ended-on"), "valueDate"),
        outcome=fields.text(extensions.found(told, "outcome"), "valueString"),
        recorded_at=recorded_at,
    )


def _day_of(resource: fields.Json, code: str) -> date | None:
    for component in fields.parts(resource, "component"):
        if fields.concept(component, "code").first.code == code:
            return fields.whole_day(component, "valueDateTime")
    return None
