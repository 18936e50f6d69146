"""Rows that stand for a whole module: each test finds them as they were made, whatever the one before did."""

import pytest

from features.foundation.access.models import Facility
from features.foundation.audit.models import AuditEvent
from features.interchange.clinic import ZONE
from features.patients.models import Patient
from tests.factories import PatientFactory
from tests.standing import standing  # noqa: F401 - a fixture


@pytest.fixture(scope="module")
def made(standing) -> int:  # noqa: F811
    with standing():
        return PatientFactory(at=Facility.objects.create(name="Harbour Clinic", time_zone=ZONE)).pk


@pytest.mark.parametrize("turn", ["first", "second", "third"])
def test_each_finds_what_was_made_and_leaves_nothing(turn, made, db, nadia, signed_in, hillside):
    patient = Patient.objects.get()
    assert (patient.pk, patient.given_names) == (made, "Given")
    assert not AuditEvent.objects.exists()

    assert signed_in(nadia).get("/patients/").status_code == 200
    Patient.objects.update(given_names=turn)
    PatientFactory(at=hillside)
    assert AuditEvent.objects.exists()


@pytest.fixture
def harbour(made, db) -> Facility:
    return Facility.objects.get(name="Harbour Clinic")
