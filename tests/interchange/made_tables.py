"""The rows of a made clinic, as COPY reads them and as the database holds them."""

from datetime import UTC, datetime
from io import StringIO

from django.apps import apps
from django.db import connection

from features.interchange.catalogues import plan_of
from features.interchange.made.blocks import texts_of
from features.interchange.made.plan import Plan
from features.interchange.made.rows import COLUMNS, NULL

NOW = datetime(2026, 3, 14, 14, 5, tzinfo=UTC)
TRAIL = "happened_at, action, category, outcome, reason, role"
"""Of the audit trail: all that the clock of the database does not tell."""


def plan(patients: int, *, seed: int = 1) -> Plan:
    return plan_of(patients=patients, seed=seed, at=NOW, on=NOW.date())


def made(patients: int, *, seed: int = 1) -> dict[str, list[dict[str, str | None]]]:
    """Rows by table, each a text by column; no database is asked."""
    whole = plan(patients, seed=seed)
    return {table: rows_of(table, text) for table, text in texts_of(whole, range(whole.blocks)).items()}


def rows_of(table: str, text: str) -> list[dict[str, str | None]]:
    columns = COLUMNS[table].split()
    return [
        {
            name: None if value == NULL else value
            for name, value in zip(columns, line.split("\t"), strict=True)
        }
        for line in text.splitlines()
    ]


def has_id(model) -> bool:
    return model._meta.pk.name == "id"


def dump() -> dict[str, str]:
    """Every row of every table of ours, by table."""
    texts = {}
    for model in apps.get_models(include_auto_created=True):
        if not model.__module__.startswith("features.") or model._meta.proxy:
            continue
        table = model._meta.db_table
        columns = TRAIL if table == "audit_auditevent" else "*"
        order = "pgh_id" if hasattr(model, "pgh_tracked_model") else "id" if has_id(model) else "1, 2"
        text = StringIO()
        with connection.cursor() as cursor:
            cursor.cursor.copy_expert(
                f"COPY (SELECT {columns} FROM {table} ORDER BY {order}) TO STDOUT", text
            )
        texts[table] = text.getvalue()
    return texts
