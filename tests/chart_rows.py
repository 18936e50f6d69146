"""Fills a patient's chart with rows of every kind that a history lists."""

from base64 import b64decode
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from features.interchange.models import ImportOutcome, SourceResource
from features.labs.models import LabResult
from features.patients.models import (
    Consent,
    Coverage,
    CoverageCard,
    Patient,
    PatientAddress,
    PatientName,
    PatientPhoto,
    Payer,
    RelatedPerson,
)
from features.problems.models import Allergy, AllergyReaction, Immunization, Problem
from features.visits.models import Visit
from features.vitals.models import FrequencyOrder, Measurement, VitalSigns

BEGAN = datetime(2020, 1, 1, 9, 0, tzinfo=UTC)
PAYER = "Payer of the chart"
A_CARD = b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
"""One pixel, which can be drawn."""
A_PHOTO = b"\xff\xd8\xff\xe0 as far as anybody looks"


def at(number: int) -> datetime:
    """The time of row `number`: a month after the one before, some at the same time as the next."""
    return BEGAN + timedelta(days=30 * (number // 2))


def problem(patient: Patient, row: int = 0, /, **given) -> Problem:
    values = {
        "display": f"Problem {row:03d}",
        "status": "active",
        "verification": "confirmed",
        "recorded_at": at(row),
    }
    return Problem(patient=patient, **{**values, **given})


def allergy(patient: Patient, row: int = 0, /, **given) -> Allergy:
    values = {
        "display": f"Substance {row:03d}",
        "status": "active",
        "verification": "confirmed",
        "recorded_at": at(row),
    }
    return Allergy(patient=patient, **{**values, **given})


def immunization(patient: Patient, row: int = 0, /, **given) -> Immunization:
    values = {"display": f"Vaccine {row % 4}", "status": "completed", "given_at": at(row)}
    return Immunization(patient=patient, **{**values, **given})


def visit(patient: Patient, row: int = 0, /, **given) -> Visit:
    values = {"status": "finished", "visit_class": "AMB", "starts_at": at(row)}
    return Visit(patient=patient, **{**values, **given})


def measurement(patient: Patient, row: int = 0, /, **given) -> Measurement:
    values = {
        "display": f"Score {row:03d}",
        "code": f"{row % 4}",
        "category": "survey",
        "status": "final",
        "taken_at": at(row),
        "number": Decimal(row),
    }
    return Measurement(patient=patient, **{**values, **given})


def result(patient: Patient, row: int = 0, /, **given) -> LabResult:
    values = {
        "display": f"Test {row:03d}",
        "code": f"{row % 4}",
        "status": "final",
        "effective_at": at(row),
        "number": Decimal("4.10"),
        "unit": "mmol/L",
    }
    return LabResult(patient=patient, **{**values, **given})


def document(patient: Patient, row: int = 0, /, **given) -> SourceResource:
    values = {
        "resource_type": "Claim",
        "source_id": f"source-{patient.pk}-{row}",
        "digest": "0" * 64,
        "body": '{"resourceType":"Claim"}',
        "outcome": ImportOutcome.KEPT,
        "reason": "no record of this kind",
        "received_at": at(row),
    }
    return SourceResource(patient=patient, **{**values, **given})


def coverage(patient: Patient, row: int = 0, /, **given) -> Coverage:
    payer = given.pop("payer", None) or Payer.objects.get_or_create(name=PAYER)[0]
    starts = date(1990, 1, 1) + timedelta(days=10 * row)
    values = {"payer": payer, "priority": None, "starts_on": starts, "ends_on": starts + timedelta(days=8)}
    return Coverage(patient=patient, **{**values, **given})


KINDS = {
    Problem: problem,
    Allergy: allergy,
    Immunization: immunization,
    Visit: visit,
    Measurement: measurement,
    LabResult: result,
    SourceResource: document,
    Coverage: coverage,
}


def fill_chart(patient: Patient, number: int) -> Patient:
    """So many rows of every kind; every third problem and coverage without a date, every second allergy with a
    reaction."""
    for model, make in KINDS.items():
        model.objects.bulk_create([make(patient, row, **_gaps(model, row)) for row in range(number)])
    fill_registration(patient)
    reacting = Allergy.objects.filter(patient=patient).order_by("id")[::2]
    AllergyReaction.objects.bulk_create(
        AllergyReaction(patient=patient, allergy=one, display="Hives", severity="mild") for one in reacting
    )
    if number:
        PatientPhoto.objects.create(patient=patient, image=A_PHOTO, media_type="image/jpeg")
        card_of(patient)
        VitalSigns.objects.create(patient=patient, taken_at=BEGAN, pulse=72)
    return patient


def card_of(patient: Patient) -> CoverageCard:
    """The card of the patient's first coverage, with both sides."""
    first = Coverage.objects.filter(patient=patient).earliest("id")
    return CoverageCard.objects.create(patient=patient, coverage=first, front=A_CARD, back=A_CARD)


def fill_registration(patient: Patient) -> None:
    """A home, another name, a related person and a consent, as the front desk writes them."""
    PatientAddress.objects.create(patient=patient, lines="1 Main Street", city="Boston", country="US")
    PatientName.objects.create(patient=patient, use="nickname", given_names="Nick")
    RelatedPerson.objects.create(patient=patient, relationship="MTH", full_name="Somebody Else")
    Consent.objects.create(patient=patient, scope="treatment", status="active", given_on=date(2024, 1, 1))
    FrequencyOrder.objects.create(patient=patient, every=240, reason="After surgery", decided_at=BEGAN)


def _gaps(model: type, row: int) -> dict:
    if model is Problem and row % 3:
        return {"onset_on": date(2000 + row % 7, 1, 1), "onset_precision": "year"}
    if model is Coverage and not row % 3:
        return {"starts_on": None}
    return {}
