"""Statuses and flags of laboratory orders, reports and results (FHIR R4, HL7 v2 tables 0078 and 0085)."""

from enum import StrEnum


class ResultStatus(StrEnum):
    """FHIR ObservationStatus."""

    REGISTERED = "registered"
    PRELIMINARY = "preliminary"
    FINAL = "final"
    AMENDED = "amended"
    CORRECTED = "corrected"
    CANCELLED = "cancelled"
    ENTERED_IN_ERROR = "entered-in-error"
    UNKNOWN = "unknown"


class ReportStatus(StrEnum):
    """FHIR DiagnosticReportStatus."""

    REGISTERED = "registered"
    PARTIAL = "partial"
    PRELIMINARY = "preliminary"
    FINAL = "final"
    AMENDED = "amended"
    CORRECTED = "corrected"
    APPENDED = "appended"
    CANCELLED = "cancelled"
    ENTERED_IN_ERROR = "entered-in-error"
    UNKNOWN = "unknown"


class OrderStatus(StrEnum):
    """FHIR RequestStatus."""

    DRAFT = "draft"
    ACTIVE = "active"
    ON_HOLD = "on-hold"
    REVOKED = "revoked"
    COMPLETED = "completed"
    ENTERED_IN_ERROR = "entered-in-error"
    UNKNOWN = "unknown"


FLAGS = ("L", "H", "LL", "HH", "<", ">", "N", "A", "AA", "U", "D", "B", "W", "S", "R", "I")
"""HL7 0078, as far as we read it."""

CRITICAL_FLAGS = frozenset({"LL", "HH", "AA"})
"""`<` and `>` are critical by the policy of the facility."""

WITHOUT_VALUE = (
    ResultStatus.REGISTERED,
    ResultStatus.CANCELLED,
    ResultStatus.ENTERED_IN_ERROR,
    ResultStatus.UNKNOWN,
)
"""Statuses in which a result may have no value."""

STATUS_OF_OBX_11 = {
    **dict.fromkeys("PRS", ResultStatus.PRELIMINARY),
    **dict.fromkeys("FU", ResultStatus.FINAL),
    "C": ResultStatus.CORRECTED,
    "X": ResultStatus.CANCELLED,
    **dict.fromkeys("DW", ResultStatus.ENTERED_IN_ERROR),
    "I": ResultStatus.REGISTERED,
}
NOTIFIES_AGAIN = frozenset("CDW")
"""These codes of OBX-11 tell again everyone who acknowledged the old value."""
