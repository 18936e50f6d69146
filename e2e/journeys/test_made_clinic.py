"""What one journey writes is gone in the next: the clinic is put back as it was made."""

from django.db import connection

from e2e import clinic
from features.foundation.audit.actors import Actor
from features.foundation.audit.services import record
from features.patients.models import Patient
from tests.factories import AllergyFactory, PatientFactory
from tests.owner import as_owner

CHANGED = {
    "audit_auditevent", "django_session", "patients_findable", "patients_patient", "patients_patientfacility",
    "patients_patienthistory", "problems_allergy", "records_versionkey",
}  # fmt: skip


def asked(question: str) -> list[tuple]:
    with as_owner(), connection.cursor() as cursor:
        cursor.execute(question)
        return cursor.fetchall()


def rows() -> dict[str, str]:
    """By table: a sign of all that stands in it."""
    signs = "SELECT '{0}', md5(string_agg(t::text, chr(10) ORDER BY t::text)) FROM {0} AS t"
    return dict(asked(" UNION ALL ".join(map(signs.format, connection.introspection.table_names()))))


def numbers() -> dict[str, int]:
    return dict(asked("SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = 'public'"))


def places() -> list[tuple]:
    """Where each patient's row lies: another place once it is written anew."""
    return asked("SELECT id, ctid FROM patients_patient ORDER BY id")


def test_every_row_and_every_numbering_is_put_back(kept_clinic, as_person):
    made, numbered = rows(), numbers()
    as_person("dan").goto("/")
    record(action="read", actor=Actor())
    amara = clinic.patient("Okafor", "Amara")
    AllergyFactory(patient=amara)
    Patient.objects.filter(pk=amara.pk).update(given_names="Otto")
    clinic.links().filter(patient=amara).delete()
    PatientFactory()
    written = rows()
    assert {table for table in made if made[table] != written[table]} >= CHANGED
    assert numbers() != numbered

    kept_clinic.put_back()

    assert rows() == made
    assert numbers() == numbered


def test_a_table_that_nobody_wrote_to_is_left_alone(kept_clinic):
    """Else every journey would wait until the whole clinic is written."""
    before = places()
    kept_clinic.put_back()

    assert places() == before
