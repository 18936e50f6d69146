"""Writes vital signs and other measurements."""

from features.foundation.records.clock import now
from features.vitals.models import Measurement, VitalSigns
from features.vitals.observing import settle, settle_all, settle_anew

__all__ = ["import_measurement", "import_vital_signs", "settle", "settle_all", "settle_anew"]


def import_vital_signs(*, vitals: VitalSigns) -> VitalSigns:
    """Writes a set of vital signs as another system tells it, new or changed.

    The caller's transaction audits it, and settles the patient once all their sets are written.
    """
    vitals.updated_at = now()
    vitals.save()
    return vitals


def import_measurement(*, measurement: Measurement) -> Measurement:
    """Writes a measurement as another system tells it, new or changed. The caller's transaction audits it."""
    measurement.updated_at = now()
    measurement.save()
    return measurement
