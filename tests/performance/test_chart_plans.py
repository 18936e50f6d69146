"""PostgreSQL answers every page of a chart from an index, in its order, however deep: nothing is sorted or scanned."""

import json
from datetime import timedelta

import pytest
from django.db import connection
from django.db.models import QuerySet

from features.foundation.ui.keyset import Position, page_rows
from features.labs.models import LabResult
from features.medications.models import IN_FORCE, Drug, MedicationOrder
from features.notes.models import Note
from features.vitals.models import VitalSigns
from tests.factories import PatientFactory
from tests.labs.results import report
from tests.owner import as_owner
from tests.vitals.sets import THEN, take

FORBIDDEN = {"Seq Scan", "Sort", "Incremental Sort"}


@pytest.fixture
def patient(harbour):
    """A patient with thirty of everything."""
    patient, drug = PatientFactory(at=harbour), Drug.objects.create(display="Levofloxacin")
    for step in range(30):
        at = THEN - timedelta(hours=step)
        take(patient, at=at, pulse="70", weight="70")
        report(patient, at=at, number="4")
        MedicationOrder.objects.create(
            patient=patient, drug=drug, ordered_at=at, starts_at=at, status=("active", "stopped")[step % 2]
        )
        Note.objects.create(
            patient=patient, kind="physician", title="Note", written_at=at, status="signed", signed_at=at,
            content_hash="0" * 64,
        )  # fmt: skip
    return patient


@pytest.fixture
def much_else(patient):
    """Many results and notes of other kinds, so that an index of the kind is worth its while."""
    others = range(40, 440)
    LabResult.objects.bulk_create(
        LabResult(patient=patient, code="718-7", display="Other", status="final", number=1, effective_at=at)
        for at in (THEN - timedelta(hours=step) for step in others)
    )
    Note.objects.bulk_create(
        Note(
            patient=patient, kind="nursing", title="Note", written_at=at, status="signed", signed_at=at,
            content_hash="0" * 64,
        )
        for at in (THEN + timedelta(hours=step) for step in others)
    )  # fmt: skip
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("ANALYZE labs_labresult, notes_note")


def plan_of(rows: QuerySet) -> list[dict]:
    """The nodes of the plan as for a big table: a small one would be read whole and sorted.

    What is switched off is taken only where there is no other way.
    """
    with connection.cursor() as cursor:
        for way in ("enable_seqscan", "enable_bitmapscan", "enable_sort"):
            cursor.execute(f"SET LOCAL {way} = off")

    def nodes(plan: dict):
        yield plan
        for child in plan.get("Plans", []):
            yield from nodes(child)

    return list(nodes(json.loads(rows.explain(format="json"))[0]["Plan"]))


def check(rows: QuerySet, *indexes: str) -> None:
    plan = plan_of(rows)
    assert not [node["Node Type"] for node in plan if node["Node Type"] in FORBIDDEN], plan
    assert {node["Index Name"] for node in plan if "Index Name" in node} >= set(indexes), plan


def pages(rows: QuerySet, columns: list[str], scope: QuerySet):
    middle = scope.order_by(*columns)[15].public_id
    for position in (None, Position("x", middle), Position("x", middle, backwards=True)):
        yield page_rows(rows, columns, scope=scope, descending=True, position=position, size=10)


def test_the_flowsheet(patient):
    sets = VitalSigns.objects.filter(patient=patient)
    for page in pages(sets, ["taken_at", "id"], sets):
        check(page, "vitals_of_a_patient")


def test_the_times_of_the_grid(patient):
    results = LabResult.objects.filter(patient=patient, effective_at__lt=THEN)
    check(
        results.order_by("-effective_at").values_list("effective_at", flat=True).distinct()[:11],
        "results_of_a_patient",
    )


def test_the_trend_of_a_test(patient, much_else):
    results = LabResult.objects.filter(patient=patient, code="2823-3")
    check(results.order_by("-effective_at", "-id")[:101], "results_of_a_test")


def test_medications_in_force_first(patient):
    orders = MedicationOrder.objects.filter(patient=patient).annotate(in_force=IN_FORCE)
    for page in pages(orders, ["in_force", "starts_at", "id"], orders):
        check(page, "medications_in_force")


def test_past_medications(patient):
    orders = MedicationOrder.objects.filter(patient=patient)
    for page in pages(orders, ["starts_at", "id"], orders):
        check(page, "medications_by_start")


@pytest.mark.parametrize(
    ("conditions", "index"),
    [({}, "notes_without_addenda"), ({"kind": "physician"}, "notes_of_a_kind")],
)
def test_notes_without_their_addenda(conditions, index, patient, much_else):
    scope = Note.objects.filter(patient=patient)
    for page in pages(scope.filter(addendum_to=None, **conditions), ["written_at", "id"], scope):
        check(page, index)
