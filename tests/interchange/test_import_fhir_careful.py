"""Where an import is careful: pictures, restrictions, oxygen, pregnancies and documents of others."""

import base64
from io import StringIO

import pytest
from django.core.management import call_command

from features.interchange.models import SourceResource
from features.notes.models import Note
from features.patients.models import Patient, PatientPhoto
from features.problems.models import NoKnownAllergies, Pregnancy
from features.vitals.models import Measurement, VitalSigns
from tests.interchange.bundles import DIRECTORY, NORMAL, changed, ending
from tests.interchange.whole_person import PIXEL

pytestmark = pytest.mark.django_db


@pytest.fixture
def imported_after(harbour, tmp_path):
    """Imports the normal bundle after `change` has had its resources, by the last two digits of their ids."""

    def run(change):
        path = tmp_path / "changed.json"
        changed(NORMAL, path, lambda resources: change({int(each["id"][-2:]): each for each in resources}))
        call_command("import_fhir", str(DIRECTORY), str(path), stdout=StringIO())

    return run


def reason(number: int) -> str:
    return SourceResource.objects.get(source_id=ending(number), patient__isnull=False).reason


def coded(system: str, code: str) -> dict:
    return {"coding": [{"system": system, "code": code}]}


@pytest.mark.parametrize(
    ("media_type", "image", "number"),
    [
        ("image/png", PIXEL, 1),
        ("image/jpeg", PIXEL, 0),
        ("image/png", b"<svg onload='x'>", 0),
        ("image/svg+xml", b"<svg/>", 0),
        ("image/png", PIXEL + b"x" * 1_000_000, 0),
    ],
)
def test_only_a_small_picture_of_its_own_type_becomes_the_photo(imported_after, media_type, image, number):
    data = base64.b64encode(image).decode()
    imported_after(lambda all_: all_[10].update(photo=[{"contentType": media_type, "data": data}]))

    assert PatientPhoto.objects.count() == number
    assert Patient.objects.count() == 1


def test_an_import_closes_a_record_and_never_opens_one(imported_after):
    label = {"system": "http://terminology.hl7.org/CodeSystem/v3-Confidentiality", "code": "V"}
    imported_after(lambda all_: all_[10].update(meta={"security": [label]}))
    assert Patient.objects.get().restricted

    imported_after(lambda all_: None)
    assert Patient.objects.get().restricted


def test_oxygen_from_no_device_is_kept_and_the_other_signs_make_the_set(imported_after):
    def flow(resources):
        resources[33]["code"] = coded("http://loinc.org", "3151-8")
        resources[33]["valueQuantity"] = {"value": 2, "code": "L/min"}

    imported_after(flow)

    assert reason(33) == "does not say from which device the oxygen comes"
    assert (str(VitalSigns.objects.get().height), VitalSigns.objects.get().oxygen_flow) == ("165.50", None)


def test_a_pregnancy_that_was_observed_elsewhere_stays_an_observation(imported_after):
    def pregnant(resources):
        resources[37]["code"] = coded("http://loinc.org", "82810-3")
        resources[37]["valueCodeableConcept"] = coded("http://snomed.info/sct", "77386006")

    imported_after(pregnant)

    assert not Pregnancy.objects.exists()
    assert Measurement.objects.filter(code="82810-3", value_code="77386006").exists()


def test_that_no_allergies_are_known_is_a_fact_of_its_own(imported_after):
    imported_after(lambda all_: all_[51].update(code=coded("http://snomed.info/sct", "716186003")))

    denial = NoKnownAllergies.objects.get()
    assert (denial.stated_at is not None, denial.withdrawn_at) == (True, None)


def test_a_document_of_others_is_kept(imported_after):
    def document(resources):
        resources[54].clear()
        resources[54].update(
            resourceType="DocumentReference", id=ending(54), status="current", date="2020-05-04T09:30:00+02:00",
            subject={"reference": f"urn:uuid:{ending(10)}"}, type=coded("http://loinc.org", "11506-3"),
        )  # fmt: skip

    imported_after(document)

    assert not Note.objects.exists()
    assert reason(54) == "is a document, and no note of a kind that we write"
