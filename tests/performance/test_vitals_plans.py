"""Statements about vital signs stay bounded among millions of sets: by index in their order, and never joined to them.

A join to the sets is planned by statistics of a small table that are always behind; it once read all ten million.
"""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from features.foundation.audit.actors import Actor
from features.foundation.records.clock import now
from features.patients.models import PatientFacility
from features.vitals.models import VitalSigns
from features.vitals.observing import _last_sets, settle
from features.vitals.recording import withdraw_vitals
from features.vitals.regions.course import sets_of
from features.vitals.regions.recent import _recent
from features.vitals.rounds import here_now
from tests.factories import PatientFactory, VisitFactory
from tests.performance.test_chart_plans import check, plan_of
from tests.vitals.sets import NORMAL, take

JOINS = {"Nested Loop", "Hash Join", "Merge Join"}
BY = Actor(role="nurse")
ILL = {**NORMAL, "respiratory_rate": "26", "spo2": "90"}


@pytest.fixture
def patient(harbour):
    """Somebody here with thirty sets, of whom the last calls for somebody."""
    patient = PatientFactory(at=harbour)
    VisitFactory(patient=patient, facility=harbour, status="in-progress")
    for hours in range(1, 31):
        take(patient, at=now() - timedelta(hours=hours), **NORMAL, weight="70")
    take(patient, at=now(), **ILL)
    settle(patient=patient, by=BY)
    return patient


def test_the_strip_and_the_form(patient):
    rows = _recent._values(patient.pk)
    check(rows, "vitals_of_a_patient", "body_measures_of_a_patient", "escalations_of_a_patient")
    assert not JOINS & {node["Node Type"] for node in plan_of(rows)}


def test_the_sets_by_which_a_clock_goes(patient):
    check(_last_sets(patient), "vitals_of_a_patient")


def test_the_sets_of_a_period(patient):
    sets = VitalSigns.objects.filter(patient=patient, taken_at__gt=now() - timedelta(days=7))
    check(sets.order_by("-taken_at", "-id")[:11], "vitals_of_a_patient")


@pytest.mark.parametrize(
    ("of_body", "index"), [(False, "vitals_of_a_patient"), (True, "body_measures_of_a_patient")]
)
def test_the_sets_of_a_trend(of_body, index, patient):
    with CaptureQueriesContext(connection) as queries:
        assert sets_of(patient, of_body=of_body)
    with connection.cursor() as cursor:
        for way in ("enable_seqscan", "enable_bitmapscan", "enable_sort"):
            cursor.execute(f"SET LOCAL {way} = off")
        cursor.execute("EXPLAIN " + queries[0]["sql"])
        plan = "\n".join(line for (line,) in cursor.fetchall())
    assert f"using {index} " in plan
    assert "Sort" not in plan


def test_the_rounds_look_up_who_is_here_and_join_nobody(patient, harbour):
    rows = here_now(PatientFacility.objects.filter(facility=harbour), harbour.pk)
    plan = plan_of(rows)
    (listed,) = [node for node in plan if node.get("Relation Name") == "patients_patientfacility"]
    assert "ANY" in str(listed), "who is here is one array, whichever index finds them"
    assert not [node for node in plan if "Join" in node["Node Type"] or node["Node Type"] == "Nested Loop"]
    assert [row.patient_id for row in rows] == [patient.pk]


def test_a_set_that_no_longer_calls_is_looked_up_by_its_key(patient):
    wrong = VitalSigns.objects.filter(patient=patient).latest("taken_at")
    with CaptureQueriesContext(connection) as queries:
        withdraw_vitals(vitals=wrong, version=wrong.version, reason="wrong patient", by=BY)
    joined = [one["sql"] for one in queries if 'JOIN "vitals_vitalsigns"' in one["sql"]]
    assert joined == []
