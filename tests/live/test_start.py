"""The process does not start where its audit trail could be changed."""

import asyncio

import pytest
from django.db import OperationalError, connection

from site_config import asgi
from tests.owner import as_owner


@pytest.fixture(autouse=True)
def _keep_the_connection(monkeypatch):
    """The check closes its connection; here it is the test's own."""
    monkeypatch.setattr(connection, "close", lambda: None)


def told_at_start() -> list[dict]:
    """What the process tells its server when it is started and then stopped."""
    told = []

    async def receive():
        return {}

    async def send(message):
        told.append(message)

    asyncio.run(asgi.start_and_stop(receive, send))
    return told


def test_a_protected_trail_lets_it_start(db):
    assert asgi.why_not_to_start() == ""


def test_a_disabled_trigger_is_named(db):
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_auditevent DISABLE TRIGGER ALL")
    assert "never_changed, never_deleted, never_truncated" in asgi.why_not_to_start()


def test_a_granted_right_is_named(db):
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("GRANT UPDATE ON audit_auditevent TO chartside_app")
    assert "may change the audit trail" in asgi.why_not_to_start()


def test_a_database_that_is_away_is_told_by_readyz_instead(db, monkeypatch, client):
    def away(*args):
        raise OperationalError

    with monkeypatch.context() as patch:
        patch.setattr("features.foundation.audit.guards.connection.cursor", away)
        assert asgi.why_not_to_start() == ""
        answer = client.get("/readyz/")
    assert (answer.status_code, answer.json()["missing"]) == (503, ["the database does not answer"])


@pytest.mark.parametrize(
    ("reason", "told"),
    [
        ("", [{"type": "lifespan.startup.complete"}, {"type": "lifespan.shutdown.complete"}]),
        ("Not today.", [{"type": "lifespan.startup.failed", "message": "Not today."}]),
    ],
)
def test_the_server_is_told_to_go_on_or_why_not(reason, told, monkeypatch):
    monkeypatch.setattr(asgi, "why_not_to_start", lambda: reason)
    assert told_at_start() == told
