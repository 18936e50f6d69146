"""PostgreSQL answers every order of a history from an index: its cost follows the page, not the chart."""

import json

import pytest
from django.db import connection

from features.foundation.ui.keyset import Position, page_rows, read_values
from tests.chart_rows import KINDS, fill_chart
from tests.factories import PatientFactory
from tests.owner import as_owner
from tests.patients.test_chart_lists import ORDERS
from tests.performance.test_plans import nodes

ROWS = 1500


@pytest.fixture
def patient(harbour):
    """One long chart among shorter ones, with statistics."""
    for _ in range(3):
        fill_chart(PatientFactory(at=harbour), 100)
    patient = fill_chart(PatientFactory(at=harbour), ROWS)
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return patient


def test_each_order_and_each_depth_reads_an_index(patient):
    tables = {model._meta.db_table for model in KINDS}
    faults = []
    for view, order in ORDERS:
        columns = view.table.sorts[order.removeprefix("-")]
        scope = view.records(view()).filter(patient=patient)
        middle = scope.order_by(*columns)[ROWS // 2].public_id
        for place in (None, Position(order, middle), Position(order, middle, backwards=True)):
            rows = page_rows(
                scope, columns, scope=scope, descending=order.startswith("-"), position=place, size=50
            )
            kinds = [
                (node["Node Type"], node.get("Relation Name", ""))
                for node in nodes(_plan(read_values(rows, view.table.values)))
            ]
            faults += [
                f"{view.page_name} by {order}, {place and place.backwards}: {kind} {table}"
                for kind, table in kinds
                if kind in ("Sort", "Incremental Sort") or (kind == "Seq Scan" and table in tables)
            ]
    assert faults == []


def _plan(rows) -> dict:
    return json.loads(rows.explain(format="json"))[0]["Plan"]
