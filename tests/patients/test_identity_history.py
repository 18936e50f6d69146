"""The history of every field of a registration: nothing twice, nothing left out, as cheap when it is long."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from features.patients.models import Patient, PatientName, RelatedPerson
from features.patients.registration_steps import PAGE, STATEMENT, steps_of
from tests.factories import PatientFactory
from tests.owner import as_owner

pytestmark = pytest.mark.django_db
MANY = 3000


@pytest.fixture
def patient(harbour):
    return PatientFactory(at=harbour, family_name="Moreno", given_names="Ana", email="")


@pytest.fixture
def long(patient):
    """A patient whose e-mail changed three thousand times, each at its own minute."""
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("UPDATE patients_patient SET email = 'now@x.org' WHERE id = %s", [patient.pk])
        cursor.execute("SELECT string_agg(quote_ident(column_name), ',') FROM information_schema.columns"
                       " WHERE table_name = 'patients_patienthistory'"
                       " AND column_name NOT IN ('pgh_id', 'pgh_created_at', 'email', 'name_key')")  # fmt: skip
        columns = cursor.fetchone()[0]
        cursor.execute(
            f"INSERT INTO patients_patienthistory (pgh_created_at, email, {columns})"
            f" SELECT pgh_created_at + n * interval '1 minute', 'a' || n || '@x.org', {columns}"
            " FROM patients_patienthistory CROSS JOIN generate_series(1, %s) n ORDER BY n",
            [MANY],
        )
        cursor.execute("ANALYZE patients_patienthistory")
    return patient


@pytest.fixture
def leaf(freda, signed_in, patient):
    """The history of the patient; the next page of one that was shown."""
    browser = signed_in(freda, htmx=True)
    url = reverse("patients:identity_history", args=[patient.public_id])

    def read(after: str = ""):
        older = re.search(r'href="([^"]+before=[^"]+)"', after)
        return browser.get(older[1].replace("&amp;", "&") if older else url).text

    return read


def test_leafing_shows_every_change_of_a_long_history_once(long):
    seen, place = steps_of(long)
    while place:
        steps, place = steps_of(long, after=place)
        seen += steps

    assert [step.before.email for step in seen] == [*(f"a{n}@x.org" for n in range(MANY, 0, -1)), ""]


def test_a_page_of_a_long_history_costs_the_statements_of_a_short_one(long, leaf):
    leaf()
    with CaptureQueriesContext(connection) as newest:
        shown = leaf()
    with CaptureQueriesContext(connection) as older:
        earlier = leaf(shown)

    assert len(newest) == len(older) == 4
    assert [text.count("<s><bdi>a") for text in (shown, earlier)] == [PAGE, PAGE]
    assert f"a{MANY}@" in shown
    assert f"a{MANY - PAGE}@" in earlier.partition("→")[0]


def test_what_was_written_in_one_transaction_is_divided_where_the_page_ends(patient):
    """The clock of the database stands still within a transaction: the number of the step goes on."""
    for number in range(PAGE + 10):
        Patient.objects.filter(pk=patient.pk).update(email=f"a{number}@x.org")
    first, place = steps_of(patient)
    second, end = steps_of(patient, after=place)

    assert [step.after.email for step in first + second] == [
        f"a{n}@x.org" for n in reversed(range(PAGE + 10))
    ]
    assert (len(second), end) == (10, "")


def test_what_somebody_wrote_without_changing_a_field_fills_no_page(patient, leaf):
    Patient.objects.filter(pk=patient.pk).update(email="new@x.org")
    for _ in range(PAGE + 1):
        Patient.objects.filter(pk=patient.pk).update(updated_by=None)

    assert "new@x.org" in leaf()


def test_a_record_is_told_as_it_was_when_it_was_new(patient, leaf, freda):
    name = PatientName.objects.create(
        patient=patient, use="nickname", given_names="Ani", created_by=freda.public_id
    )
    PatientName.objects.filter(pk=name.pk).update(given_names="Anita")
    (renamed, added), _ = steps_of(patient)

    assert (renamed.before.given_names, renamed.after.given_names) == ("Ani", "Anita")
    assert (added.before, added.after.given_names, added.who) == (None, "Ani", str(freda.public_id))
    assert freda.full_name in leaf()


def test_of_others_nothing_is_told(patient, harbour):
    other = PatientFactory(at=harbour)
    RelatedPerson.objects.create(patient=other, relationship="MTH", full_name="Somebody")
    Patient.objects.filter(pk=other.pk).update(email="other@x.org")

    assert steps_of(patient) == ([], "")


@pytest.mark.parametrize("place", ["", "x", "2026-03-14~1~1", "\x00", "x" * 5000, "infinity~0~0:forged"])
def test_a_place_that_is_none_begins_with_the_newest(place, patient):
    Patient.objects.filter(pk=patient.pk).update(email="new@x.org")

    assert [step.after.email for step in steps_of(patient, after=place)[0]] == ["new@x.org"]


def test_it_reads_no_history_of_other_patients(long):
    """Each part of the statement goes by an index to the rows of the patient."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")  # the tables of a test are small
        place = [long.pk, "infinity", 0, 0]
        cursor.execute(f"EXPLAIN {STATEMENT}", [*place * STATEMENT.count("::timestamptz"), PAGE])
        plan = "\n".join(row[0] for row in cursor.fetchall())

    assert "Seq Scan on patients_" not in plan
