"""The rows that lists sort by follow patients, providers, payers and coverage, whoever writes and however."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from features.foundation.clinical.check_characters import complete_mrn
from features.patients.models import Patient, PatientFacility, Provider
from tests.factories import CoverageFactory, PatientFactory, PayerFactory, ProviderFactory


@pytest.fixture
def patient(harbour):
    return PatientFactory(family_name="Okafor", given_names="Amara", at=harbour)


def link() -> PatientFacility:
    return PatientFacility.objects.get()


def test_a_link_is_filled_from_the_patient(patient):
    row = link()
    assert (row.public_id, row.name_key, row.mrn) == (patient.public_id, "okafor  amara", patient.mrn)
    assert (row.provider_key, row.payer_key) == ("", "")


@pytest.mark.parametrize(
    ("change", "column", "value"),
    [
        ({"family_name": "Ökáfor"}, "name_key", "okafor  amara"),
        ({"given_names": "Ada"}, "name_key", "okafor  ada"),
        ({"family_name": "Ökáfor"}, "family_name", "Ökáfor"),
        ({"phone_mobile": "+44 1"}, "phone", "+44 1"),
        ({"phone_home": "+44 2"}, "phone", "+44 2"),
        ({"birth_precision": "year"}, "birth_precision", "year"),
        ({"sex": "other"}, "sex", "other"),
        ({"status": "inactive"}, "status", "inactive"),
        ({"birth_date": date(2001, 2, 3)}, "birth_date", date(2001, 2, 3)),
    ],
)
def test_a_bulk_change_of_patients_reaches_the_link(change, column, value, patient):
    Patient.objects.update(**change)
    assert getattr(link(), column) == value


def test_raw_sql_reaches_the_link(patient):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE patients_patient SET family_name = 'Zulu'")
    assert link().name_key == "zulu  amara"


def test_an_unknown_birth_date_sorts_before_all_others(harbour):
    PatientFactory(birth_date=None, birth_precision="unknown", at=harbour)
    assert link().birth_date == date(1, 1, 1)


def test_the_provider_and_their_new_name_reach_the_link(patient, harbour):
    provider = ProviderFactory(family_name="Achebe", given_names="Ngozi", facility=harbour)
    patient.primary_provider = provider
    patient.save()
    assert (link().provider, link().provider_key) == (provider, "achebe  ngozi")
    Provider.objects.update(family_name="Brandt")
    assert (link().provider_key, link().provider_name) == ("brandt  ngozi", "Brandt, Ngozi")


def test_coverage_reaches_the_link_when_it_comes_changes_and_goes(patient):
    second = CoverageFactory(patient=patient, payer=PayerFactory(name="Zeta"), priority=2)
    assert link().payer_key == "zeta"
    first = CoverageFactory(patient=patient, payer=PayerFactory(name="Álpha Fund"), priority=1)
    assert (link().payer, link().payer_key) == (first.payer, "alpha fund")
    first.payer.name = "Omega"
    first.payer.save()
    assert (link().payer_key, link().payer_name) == ("omega", "Omega")
    first.ends_on = date(2024, 6, 1)
    first.save()
    assert link().payer == second.payer
    second.delete()
    assert (link().payer, link().payer_key) == (None, "")


@pytest.mark.parametrize(
    "values",
    [
        {"mrn": "99999X", "mrn_number": 99999},
        {"family_name": ""},
        {"sex": "f"},
        {"status": "gone"},
        {"birth_precision": "hour"},
        {"birth_date": None},
        {"birth_precision": "unknown"},
        {"birth_date": date(2126, 1, 1)},
        {"birth_date": date(1700, 1, 1)},
    ],
)
def test_the_database_refuses_what_cannot_be(values, patient):
    with pytest.raises(IntegrityError), transaction.atomic():
        Patient.objects.update(**values)


@pytest.mark.parametrize("number", [10000, 10001, 10002, 100000, 7, 123456789])
def test_the_database_knows_the_check_character(number, patient):
    Patient.objects.update(mrn_number=number, mrn=complete_mrn(number))
    assert link().mrn == complete_mrn(number)


@pytest.mark.parametrize("npi", ["123", "3234567893", "12345678O1", "12345 7893"])
def test_a_malformed_npi_is_refused(npi, harbour):
    with pytest.raises(IntegrityError), transaction.atomic():
        ProviderFactory(facility=harbour, npi=npi)
