"""The life of a visit (FHIR Encounter, R4)."""

from enum import StrEnum


class VisitStatus(StrEnum):
    PLANNED = "planned"
    ARRIVED = "arrived"
    TRIAGED = "triaged"
    IN_PROGRESS = "in-progress"
    ON_LEAVE = "onleave"
    FINISHED = "finished"
    CANCELLED = "cancelled"
    ENTERED_IN_ERROR = "entered-in-error"
    UNKNOWN = "unknown"


class VisitClass(StrEnum):
    """HL7 v3 ActEncounterCode."""

    AMBULATORY = "AMB"
    EMERGENCY = "EMER"
    FIELD = "FLD"
    HOME = "HH"
    INPATIENT = "IMP"
    ACUTE_INPATIENT = "ACUTE"
    NON_ACUTE_INPATIENT = "NONAC"
    OBSERVATION = "OBSENC"
    PRE_ADMISSION = "PRENC"
    SHORT_STAY = "SS"
    VIRTUAL = "VR"


OPEN = frozenset({VisitStatus.ARRIVED, VisitStatus.TRIAGED, VisitStatus.IN_PROGRESS, VisitStatus.ON_LEAVE})
_NEXT = {
    VisitStatus.PLANNED: OPEN - {VisitStatus.ON_LEAVE} | {VisitStatus.CANCELLED},
    VisitStatus.ARRIVED: {
        VisitStatus.TRIAGED,
        VisitStatus.IN_PROGRESS,
        VisitStatus.FINISHED,
        VisitStatus.CANCELLED,
    },
    VisitStatus.TRIAGED: {VisitStatus.IN_PROGRESS, VisitStatus.FINISHED, VisitStatus.CANCELLED},
    VisitStatus.IN_PROGRESS: {VisitStatus.ON_LEAVE, VisitStatus.FINISHED},
    VisitStatus.ON_LEAVE: {VisitStatus.IN_PROGRESS, VisitStatus.FINISHED},
    VisitStatus.FINISHED: set(),
    VisitStatus.CANCELLED: set(),
    VisitStatus.UNKNOWN: set(VisitStatus) - {VisitStatus.UNKNOWN},
    VisitStatus.ENTERED_IN_ERROR: set(),
}


def may_become(old: VisitStatus, new: VisitStatus) -> bool:
    """Whether a visit may go from one status to the next; whatever was wrong may become entered in error."""
    if new == VisitStatus.ENTERED_IN_ERROR:
        return old != VisitStatus.ENTERED_IN_ERROR
    return new in _NEXT[old]
