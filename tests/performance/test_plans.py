"""PostgreSQL answers every order of the list from an index: no scan of the whole table, no sort."""

import json

import pytest
from django.db import connection, transaction
from django.db.models import Q

from features.foundation.access.models import User
from features.foundation.ui.keyset import Position, page_rows
from features.interchange.clinic import make_clinic
from features.patients.models import PatientFacility, PatientStatus
from features.patients.tables import ClinicalPatientTable, PatientTable
from tests.owner import as_owner

ORDERS = [f"{direction}{sort}" for sort in ClinicalPatientTable.sorts for direction in ("", "-")]


@pytest.fixture(scope="module")
def scope(django_db_setup, django_db_blocker):
    """The patients of a made clinic of three thousand, made once for all tests here and then undone."""
    with django_db_blocker.unblock(), transaction.atomic():
        make_clinic(patients=3000)
        with as_owner(), connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        yield PatientFacility.objects.visible_to(User.objects.get(username="nadia"))
        transaction.set_rollback(True)


def nodes(plan: dict):
    yield plan
    for child in plan.get("Plans", []):
        yield from nodes(child)


def plan_of(rows) -> list[dict]:
    rows = rows.values_list(*PatientTable.values)
    return list(nodes(json.loads(rows.explain(format="json"))[0]["Plan"]))


def check(plan: list[dict], *, may_sort: bool = False) -> None:
    kinds = [(node["Node Type"], node.get("Relation Name", "")) for node in plan]
    big = {"patients_patientfacility", "patients_patient"}
    assert not [kind for kind, table in kinds if kind == "Seq Scan" and table in big], kinds
    if not may_sort:
        assert not [kind for kind, _ in kinds if kind in ("Sort", "Incremental Sort")], kinds


@pytest.mark.parametrize("order", ORDERS)
def test_each_order_and_each_depth_reads_an_index(order, scope):
    columns = ClinicalPatientTable.sorts[order.removeprefix("-")]
    middle = scope.order_by(*columns)[1500].public_id
    for position in (None, Position(order, middle), Position(order, middle, backwards=True)):
        rows = page_rows(
            scope, columns, scope=scope, descending=order.startswith("-"), position=position, size=50
        )
        check(plan_of(rows))


@pytest.mark.parametrize(
    ("condition", "may_sort"),
    [
        (Q(status=PatientStatus.ACTIVE), False),
        (Q(provider=1), True),
        (Q(payer=1), True),
        (Q(mrn__gte="1000", mrn__lt="1000~"), True),
    ],
)
def test_each_filter_reads_an_index(condition, may_sort, scope):
    rows = page_rows(
        scope.filter(condition),
        PatientTable.sorts["name"],
        scope=scope,
        descending=False,
        position=None,
        size=50,
    )
    check(plan_of(rows), may_sort=may_sort)


def test_a_name_prefix_reads_an_index(scope):
    rows = page_rows(
        scope.matching("mar"),
        PatientTable.sorts["name"],
        scope=scope,
        descending=False,
        position=None,
        size=50,
    )
    plan = plan_of(rows)
    check(plan)
    assert any("name_key" in node.get("Index Cond", "") for node in plan), (
        "the prefix is not an index condition"
    )
