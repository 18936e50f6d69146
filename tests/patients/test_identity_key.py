"""Whoever writes what belongs to a person, an open chart shows it: services, imports and SQL by hand."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.urls import reverse

from features.foundation.records.services import version_of
from features.patients.models import Patient, PatientAddress, PatientName, RelatedPerson
from tests.chart_rows import fill_registration
from tests.factories import PatientFactory
from tests.interchange.bundles import DIRECTORY, NORMAL, changed

pytestmark = pytest.mark.django_db
SQL = {
    "patients_patientname": "UPDATE {} SET given_names = 'Nicky' WHERE patient_id = %s",
    "patients_patientaddress": "UPDATE {} SET city = 'Salem' WHERE patient_id = %s",
    "patients_relatedperson": "UPDATE {} SET phone = '617-253-1000' WHERE patient_id = %s",
    "patients_consent": "UPDATE {} SET status = 'inactive' WHERE patient_id = %s",
}


@pytest.fixture
def patient(harbour):
    patient = PatientFactory(at=harbour)
    fill_registration(patient)
    return patient


def key_of(patient) -> int:
    return version_of(patient=patient.public_id, kind="identity")


@pytest.mark.parametrize("table", SQL)
def test_sql_by_hand_raises_the_key_and_the_open_region_is_told_anew(table, patient, nadia, signed_in):
    browser = signed_in(nadia, htmx=True)
    url = reverse("patients:identity", args=[patient.public_id])
    etag = browser.get(url)["ETag"]
    assert browser.get(url, headers={"If-None-Match": etag}).status_code == 304
    before = key_of(patient)
    with connection.cursor() as cursor:
        cursor.execute(SQL[table].format(table), [patient.pk])

    assert key_of(patient) == before + 1
    assert browser.get(url, headers={"If-None-Match": etag}).status_code == 200


@pytest.mark.parametrize("table", SQL)
def test_what_moves_to_another_patient_raises_both(table, patient, harbour):
    other = PatientFactory(at=harbour)
    before = key_of(patient)
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {table} SET patient_id = %s WHERE patient_id = %s", [other.pk, patient.pk])

    assert (key_of(patient), key_of(other)) == (before + 1, 1)


@pytest.fixture
def imported(harbour, tmp_path):
    """Imports the normal bundle, with `change` made to its patient."""

    def run(change=lambda person: None) -> Patient:
        def change_person(resources) -> None:
            change(next(each for each in resources if each["resourceType"] == "Patient"))

        path = changed(NORMAL, tmp_path / "changed.json", change_person)
        call_command("import_fhir", str(DIRECTORY), str(path), stdout=StringIO())
        return Patient.objects.get()

    return run


def test_a_name_and_an_address_that_an_import_brings_raise_the_key(imported):
    before = key_of(imported())
    assert before > 0

    def add(person) -> None:
        person["name"].append({"use": "nickname", "given": ["Mimi"]})
        person["address"].append({"use": "work", "city": "Harbour"})

    assert key_of(imported(add)) == before + 2


def test_what_has_ended_here_does_not_come_back_with_the_next_import(imported):
    patient = imported()
    ended = {"ends_on": "2025-03-14", "end_reason": "past"}
    PatientAddress.objects.update(use="old", ends_on="2025-03-14")
    PatientName.objects.update(**ended)
    RelatedPerson.objects.update(**ended)
    told = [model.objects.count() for model in (PatientAddress, PatientName, RelatedPerson)]
    imported(lambda person: person.update(maritalStatus={"coding": [{"code": "D"}]}))

    assert Patient.objects.get(pk=patient.pk).marital_status == "D"
    assert [model.objects.count() for model in (PatientAddress, PatientName, RelatedPerson)] == told
    assert not RelatedPerson.objects.filter(ends_on=None).exists()


def test_an_end_that_an_import_tells_ends_what_is_known(imported):
    imported()
    imported(lambda person: [name.update(period={"end": "2025-03-14"}) for name in person["name"]])

    assert str(PatientName.objects.get().ends_on) == "2025-03-14"
