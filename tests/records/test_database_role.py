"""The application works under a role that reads and writes rows and owns nothing; migrations keep it so."""

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from features.foundation.records.database_role import APPLICATION_ROLE, append_only_tables
from features.foundation.records.history import History
from tests.owner import as_owner

pytestmark = pytest.mark.django_db


def rights() -> dict[str, set[str]]:
    """What the application's role may do with each table."""
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT c.relname, p.name FROM pg_class c, unnest(%s) p(name)
                WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace
                  AND has_table_privilege(%s, c.oid, p.name)""",
            [["SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "TRIGGER", "REFERENCES"], APPLICATION_ROLE],
        )
        held: dict[str, set[str]] = {}
        for table, right in cursor.fetchall():
            held.setdefault(table, set()).add(right)
    return held


def refused(statement: str) -> str:
    """What PostgreSQL says to the application about `statement`."""
    with pytest.raises(DatabaseError) as error, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    return str(error.value)


def test_the_tests_run_under_the_applications_role():
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        assert cursor.fetchone() == (APPLICATION_ROLE,)


def test_append_only_are_the_trail_and_every_history():
    histories = {model._meta.db_table for model in apps.get_models() if issubclass(model, History)}
    assert set(append_only_tables()) == {"audit_auditevent", *histories}
    assert {"patients_patienthistory", "notes_notehistory", "labs_labresulthistory"} <= histories


def test_it_reads_and_writes_rows_but_of_the_append_only_tables_it_only_adds_some():
    held = rights()

    assert {table: held[table] for table in append_only_tables()} == {
        table: {"SELECT", "INSERT"} for table in append_only_tables()
    }
    assert held.pop("django_migrations") == {"SELECT"}
    others = {table: right for table, right in held.items() if table not in append_only_tables()}
    assert all(right == {"SELECT", "INSERT", "UPDATE", "DELETE"} for right in others.values())
    assert "patients_patient" in others


@pytest.mark.parametrize(
    "statement",
    [
        "TRUNCATE patients_patient CASCADE",
        "DROP TABLE patients_patient",
        "ALTER TABLE patients_patient DROP COLUMN mrn",
        "ALTER TABLE audit_auditevent DISABLE TRIGGER ALL",
        "DROP TRIGGER pgtrigger_never_changed_8fbac ON audit_auditevent",
        "CREATE TABLE mine (id integer)",
        "CREATE OR REPLACE FUNCTION chartside_plain(word text) RETURNS text LANGUAGE sql AS 'SELECT $1'",
        "SET session_replication_role = replica",
        "ALTER ROLE chartside_app SUPERUSER",
        "COPY patients_patient TO PROGRAM 'cat'",
        "INSERT INTO django_migrations (app, name, applied) VALUES ('audit', '0009', now())",
    ],
)
def test_it_changes_nothing_but_rows(statement):
    answer = refused(statement)

    assert "permission denied" in answer or "must be" in answer


def test_it_cannot_give_itself_a_right():
    """PostgreSQL only warns of this one."""
    before = rights()
    with connection.cursor() as cursor:
        cursor.execute(f"GRANT UPDATE ON audit_auditevent TO {APPLICATION_ROLE}")

    assert rights() == before


def test_its_rights_survive_a_migration():
    before = rights()
    with as_owner():
        call_command("migrate", verbosity=0)

    assert rights() == before


def test_a_migration_takes_back_what_somebody_granted_too_much():
    before = rights()
    with as_owner(), connection.cursor() as cursor:
        cursor.execute(f"GRANT ALL ON audit_auditevent, patients_patienthistory TO {APPLICATION_ROLE}")
        call_command("migrate", verbosity=0)

    assert rights() == before


def test_a_migration_gives_back_what_was_taken_and_knows_new_tables():
    before = rights()
    with as_owner(), connection.cursor() as cursor:
        cursor.execute(f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {APPLICATION_ROLE}")
        cursor.execute("CREATE TABLE of_a_later_release (id integer)")
        call_command("migrate", verbosity=0)

    assert rights() == before | {"of_a_later_release": {"SELECT", "INSERT", "UPDATE", "DELETE"}}
