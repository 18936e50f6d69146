"""The process does not start where its audit trail could be changed."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError, connection

from site_config import asgi
from tests.owner import as_owner


@pytest.fixture(autouse=True)
def _keep_the_connection(monkeypatch):
    """The check closes its connection; here it is the test's own."""
    monkeypatch.setattr(connection, "close", lambda: None)


def test_a_protected_trail_lets_it_start(db):
    asgi.refuse_unprotected()


def test_a_dropped_trigger_is_named(db):
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_auditevent DISABLE TRIGGER ALL")
    with pytest.raises(ImproperlyConfigured, match="never_changed, never_deleted, never_truncated"):
        asgi.refuse_unprotected()


def test_a_granted_right_is_named(db):
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("GRANT UPDATE ON audit_auditevent TO chartside_app")
    with pytest.raises(ImproperlyConfigured, match="may change the audit trail"):
        asgi.refuse_unprotected()


def test_a_database_that_is_away_is_told_by_readyz_instead(db, monkeypatch, client):
    def away(*args):
        raise OperationalError

    monkeypatch.setattr("features.foundation.audit.guards.connection.cursor", away)
    asgi.refuse_unprotected()
    answer = client.get("/readyz/")
    assert (answer.status_code, answer.json()["missing"]) == (503, ["the database does not answer"])
