"""The trail is only ever added to: the application has no right to more, triggers refuse everybody else."""

import pytest
from django.db import DatabaseError, connection, transaction

from features.foundation.audit.actors import Actor
from features.foundation.audit.models import AuditEvent
from features.foundation.audit.services import record
from tests.owner import as_owner, truncation_allowed

pytestmark = pytest.mark.django_db
TAMPERING = [
    "UPDATE audit_auditevent SET reason = 'nothing happened'",
    "UPDATE audit_auditevent SET id = id",
    "DELETE FROM audit_auditevent",
    "DELETE FROM audit_auditevent WHERE action = 'read'",
    "TRUNCATE audit_auditevent",
    "TRUNCATE audit_auditevent CASCADE",
    "MERGE INTO audit_auditevent a USING (SELECT 1) s ON a.action = 'read' WHEN MATCHED THEN DELETE",
    """INSERT INTO audit_auditevent SELECT * FROM audit_auditevent
       ON CONFLICT (id) DO UPDATE SET reason = 'nothing happened'""",
]


@pytest.fixture(autouse=True)
def _a_row(db):
    record(action="read", actor=Actor())


def content() -> list[dict]:
    return list(AuditEvent.objects.order_by("id").values())


def refused(statement: str, because: str) -> None:
    before = content()
    with pytest.raises(DatabaseError, match=because), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert content() == before


@pytest.mark.parametrize("statement", TAMPERING)
def test_the_application_has_no_right_to_change_it(statement):
    refused(statement, "permission denied")


@pytest.mark.parametrize("statement", TAMPERING)
def test_the_owner_is_refused_by_triggers(statement):
    with as_owner():
        refused(statement, r"Cannot (?:update|delete)|never truncated")


@pytest.mark.parametrize("tamper", ["update", "delete", "save"])
@pytest.mark.parametrize("is_owner", [False, True])
def test_the_models_are_refused_too(tamper, is_owner):
    def change() -> None:
        row = AuditEvent.objects.get()
        row.reason = "nothing happened"
        {
            "update": lambda: AuditEvent.objects.update(reason="nothing happened"),
            "delete": row.delete,
            "save": row.save,
        }[tamper]()

    before = content()
    with pytest.raises(DatabaseError), transaction.atomic():
        if is_owner:
            with as_owner():
                change()
        else:
            change()
    assert content() == before


def test_the_setting_that_empties_it_between_tests_gives_the_application_nothing():
    with truncation_allowed():
        refused("TRUNCATE audit_auditevent", "permission denied")


def test_the_owner_of_the_tests_can_empty_it():
    with as_owner(), truncation_allowed(), connection.cursor() as cursor:
        cursor.execute("TRUNCATE audit_auditevent")

    assert content() == []
