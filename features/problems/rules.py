"""The states of allergies, problems, pregnancies and immunizations (FHIR R4 and CLINICAL's section 7)."""

from collections.abc import Iterable
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol


class AllergyCategory(StrEnum):
    FOOD = "food"
    MEDICATION = "medication"
    ENVIRONMENT = "environment"
    BIOLOGIC = "biologic"


class AllergyStatus(StrEnum):
    ACTIVE = "active"
    INACTIVE = "inactive"
    RESOLVED = "resolved"


class Verification(StrEnum):
    UNCONFIRMED = "unconfirmed"
    PROVISIONAL = "provisional"
    DIFFERENTIAL = "differential"
    CONFIRMED = "confirmed"
    REFUTED = "refuted"
    ENTERED_IN_ERROR = "entered-in-error"


ALLERGY_VERIFICATIONS = (
    Verification.UNCONFIRMED,
    Verification.CONFIRMED,
    Verification.REFUTED,
    Verification.ENTERED_IN_ERROR,
)
"""An allergy is never a provisional or differential diagnosis."""


NEVER_WERE = (Verification.REFUTED, Verification.ENTERED_IN_ERROR)
"""What such a verification says of a problem or an allergy: it was none."""


class Criticality(StrEnum):
    LOW = "low"
    HIGH = "high"
    UNABLE_TO_ASSESS = "unable-to-assess"


class Severity(StrEnum):
    """Of a reaction."""

    MILD = "mild"
    MODERATE = "moderate"
    SEVERE = "severe"


class ProblemStatus(StrEnum):
    ACTIVE = "active"
    RECURRENCE = "recurrence"
    RELAPSE = "relapse"
    INACTIVE = "inactive"
    REMISSION = "remission"
    RESOLVED = "resolved"


PRESENT_PROBLEMS = (ProblemStatus.ACTIVE, ProblemStatus.RECURRENCE, ProblemStatus.RELAPSE)


class PregnancyStatus(StrEnum):
    PREGNANT = "pregnant"
    ENDED = "ended"
    ENTERED_IN_ERROR = "entered-in-error"


class Pregnant(Protocol):
    """What is recorded of a pregnancy."""

    status: str
    last_period_on: date | None
    ended_on: date | None
    recorded_at: datetime


def is_pregnant_on(on: date, pregnancies: Iterable[Pregnant]) -> bool:
    """Whether a recorded pregnancy spans the day; False is "none recorded", which is no proof.

    It begins with the last period or, where nobody knows that, when it was recorded. One that has ended on an unknown
    day spans none.
    """
    return any(
        (each.last_period_on or each.recorded_at.date()) <= on
        and (
            each.status == PregnancyStatus.PREGNANT
            or (each.status == PregnancyStatus.ENDED and each.ended_on is not None and on <= each.ended_on)
        )
        for each in pregnancies
    )


class ImmunizationStatus(StrEnum):
    COMPLETED = "completed"
    NOT_DONE = "not-done"
    ENTERED_IN_ERROR = "entered-in-error"


class AllergyKnowledge(StrEnum):
    """What is known of a patient's allergies as a whole."""

    NOT_ASKED = "not asked"
    NONE_KNOWN = "none known"
    KNOWN = "known"


def allergy_knowledge(*, present_allergies: int, denied: bool) -> AllergyKnowledge:
    """`denied`: "no known allergies" was recorded and still holds. A known allergy outweighs it."""
    if present_allergies:
        return AllergyKnowledge.KNOWN
    return AllergyKnowledge.NONE_KNOWN if denied else AllergyKnowledge.NOT_ASKED
