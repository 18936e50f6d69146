"""A patient with an insurance, a payer, and the addresses of their forms."""

import pytest
from django.urls import reverse

from features.patients.models import Coverage
from tests.factories import CoverageFactory, PatientFactory, PayerFactory


@pytest.fixture
def patient(harbour):
    return PatientFactory(at=harbour)


@pytest.fixture
def northwind():
    return PayerFactory(name="Northwind Health")


@pytest.fixture
def primary(patient):
    return CoverageFactory(
        patient=patient, payer=PayerFactory(name="Zeta Mutual"), priority=1, member_id="Z-1"
    )


@pytest.fixture
def url(patient):
    def of(name: str, coverage: Coverage | None = None, whose=None) -> str:
        within = [coverage.public_id] if coverage else []
        return reverse(f"patients:{name}", args=[(whose or patient).public_id, *within])

    return of
