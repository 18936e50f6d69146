"""Two clinics with everything twice: an id of the other opens nothing, changes nothing, and leaves a row."""

from uuid import uuid4

import pytest
from django.db import connection
from django.urls import reverse

from features.foundation.access.models import Facility
from features.foundation.audit.models import AuditEvent, Outcome
from features.interchange.clinic import ZONE
from features.patients.models import Patient
from tests.access_matrix import ABOUT_A_PATIENT, arguments, expected
from tests.architecture.doors import address, ask, browser_of, doors, ids_within
from tests.chart_rows import fill_chart
from tests.factories import CoverageFactory, PatientFactory, ProviderFactory
from tests.standing import standing  # noqa: F401 - a fixture

MATRIX = expected()
pytestmark = pytest.mark.django_db
ASKING = frozenset({"audit_auditevent", "django_session"})
"""What a request may write though it is refused: its row in the trail, and the activity of the session."""


@pytest.fixture(scope="module")
def made(standing) -> dict[str, int]:  # noqa: F811
    """The key of one patient with provider, coverage and a chart at each clinic, by the name of the clinic."""
    both = {}
    with standing():
        for name in ("Harbour Clinic", "Hillside Clinic"):
            clinic = Facility.objects.create(name=name, time_zone=ZONE)
            patient = PatientFactory(at=clinic, primary_provider=ProviderFactory(facility=clinic))
            CoverageFactory(patient=patient)
            both[name] = fill_chart(patient, 1).pk
    return both


@pytest.fixture
def harbour(made, db) -> Facility:
    return Facility.objects.get(name="Harbour Clinic")


@pytest.fixture
def hillside(made, db) -> Facility:
    return Facility.objects.get(name="Hillside Clinic")


@pytest.fixture
def patients(made, db) -> dict[str, Patient]:
    return {name: Patient.objects.get(pk=key) for name, key in made.items()}


def written() -> dict[str, int]:
    """How many rows the transaction has written to each table so far."""
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT relname, n_tup_ins + n_tup_upd + n_tup_del FROM pg_stat_xact_user_tables
                WHERE n_tup_ins + n_tup_upd + n_tup_del > 0"""
        )
        return {table: rows for table, rows in cursor.fetchall() if table not in ASKING}


def answered_methods(name: str) -> list[str]:
    """The methods for which the view has a way to answer."""
    view = doors()[name].callback.view_class
    return [method for method in ("get", "post", "put", "patch", "delete") if hasattr(view, method)]


@pytest.mark.parametrize("htmx", [False, True], ids=["page", "fragment"])
@pytest.mark.parametrize("name", sorted(ABOUT_A_PATIENT))
@pytest.mark.parametrize(
    ("person", "foreign"),
    [("olga", "Harbour Clinic"), ("dan", "Hillside Clinic"), ("freda", "Hillside Clinic")],
)
def test_an_id_of_the_other_clinic_is_not_found_changes_nothing_and_is_recorded(
    name, htmx, person, foreign, patients, request
):
    asker = request.getfixturevalue(person)
    browser = browser_of(asker)
    for method in answered_methods(name):
        before, rows = written(), AuditEvent.objects.count()

        answer = ask(browser, address(name, patients[foreign]), method=method.upper(), htmx=htmx)

        assert answer.status_code == (403 if MATRIX[name, "GET"][person] == "403" else 404)
        assert written() == before
        assert AuditEvent.objects.count() == rows + 1
        row = AuditEvent.objects.latest("id")
        assert (row.outcome, row.user, row.patient) == (
            Outcome.REFUSED,
            asker.public_id,
            patients[foreign].public_id,
        )
        assert row.reason


@pytest.mark.parametrize("name", sorted(n for n in ABOUT_A_PATIENT if MATRIX[n, "GET"]["nadia"] == "ok"))
def test_the_same_id_opens_at_its_own_clinic(name, olga, patients):
    assert ask(browser_of(olga), address(name, patients["Hillside Clinic"]), method="GET").status_code == 200


@pytest.mark.parametrize("name", sorted(ABOUT_A_PATIENT))
def test_nobody_can_tell_a_patient_of_the_other_clinic_from_nobody(name, olga, patients):
    browser = browser_of(olga)
    hidden = ask(browser, address(name, patients["Harbour Clinic"]), method="GET", htmx=True)
    within = ids_within(name, patients["Harbour Clinic"])
    nobody = ask(browser, reverse(name, args=[*arguments(name, uuid4()), *within]), method="GET", htmx=True)

    assert (hidden.status_code, hidden.content) == (nobody.status_code, nobody.content)
    assert set(hidden.headers) == set(nobody.headers)


@pytest.mark.parametrize("name", ["patients:list", "patients:listing"])
def test_a_list_holds_the_patients_of_ones_own_clinic_only(name, olga, patients):
    shown = ask(browser_of(olga), reverse(name), method="GET").content.decode()

    assert patients["Hillside Clinic"].mrn in shown
    assert patients["Harbour Clinic"].mrn not in shown
    assert AuditEvent.objects.latest("id").shown == [patients["Hillside Clinic"].public_id]


def test_someone_without_a_facility_sees_nobody(nadia, patients):
    nadia.facility = None
    nadia.save()
    browser = browser_of(nadia)

    for patient in patients.values():
        for name in ABOUT_A_PATIENT:
            assert ask(browser, address(name, patient), method="GET").status_code == 403
    assert ask(browser, reverse("patients:list"), method="GET").status_code == 403


def test_a_second_assignment_elsewhere_gives_nothing_there(nadia, hillside, patients):
    """Rights count at the facility where the person works now, and reach no further than its patients."""
    nadia.assignments.create(facility=hillside, role="physician")

    assert (
        ask(
            browser_of(nadia), address("chart:summary", patients["Hillside Clinic"]), method="GET"
        ).status_code
        == 404
    )
