"""Vital signs and other measurements of patients, and how patients are observed."""

from features.vitals.models.measurements import Measurement
from features.vitals.models.observing import (
    Escalation,
    FrequencyOrder,
    ObservationClock,
    Scale2Order,
)
from features.vitals.models.signs import BODY_MEASURED, BODY_MEASURES, VitalSigns, last_vitals_at
from features.vitals.models.standards import Decision, ProposedStandard

__all__ = [
    "BODY_MEASURED",
    "BODY_MEASURES",
    "Decision",
    "Escalation",
    "FrequencyOrder",
    "Measurement",
    "ObservationClock",
    "ProposedStandard",
    "Scale2Order",
    "VitalSigns",
    "last_vitals_at",
]
