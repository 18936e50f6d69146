"""The life of a medication order (FHIR MedicationRequest) and whether a patient takes it now."""

from datetime import datetime
from enum import StrEnum


class OrderStatus(StrEnum):
    DRAFT = "draft"
    ACTIVE = "active"
    ON_HOLD = "on-hold"
    COMPLETED = "completed"
    CANCELLED = "cancelled"
    STOPPED = "stopped"
    ENTERED_IN_ERROR = "entered-in-error"
    UNKNOWN = "unknown"


class StopReason(StrEnum):
    ALTERNATIVE_CHOSEN = "alternative-chosen"
    CLARIFICATION = "clarification"
    DOSE_TOO_HIGH = "dose-too-high"
    HOSPITAL_ADMISSION = "hospital-admission"
    LAB_INTERFERENCE = "lab-interference"
    NOT_AVAILABLE = "not-available"
    PREGNANCY = "pregnancy"
    ALLERGY = "allergy"
    DRUG_INTERACTION = "drug-interaction"
    DUPLICATE_THERAPY = "duplicate-therapy"
    INTOLERANCE = "intolerance"
    SURGERY = "surgery"
    WASHOUT = "washout"
    NO_LONGER_NEEDED = "no-longer-needed"
    INEFFECTIVE = "ineffective"
    PATIENTS_WISH = "patients-wish"
    OTHER = "other"


_NEXT = {
    OrderStatus.DRAFT: {OrderStatus.ACTIVE, OrderStatus.CANCELLED},
    OrderStatus.ACTIVE: {OrderStatus.ON_HOLD, OrderStatus.COMPLETED, OrderStatus.STOPPED},
    OrderStatus.ON_HOLD: {OrderStatus.ACTIVE, OrderStatus.CANCELLED, OrderStatus.STOPPED},
    OrderStatus.UNKNOWN: set(OrderStatus) - {OrderStatus.UNKNOWN, OrderStatus.DRAFT},
}


def may_become(old: OrderStatus, new: OrderStatus) -> bool:
    """Whether an order may go from one status to the next; whatever was wrong may become entered in error."""
    if new == OrderStatus.ENTERED_IN_ERROR:
        return old != OrderStatus.ENTERED_IN_ERROR
    return new in _NEXT.get(old, set())


class Standing(StrEnum):
    """In which list an order stands."""

    ACTIVE = "active"
    FUTURE = "future"
    PAST = "past"


def standing(status: str, *, starts_at: datetime, ends_at: datetime | None, at: datetime) -> Standing | None:
    """Active is started, not stopped and not past its end; None for what was never in force or is not known."""
    if status in (
        OrderStatus.DRAFT,
        OrderStatus.CANCELLED,
        OrderStatus.ENTERED_IN_ERROR,
        OrderStatus.UNKNOWN,
    ):
        return None
    if status in (OrderStatus.STOPPED, OrderStatus.COMPLETED) or (ends_at is not None and ends_at <= at):
        return Standing.PAST
    return Standing.ACTIVE if starts_at <= at else Standing.FUTURE
