"""Loads made rows by COPY under the login of the connection, with triggers off where the login may switch them off.

What the triggers would do is done or proved here: rows are new, so that they have no history; list rows are filled by
the function that the trigger calls; every reference is checked when all is loaded.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from io import StringIO

from django.db import connection

from features.interchange.made.plan import FIRST_MRN, Plan
from features.interchange.made.rows import COLUMNS

LINKS = """
    INSERT INTO patients_patientfacility (id, facility_id, patient_id, linked_at, public_id, family_name, given_names,
           name_key, mrn, mrn_number, birth_date, birth_precision, sex, phone, status, restricted, provider_id,
           provider_name, provider_key, payer_id, payer_name, payer_key)
    SELECT p.id, CASE WHEN p.id <= %s THEN 1 ELSE 2 END, p.id, %s, listed.*
      FROM patients_patient p CROSS JOIN LATERAL chartside_link_values(p.id) listed
     WHERE p.id BETWEEN %s AND %s ORDER BY p.id
"""
LISTED = ("patients_patient", "patients_coverage")
"""What the rows of the lists are made of."""
SEARCHED = ("patients_findable", "patients_nearword")
FINDABLE = """
    INSERT INTO patients_findable (patient_id, terms, name_key, restricted)
    SELECT p.id, array_to_tsvector(chartside_terms(p.id)), p.name_key, p.restricted
      FROM patients_patient p WHERE p.id BETWEEN %s AND %s ORDER BY p.id
        ON CONFLICT DO NOTHING
"""
WORDS = """
    SELECT chartside_learn(array_agg(DISTINCT term))
      FROM patients_findable CROSS JOIN LATERAL unnest(tsvector_to_array(terms)) AS term WHERE strpos(term, ':') = 0
"""
NO_TRIGGERS, ALL_TRIGGERS = "replica", "origin"
MEMORY_TO_JOIN_IN = "128MB"


class ReferencesBroken(Exception):
    """Rows refer to others that are not there."""


def is_superuser() -> bool:
    """Whether the login may switch triggers off."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = session_user")
        return cursor.fetchone()[0]


def owns_the_tables() -> bool:
    """Whether the login may say where the numbering of new rows begins."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT has_sequence_privilege(session_user, 'patients_mrn_number', 'UPDATE')")
        return cursor.fetchone()[0]


@contextmanager
def loading(*, triggers: bool) -> Iterator[None]:
    """For a block within a transaction: the login's own role instead of the application's, and perhaps no triggers.

    Indexes are preferred: tables that grow from empty have no statistics, and would be scanned whole.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('role')")
        role = cursor.fetchone()[0]
        settings = {
            "role": ("none", role),
            "session_replication_role": (ALL_TRIGGERS if triggers else NO_TRIGGERS, ALL_TRIGGERS),
            "enable_seqscan": ("off", "on"),
        }
        if triggers:
            del settings["session_replication_role"]
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # or all would wait in memory for the end
        for name, (during, _after) in settings.items():
            cursor.execute("SELECT set_config(%s, %s, true)", [name, during])
    yield
    with connection.cursor() as cursor:
        for name, (_during, after) in reversed(settings.items()):
            cursor.execute("SELECT set_config(%s, %s, true)", [name, after])


def copy(texts: dict[str, str]) -> None:
    """Rows in the text format of COPY, by table, each table after those to which it refers."""
    with connection.cursor() as cursor:
        for table, columns in COLUMNS.items():
            if texts[table]:
                names = columns.replace(" ", ", ")
                statement = f"COPY {table} ({names}) FROM STDIN"  # both are names of our own
                cursor.cursor.copy_expert(statement, StringIO(texts[table]), 1 << 16)


def link(plan: Plan, numbers: range) -> None:
    """The rows of the facilities' lists for patients of these numbers, and those of the search."""
    with connection.cursor() as cursor:
        cursor.execute(LINKS, [plan.of_harbour, plan.now, numbers.start + 1, numbers.stop])
        cursor.execute(FINDABLE, [numbers.start + 1, numbers.stop])


def learn_words() -> None:
    """The words of all names, once everybody is there: the search finds what is one letter off."""
    with connection.cursor() as cursor:
        cursor.execute(WORDS)


def number_on(plan: Plan) -> None:
    """New rows are numbered after the loaded ones."""
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT format('SELECT setval(%%L, coalesce(max(id), 1), max(id) IS NOT NULL) FROM %%s',
                             pg_get_serial_sequence(t.table_name, 'id'), t.table_name)
                 FROM unnest(%s) AS t(table_name) WHERE pg_get_serial_sequence(t.table_name, 'id') IS NOT NULL""",
            [[*COLUMNS, *DIRECTORY]],
        )
        for (statement,) in cursor.fetchall():
            cursor.execute(statement)
        cursor.execute(
            "SELECT setval('patients_mrn_number', %s, %s)",
            [FIRST_MRN + max(plan.patients - 1, 0), plan.patients > 0],
        )


DIRECTORY = (
    "access_facility",
    "access_user",
    "access_roleassignment",
    "patients_payer",
    "patients_provider",
    "medications_drug",
    "labs_labtest",
    "labs_labrange",
    "patients_patientfacility",
)
"""Tables whose rows have keys of their own choice too."""


def count_rows(tables: Iterable[str]) -> None:
    """Tells the planner how large the tables are now: what it knows may be of the time when they were emptied."""
    with connection.cursor() as cursor:
        for table in tables:
            statement = f"ANALYZE {table}"
            cursor.execute(statement)


def check_references() -> None:
    """What the foreign keys would have refused, asked by one statement for each. Raises ReferencesBroken."""
    with connection.cursor() as cursor:
        for name, value in (("enable_seqscan", "on"), ("work_mem", MEMORY_TO_JOIN_IN)):
            cursor.execute("SELECT set_config(%s, %s, true)", [name, value])
        cursor.execute(REFERENCES, [[*COLUMNS, *DIRECTORY]])
        for name, statement in cursor.fetchall():
            cursor.execute(statement)
            if cursor.fetchone()[0]:
                raise ReferencesBroken(f"{name} does not hold")
        cursor.execute("SET LOCAL work_mem = DEFAULT")


REFERENCES = """
    SELECT k.conname, format('SELECT EXISTS (SELECT FROM %%s AS child WHERE %%s AND NOT EXISTS '
                             '(SELECT FROM %%s AS parent WHERE %%s))', k.conrelid::regclass,
                             string_agg(format('child.%%I IS NOT NULL', c.attname), ' AND '), k.confrelid::regclass,
                             string_agg(format('parent.%%I = child.%%I', p.attname, c.attname), ' AND '))
      FROM pg_constraint k
     CROSS JOIN LATERAL unnest(k.conkey, k.confkey) AS pair(child, parent)
      JOIN pg_attribute c ON c.attrelid = k.conrelid AND c.attnum = pair.child
      JOIN pg_attribute p ON p.attrelid = k.confrelid AND p.attnum = pair.parent
     WHERE k.contype = 'f' AND k.conrelid = ANY (%s::regclass[])
     GROUP BY k.oid, k.conname, k.conrelid, k.confrelid ORDER BY k.conname
"""
