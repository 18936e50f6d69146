"""How far an observation has come, in FHIR's words: measurements and laboratory results alike."""

from enum import StrEnum


class ObservationStatus(StrEnum):
    """FHIR R4."""

    REGISTERED = "registered"
    PRELIMINARY = "preliminary"
    FINAL = "final"
    AMENDED = "amended"
    CORRECTED = "corrected"
    CANCELLED = "cancelled"
    ENTERED_IN_ERROR = "entered-in-error"
    UNKNOWN = "unknown"
