"""What the regions of a patient show: the banner, for its own URL and for every page of the patient."""

from features.foundation.access.models import User
from features.foundation.records.clock import today
from features.foundation.records.services import version_of
from features.foundation.ui import formats
from features.patients.models import Patient

IDENTITY = "identity"
"""The version key of what the banner shows."""


def banner_version(patient: Patient, user: User) -> tuple:
    """Changes when the patient does, when a birthday passes, and with nothing else."""
    return (
        patient.version,
        version_of(patient=patient.public_id, kind=IDENTITY),
        today(user.zone),
    )


def banner(patient: Patient, user: User) -> dict:
    on = today(user.zone)
    return {
        "patient": patient,
        "age": formats.age_in_words(patient.birth_date, on, patient.birth_precision),
        "born": formats.day(patient.birth_date, patient.birth_precision),
    }
