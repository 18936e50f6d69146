"""The database writes the history of a record: who changed what, in which request, however it was done."""

from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from features.foundation.records.services import one_transaction
from features.patients.models import Patient
from tests.factories import PatientFactory
from tests.owner import as_owner

pytestmark = pytest.mark.django_db
History = Patient.pgh_event_model
REQUEST = "0b8f6c0e-request"


@pytest.fixture
def patient(harbour):
    return PatientFactory(at=harbour, family_name="Okafor")


def by_object(patient):
    patient.family_name = "Abara"
    patient.save()


def by_bulk_update(patient):
    Patient.objects.filter(pk=patient.pk).update(family_name="Abara")


def by_raw_sql(patient):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE patients_patient SET family_name = 'Abara' WHERE id = %s", [patient.pk])


WAYS = [by_object, by_bulk_update, by_raw_sql]


@pytest.mark.parametrize("change", WAYS)
def test_a_change_is_kept_with_its_author_and_its_request(change, patient, nadia):
    with one_transaction(by=nadia.public_id, request_id=REQUEST):
        change(patient)

    row = History.objects.latest("pgh_id")
    assert (row.pgh_label, row.pgh_obj_id, row.family_name) == ("update", patient.pk, "Okafor")
    assert row.pgh_context == {"user": str(nadia.public_id), "request": REQUEST}


@pytest.mark.parametrize("change", WAYS)
def test_what_stood_there_before_is_kept_and_what_stands_now_is_the_row(change, patient):
    change(patient)

    patient.refresh_from_db()
    former = History.objects.get(pgh_obj_id=patient.pk)
    assert [(row.family_name, row.version) for row in (former, patient)] == [("Okafor", 1), ("Abara", 2)]


def test_a_first_version_is_not_written_twice(harbour):
    Patient.objects.bulk_create(PatientFactory.build_batch(3, family_name="Zulu"))
    assert not History.objects.exists()

    Patient.objects.filter(family_name="Zulu").update(family_name="Abara")
    assert History.objects.filter(family_name="Zulu", version=1).count() == 3


def test_a_deletion_by_raw_sql_is_kept(patient):
    patient.facilities.all().delete()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM patients_patient WHERE id = %s", [patient.pk])

    row = History.objects.latest("pgh_id")
    assert (row.pgh_label, row.family_name) == ("delete", "Okafor")


def test_the_changes_of_one_transaction_share_their_context(patient, nadia):
    other = PatientFactory()
    with one_transaction(by=nadia.public_id, request_id=REQUEST):
        by_object(patient)
        by_raw_sql(other)

    contexts = History.objects.filter(pgh_label="update").values_list("pgh_context", flat=True)
    assert list(contexts) == [{"user": str(nadia.public_id), "request": REQUEST}] * 2


def test_two_requests_have_each_their_own_context(patient, nadia, dan):
    for person, request_id in ((nadia, "first"), (dan, "second")):
        with one_transaction(by=person.public_id, request_id=request_id):
            Patient.objects.filter(pk=patient.pk).update(given_names=request_id)

    rows = History.objects.filter(pgh_label="update").order_by("pgh_id")
    assert [(row.given_names, row.pgh_context) for row in rows] == [
        ("Given", {"user": str(nadia.public_id), "request": "first"}),
        ("first", {"user": str(dan.public_id), "request": "second"}),
    ]


def test_what_is_rolled_back_leaves_no_history(patient):
    with pytest.raises(RuntimeError), one_transaction(by=uuid4()):
        by_object(patient)
        raise RuntimeError

    assert History.objects.filter(pgh_label="update").count() == 0


def test_a_work_of_the_system_has_no_user(patient):
    with one_transaction(by=None, request_id="make_clinic"):
        by_object(patient)

    assert History.objects.latest("pgh_id").pgh_context == {"user": None, "request": "make_clinic"}


REWRITES = [
    "UPDATE patients_patienthistory SET family_name = 'Nobody'",
    "DELETE FROM patients_patienthistory",
    "TRUNCATE patients_patienthistory",
]


@pytest.mark.parametrize("rewrite", REWRITES)
def test_the_application_cannot_rewrite_history(rewrite, patient):
    with (
        pytest.raises(DatabaseError, match="permission denied"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(rewrite)


@pytest.mark.parametrize("rewrite", REWRITES[:2])
def test_even_the_owner_cannot_rewrite_history(rewrite, patient):
    by_object(patient)
    with (
        as_owner(),
        pytest.raises(DatabaseError, match="Cannot"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(rewrite)


@pytest.mark.parametrize(
    "rewrite", [History.objects.update, History.objects.all().delete], ids=["update", "delete"]
)
def test_nor_can_the_models(rewrite, patient):
    with pytest.raises(DatabaseError), transaction.atomic():
        rewrite(family_name="Nobody") if rewrite.__name__ == "update" else rewrite()
