"""Every word of the pages of a chart that holds everything goes through gettext."""

from datetime import timedelta

import pytest
from django.urls import reverse

from features.medications.models import Drug, MedicationOrder
from features.medications.rules import OrderStatus, StopReason
from features.notes.models import Note
from features.patients.models import Patient, Provider
from tests.access_matrix import arguments
from tests.labs.results import report
from tests.pages_read import link
from tests.pseudo_locale.marks import datum
from tests.vitals.sets import THEN, take

NAMES = (
    "chart:summary vitals:flowsheet vitals:trend vitals:score_trend vitals:together vitals:growth labs:grid labs:trend "
    "medications:timeline notes:timeline"
).split()
SIGNED = {"signed_at": THEN, "cosigned_at": THEN, "content_hash": "0" * 64}


@pytest.fixture
def patient(clinic) -> Patient:
    """The first patient with one of everything that a page of a chart has words for."""
    patient, doctor = Patient.objects.earliest("pk"), Provider.objects.earliest("pk")
    for hours in range(12):
        at = THEN - timedelta(hours=hours)
        take(patient, at=at, taken_by=doctor, pulse="131", consciousness="C", oxygen_device="air", pain="0")
        report(patient, at=at, number="6.4", flag="HH", display=datum("Potassium"), range_high="5")
    take(patient, systolic="190", diastolic="30", weight="80", height="170", status="corrected", spo2="90")
    take(patient, pulse="80", status="entered-in-error", error_reason=datum("of another"))
    for status in ("preliminary", "corrected", "cancelled", "registered", "unknown", "entered-in-error"):
        report(patient, unit="", value_text=datum("words"), status=status, display=datum("Potassium"))
    drug = Drug.objects.create(display=datum("Drug"))
    for status, reason in zip([*OrderStatus, *["stopped"] * 9], StopReason, strict=True):
        told = {"ordered_at": THEN, "starts_at": THEN, "ordered_by": doctor, "as_needed": True}
        MedicationOrder.objects.create(
            patient=patient, drug=drug, status=status, stop_reason=reason, stop_note=datum("note"), **told
        )
    for status in ("signed", "cosigned", "entered-in-error"):
        told = {
            "kind": "physician",
            "title": datum("Title"),
            "text": f"{datum('w')} " * 400,
            "written_at": THEN,
        }
        told |= {"patient": patient, "author": doctor, "status": status, "error_reason": datum("x"), **SIGNED}
        note = Note.objects.create(**told)
        Note.objects.create(addendum_to=note, **told)
    return patient


@pytest.mark.parametrize(
    "query", ["", "?at=lost", "?period=year", "?period=24h", "?show=past", "?kind=nursing"]
)
@pytest.mark.parametrize("name", NAMES)
def test_a_chart_that_holds_everything(name, query, patient, door, read):
    read(door("dan").get(reverse(name, args=arguments(name, patient.public_id)) + query))


@pytest.mark.parametrize("name", ["vitals:flowsheet", "labs:grid"])
def test_an_older_page(name, patient, door, read):
    client = door("dan")
    newest = client.get(reverse(name, args=arguments(name, patient.public_id)))
    read(client.get(link(newest.content.decode(), "Older")))
