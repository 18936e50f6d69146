"""`export_fhir`: one patient's records as a bundle; imported elsewhere and exported again it says the same."""

from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from features.foundation.audit.models import AuditEvent
from features.interchange.fhir.bundles import open_bundle
from features.interchange.fhir.reading import read_json
from features.interchange.models import SourceResource
from features.patients.models import Patient, PatientFacility
from features.vitals.models import VitalSigns
from tests.interchange.bundles import DIRECTORY, NORMAL
from tests.interchange.same import first_difference

pytestmark = pytest.mark.django_db


def exported(patient: Patient, **options) -> str:
    out = StringIO()
    call_command("export_fhir", patient.mrn, stdout=out, **options)
    return out.getvalue()


def bring_in(*paths, facility: str) -> None:
    call_command("import_fhir", *map(str, paths), facility=facility, stdout=StringIO())


def there_and_back(tmp_path, patient: Patient) -> tuple[str, str]:
    """What is exported here, and what the other clinic exports after it has imported that."""
    first = exported(patient)
    path = tmp_path / "sent.json"
    path.write_text(first)
    bring_in(path, facility="Hillside Clinic")
    twin = PatientFacility.objects.get(facility__name="Hillside Clinic").patient
    assert twin != patient
    return first, exported(twin)


def test_what_comes_back_says_the_same(harbour, hillside, tmp_path):
    bring_in(NORMAL, DIRECTORY, facility="Harbour Clinic")

    first, second = there_and_back(tmp_path, Patient.objects.get())

    assert first_difference(first, second) == ""
    kept = SourceResource.objects.filter(patient__facilities__facility=hillside, outcome="kept")
    assert list(kept.values_list("resource_type", "reason")) == [
        ("Procedure", "Chartside has no record of this kind")
    ]


def test_a_bundle_is_whole_valid_and_keeps_digits(harbour, tmp_path):
    bring_in(NORMAL, DIRECTORY, facility="Harbour Clinic")
    path = tmp_path / "out.json"
    path.write_text(exported(Patient.objects.get()))

    bundle = open_bundle(read_json(path))

    kinds = [entry.kind for entry in bundle.entries]
    assert {kind: kinds.count(kind) for kind in set(kinds)} == {
        "Patient": 1, "Practitioner": 2, "Organization": 1, "Encounter": 1, "Observation": 9, "Coverage": 2,
        "DiagnosticReport": 1, "Condition": 1, "AllergyIntolerance": 1, "MedicationRequest": 1, "Immunization": 1,
        "Procedure": 1,
    }  # fmt: skip
    values = {
        str(each.resource["valueQuantity"]["value"])
        for each in bundle.of("Observation")
        if "valueQuantity" in each.resource
    }
    assert values == {"165.50", "71.2500", "0", "13.70", "251.0"}
    assert bundle.patient.resource["identifier"][0]["value"] == Patient.objects.get().mrn


def test_the_exported_patient_and_order_say_what_was_sent(harbour, tmp_path):
    bring_in(NORMAL, DIRECTORY, facility="Harbour Clinic")
    path = tmp_path / "out.json"
    path.write_text(exported(Patient.objects.get()))
    (sent, received) = (
        {entry["resource"]["resourceType"]: entry["resource"] for entry in read_json(each)["entry"]}
        for each in (NORMAL, path)
    )

    patient, twin = sent["Patient"], received["Patient"]
    for same in ("gender", "birthDate", "telecom"):
        assert twin[same] == patient[same]
    assert [name["family"] for name in twin["name"]] == ["Carreño", "Quiñones"]
    assert [each["value"] for each in twin["identifier"][1:]] == ["R-17", "999-00-0017"]
    assert (twin["address"][0]["line"], twin["address"][0]["city"]) == (["17 Mole Street"], "Quayside")
    assert twin["communication"][0]["language"]["coding"][0]["code"] == "es"
    assert twin["maritalStatus"]["coding"][0]["code"] == "M"
    ours, theirs = received["MedicationRequest"], sent["MedicationRequest"]
    assert ours["medicationCodeableConcept"] == theirs["medicationCodeableConcept"]
    assert ours["reasonCode"][0]["text"] == "Acute bronchitis (disorder)"
    assert received["Condition"]["abatementDateTime"] == "2020-05"
    assert received["AllergyIntolerance"]["category"] == ["food"]
    assert received["Immunization"]["vaccineCode"] == sent["Immunization"]["vaccineCode"]


def test_what_a_nurse_records_beside_numbers_is_exported_too(harbour, tmp_path):
    bring_in(NORMAL, DIRECTORY, facility="Harbour Clinic")
    vitals = VitalSigns.objects.get()
    vitals.consciousness, vitals.oxygen_device, vitals.oxygen_flow = "V", "nasal cannula", Decimal("2.0")
    vitals.save()

    text = exported(Patient.objects.get())

    assert '"code":"67775-7"' in text
    assert '{"system":"https://chartside.example/fhir/CodeSystem/acvpu","code":"V"}' in text
    assert '"valueString":"nasal cannula"' in text
    assert '"value":2.0,' in text


def test_an_export_is_recorded_and_an_unknown_mrn_exports_nothing(harbour, hillside):
    bring_in(NORMAL, DIRECTORY, facility="Harbour Clinic")
    patient = Patient.objects.get()
    exported(patient, facility="Harbour Clinic")

    event = AuditEvent.objects.get(action="export")
    assert (event.patient, event.role) == (patient.public_id, "export_fhir")
    with pytest.raises(CommandError, match="no patient with this MRN there"):
        exported(patient, facility="Hillside Clinic")
