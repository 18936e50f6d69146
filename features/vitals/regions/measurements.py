"""The last value of each other kind of measurement."""

from decimal import Decimal
from typing import Any

from features.foundation.access.models import User
from features.foundation.clinical.units import shown as rounded
from features.foundation.records.prepared import ask
from features.foundation.ui.units import unit_words
from features.patients.models import Patient
from features.patients.regions import ChartRegion

LATEST_MEASUREMENTS = """
    WITH RECURSIVE kinds AS (
        (SELECT code FROM vitals_measurement WHERE patient_id = %s ORDER BY code LIMIT 1)
        UNION ALL
        SELECT (SELECT m.code FROM vitals_measurement m
                 WHERE m.patient_id = %s AND m.code > kinds.code ORDER BY m.code LIMIT 1)
          FROM kinds WHERE kinds.code IS NOT NULL
    )
    SELECT last.display, last.number, last.unit, last.value_text, last.parts, last.taken_at, last.category
      FROM kinds CROSS JOIN LATERAL (
        SELECT * FROM vitals_measurement m
         WHERE m.patient_id = %s AND m.code = kinds.code AND m.status <> 'entered-in-error'
         ORDER BY m.taken_at DESC, m.id DESC LIMIT 1
      ) last
     WHERE kinds.code IS NOT NULL
     ORDER BY last.taken_at DESC, last.id DESC LIMIT 9
"""
"""One look into the index for each kind, however often it was measured: the cost follows the kinds, not the chart."""
MOST_MEASUREMENTS = 8


def show_measurements(patient: Patient, user: User) -> dict[str, Any]:
    """The last value of each other kind of measurement, the newest first."""
    rows = ask(LATEST_MEASUREMENTS, [patient.pk] * 3)
    shown = [
        {
            "display": display,
            "value": number_words(number) if number is not None else text,
            "unit": unit_words(unit) if number is not None else "",
            "parts": parts,
            "taken_at": taken_at,
        }
        for display, number, unit, text, parts, taken_at, _category in rows
    ]
    return {"measurements": shown[:MOST_MEASUREMENTS], "has_more": len(shown) > MOST_MEASUREMENTS}


def number_words(number: Decimal) -> str:
    """With two decimals at most and a true minus; zero is a value."""
    return f"{rounded(number, 2).normalize():f}".replace("-", "−")


MEASUREMENTS = ChartRegion(
    "vitals:measurements", "vitals.read", "measurements", ("measurements",), show_measurements
)
