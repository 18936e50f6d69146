"""A kept connection that the server has ended is noticed before a request asks it anything."""

import time

import psycopg2
import pytest
from django.db import connection

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def kept():
    connection.close()
    connection.ensure_connection()
    yield connection.connection
    connection.close()


def end(backend: int) -> None:
    """As a restart of PostgreSQL would; by another connection of the same login."""
    with psycopg2.connect(connection.connection.dsn, password=connection.settings_dict["PASSWORD"]) as other:
        other.cursor().execute("SELECT pg_terminate_backend(%s)", [backend])
    other.close()


def test_a_living_connection_costs_no_statement(kept):
    with connection.execute_wrapper(lambda *arguments: pytest.fail("a statement was sent")):
        assert connection.is_usable()


def test_one_that_the_server_ended_is_not_usable(kept):
    end(kept.info.backend_pid)
    until = time.monotonic() + 5
    while connection.is_usable() and time.monotonic() < until:
        time.sleep(0.01)

    assert not connection.is_usable()


def test_one_that_we_closed_is_not_usable(kept):
    kept.close()
    assert not connection.is_usable()


def test_one_whose_transaction_failed_is_not_usable(kept):
    cursor = kept.cursor()
    cursor.execute("BEGIN")
    with pytest.raises(psycopg2.Error):
        cursor.execute("SELECT nothing_of_that_name")

    assert not connection.is_usable()


def test_the_request_after_a_restart_is_answered(signed_in, nadia, kept):
    client = signed_in(nadia)
    assert client.get("/patients/").status_code == 200
    end(connection.connection.info.backend_pid)
    time.sleep(0.1)
    connection.health_check_enabled, connection.health_check_done = True, False

    assert client.get("/patients/").status_code == 200
