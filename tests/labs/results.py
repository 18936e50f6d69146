"""Laboratory results for tests of what is read of them."""

from datetime import UTC, datetime
from decimal import Decimal

from features.labs.models import LabReport, LabResult

THEN = datetime(2026, 3, 14, 9, 30, tzinfo=UTC)
LOINC = "http://loinc.org"
DECIMALS = ("number", "range_low", "range_high", "critical_low", "critical_high")


def report(patient, *, at: datetime = THEN, **values) -> LabResult:
    """A final potassium of `patient` unless said otherwise; numbers are given as text."""
    told = {
        "code": "2823-3",
        "display": "Potassium [Moles/volume] in Serum",
        "unit": "mmol/L",
        "status": "final",
        **values,
    }
    told = {name: Decimal(value) if name in DECIMALS and value else value for name, value in told.items()}
    told.setdefault("range_unit", told["unit"] if "range_low" in told or "range_high" in told else "")
    return LabResult.objects.create(patient=patient, code_system=LOINC, effective_at=at, **told)


def panel(patient, display: str, *, at: datetime = THEN) -> LabReport:
    return LabReport.objects.create(
        patient=patient, code_system=LOINC, code="51990-0", display=display, status="final", effective_at=at
    )
