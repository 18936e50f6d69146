"""Sets of vital signs for tests of what is read of them."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

from features.vitals.models import VitalSigns

THEN = datetime(2026, 3, 14, 9, 30, tzinfo=UTC)
NORMAL = {
    "respiratory_rate": "16", "spo2": "97", "oxygen_device": "air", "systolic": "120", "diastolic": "80",
    "pulse": "70", "consciousness": "A", "temperature": "37.0",
}  # fmt: skip
"""A whole set in which nothing is wrong: NEWS2 is 0."""


def take(patient, *, at: datetime = THEN, **values) -> VitalSigns:
    """A set of `patient`; numbers are given as text, as they were measured."""
    signs = {
        name: Decimal(value) if isinstance(value, str) and value[:1].isdigit() else value
        for name, value in values.items()
    }
    return VitalSigns.objects.create(patient=patient, taken_at=at, **signs)


def take_many(patient, number: int, *, every: timedelta = timedelta(hours=4)) -> list[VitalSigns]:
    """So many sets, the newest first, each with a pulse of its own: 60, 61 and so on."""
    return [take(patient, at=THEN - every * step, pulse=str(60 + step % 200)) for step in range(number)]
