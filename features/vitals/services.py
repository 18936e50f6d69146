"""Writes vital signs and other measurements."""

from features.foundation.records.clock import now
from features.vitals.models import Measurement, VitalSigns


def import_vital_signs(*, vitals: VitalSigns) -> VitalSigns:
    """Writes a set of vital signs as another system tells it, new or changed. The caller's transaction audits it."""
    vitals.updated_at = now()
    vitals.save()
    return vitals


def import_measurement(*, measurement: Measurement) -> Measurement:
    """Writes a measurement as another system tells it, new or changed. The caller's transaction audits it."""
    measurement.updated_at = now()
    measurement.save()
    return measurement
