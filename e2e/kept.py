"""The made clinic: made once for each worker, kept beside its tables, and put back before each journey."""

from django.core.management import call_command
from django.db import connection, transaction

from features.interchange.clinic import make_clinic
from features.interchange.loading import is_superuser
from tests.owner import as_owner

KEEP = """
    DROP SCHEMA IF EXISTS kept CASCADE;
    CREATE SCHEMA kept;
    CREATE TABLE kept.tables AS
        SELECT relname AS name, 0::bigint AS rows, '0'::xid AS written_by,
               (SELECT string_agg(quote_ident(attname), ', ') FROM pg_attribute
                 WHERE attrelid = c.oid AND attnum > 0 AND NOT attisdropped AND attgenerated = '') AS columns
          FROM pg_class c WHERE relnamespace = 'public'::regnamespace AND relkind = 'r';
    CREATE TABLE kept.numbers AS
        SELECT sequencename AS name, start_value AS first, last_value AS last
          FROM pg_sequences WHERE schemaname = 'public';
    DO $$
    DECLARE kind record; counted bigint;
    BEGIN
        FOR kind IN SELECT name, columns FROM kept.tables LOOP
            EXECUTE format('CREATE TABLE kept.%I AS SELECT %s FROM public.%I', kind.name, kind.columns, kind.name);
            GET DIAGNOSTICS counted = ROW_COUNT;
            UPDATE kept.tables SET rows = counted WHERE name = kind.name;
        END LOOP;
    END $$;
"""
PUT_BACK = """
    SET LOCAL session_replication_role = replica;
    DO $$
    DECLARE kind record; changed boolean;
    BEGIN
        FOR kind IN SELECT * FROM kept.tables LOOP
            EXECUTE format('SELECT count(*) <> %s OR bool_or(xmin <> %L::xid) FROM public.%I',
                           kind.rows, kind.written_by, kind.name) INTO changed;
            CONTINUE WHEN changed IS NOT TRUE;
            EXECUTE format('DELETE FROM public.%I', kind.name);
            EXECUTE format('INSERT INTO public.%I (%s) SELECT %s FROM kept.%I',
                           kind.name, kind.columns, kind.columns, kind.name);
            UPDATE kept.tables SET written_by = pg_current_xact_id()::xid WHERE name = kind.name;
        END LOOP;
        PERFORM setval(format('public.%I', name), coalesce(last, first), last IS NOT NULL)
           FROM kept.numbers JOIN pg_sequences ON sequencename = name AND schemaname = 'public'
          WHERE last_value IS DISTINCT FROM last;
    END $$;
"""
"""A table is as it was where it has as many rows as then, all of them written when it was last put back."""


class KeptClinic:
    """A clinic of so many patients. A login that may not switch triggers off makes it anew each time."""

    def __init__(self, patients: int) -> None:
        self._patients = patients
        self._is_kept = is_superuser()
        self._empty()
        if self._is_kept:
            make_clinic(patients=patients)
            run(KEEP)

    def put_back(self) -> None:
        """Every row and every numbering as it was made, whatever was written since, the audit trail included."""
        if self._is_kept:
            run(PUT_BACK)
        else:
            self._empty()
            make_clinic(patients=self._patients)

    def forget(self) -> None:
        """Leaves an empty database to whoever comes next."""
        run("DROP SCHEMA IF EXISTS kept CASCADE")
        self._empty()

    def _empty(self) -> None:
        call_command("flush", interactive=False, verbosity=0, reset_sequences=False)


def run(statements: str) -> None:
    """In one transaction, with the rights of the login instead of the application's."""
    with as_owner(), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statements)
