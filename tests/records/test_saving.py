"""A form is saved once, whoever sends it how often, and over nobody's work."""

from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from django.db import connection

from features.foundation.records.models import SavedForm
from features.foundation.records.saving import CREATED, SavedOtherwise, StaleVersion, locked, save_once
from features.foundation.records.services import one_transaction
from features.patients.models import Patient
from tests.factories import PatientFactory

pytestmark = pytest.mark.django_db(transaction=True)


def save(write, **changed):
    told = {
        "key": uuid4(),
        "digest": "d",
        "by": uuid4(),
        "request_id": "",
        "status": CREATED,
        "confirmed": [],
    }
    return save_once(**{**told, **changed}, write=write)


@pytest.fixture
def patient(harbour):
    return PatientFactory(at=harbour)


def test_the_same_form_again_gets_what_was_saved_and_writes_nothing(patient):
    told = {"key": uuid4(), "by": uuid4(), "confirmed": ["unlikely"]}
    first = save(lambda: patient, **told)
    again = save(lambda: pytest.fail("written twice"), **told)

    assert (again.pk, again.object_id, again.status, again.confirmed) == (
        first.pk,
        patient.public_id,
        CREATED,
        ["unlikely"],
    )


def test_the_same_key_with_another_content_is_refused(patient):
    told = {"key": uuid4(), "by": uuid4()}
    save(lambda: patient, **told)

    with pytest.raises(SavedOtherwise) as refused:
        save(lambda: pytest.fail("written twice"), **told, digest="another")
    assert refused.value.earlier.object_id == patient.public_id


def test_the_key_of_somebody_else_means_nothing(patient):
    key = uuid4()
    save(lambda: patient, key=key)
    save(lambda: patient, key=key)

    assert SavedForm.objects.filter(key=key).count() == 2


def test_a_save_that_failed_leaves_its_key_good(patient):
    told = {"key": uuid4(), "by": uuid4()}
    with pytest.raises(ZeroDivisionError):
        save(lambda: 1 / 0, **told)

    assert save(lambda: patient, **told).object_id == patient.public_id


def test_of_many_at_once_one_writes(patient):
    told = {"key": uuid4(), "by": uuid4()}
    written = []

    def send(_):
        try:
            return save(lambda: written.append(1) or patient, **told).pk
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        ids = set(pool.map(send, range(24)))

    assert (len(ids), written) == (1, [1])


def test_a_row_that_changed_meanwhile_is_not_given_out(patient):
    Patient.objects.filter(pk=patient.pk).update(email="new@example.org")

    with one_transaction(by=None), pytest.raises(StaleVersion) as stale:
        locked(patient, version=1)
    assert stale.value.present.email == "new@example.org"
