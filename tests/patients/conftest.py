"""A small ward for the list: thirty patients of Harbour Clinic, told apart by everything that the list sorts by."""

from datetime import date

import pytest

from tests.factories import CoverageFactory, PatientFactory, PayerFactory, ProviderFactory


@pytest.fixture
def ward(harbour, dan):
    """Thirty patients, in an order of names, birth dates, providers and payers that differ from one another."""
    payers = [PayerFactory(name=name) for name in ("Alpha Fund", "Beta Mutual", "Gamma Scheme")]
    doctors = [
        ProviderFactory(family_name="Whitlow", given_names="Dan", facility=harbour, user=dan),
        ProviderFactory(family_name="Achebe", given_names="Ngozi", facility=harbour),
    ]
    patients = []
    for number in range(30):
        patient = PatientFactory(
            family_name=f"Family{(number * 7) % 10}",
            given_names=f"Given{number:02d}",
            birth_date=date(1950 + (number * 11) % 60, 1 + number % 12, 1 + number % 28),
            sex=("female", "male")[number % 2],
            status=("active", "inactive", "active")[number % 3],
            primary_provider=(*doctors, None)[number % 3],
            at=harbour,
        )
        if number % 4:
            CoverageFactory(patient=patient, payer=payers[number % 3])
        patients.append(patient)
    return patients
