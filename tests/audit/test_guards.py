"""Where the trail is not protected, the application says so by name, and takes no work."""

import pytest
from django.db import Error, connection

from features.foundation.audit import health
from features.foundation.audit.guards import GUARDS, missing_guards
from features.foundation.records.database_role import APPLICATION_ROLE
from tests.owner import as_owner

pytestmark = pytest.mark.django_db
MAY_CHANGE = "the application's database role may change the audit trail"


def as_the_owner(*statements: str) -> None:
    with as_owner(), connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def trigger(guard: str) -> str:
    """The name that a guard of the trail has in the database."""
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT tgname FROM pg_trigger
                WHERE tgrelid = 'audit_auditevent'::regclass AND strpos(tgname, %s) > 0""",
            [guard],
        )
        return cursor.fetchone()[0]


def test_here_nothing_is_missing(client):
    assert missing_guards() == []

    answer = client.get("/readyz/")
    assert (answer.status_code, answer.json()) == (200, {"ready": True, "missing": []})


@pytest.mark.parametrize("guard", sorted(GUARDS))
@pytest.mark.parametrize(
    "how", ["DROP TRIGGER {0} ON audit_auditevent", "ALTER TABLE audit_auditevent DISABLE TRIGGER {0}"]
)
def test_a_trigger_that_is_gone_or_off_is_named(client, guard, how):
    as_the_owner(how.format(trigger(guard)))

    assert missing_guards() == [guard]
    answer = client.get("/readyz/")
    assert (answer.status_code, answer.json()) == (503, {"ready": False, "missing": [guard]})


@pytest.mark.parametrize("right", ["UPDATE", "DELETE", "TRUNCATE", "ALL", "UPDATE (reason)"])
def test_a_right_too_many_is_named(client, right):
    as_the_owner(f"GRANT {right} ON audit_auditevent TO {APPLICATION_ROLE}")

    assert missing_guards() == [MAY_CHANGE]
    assert client.get("/readyz/").json() == {"ready": False, "missing": [MAY_CHANGE]}


def test_a_right_that_came_by_way_of_everybody_is_named():
    as_the_owner("GRANT DELETE ON audit_auditevent TO PUBLIC")

    assert missing_guards() == [MAY_CHANGE]


def test_an_application_that_works_as_the_owner_is_named():
    with as_owner():
        assert missing_guards() == [MAY_CHANGE]


def test_everything_that_is_missing_is_named_at_once():
    as_the_owner(*(f"DROP TRIGGER {trigger(guard)} ON audit_auditevent" for guard in sorted(GUARDS)))
    with as_owner():
        assert missing_guards() == [*sorted(GUARDS), MAY_CHANGE]


def test_without_a_database_it_is_not_ready_but_alive(client, monkeypatch):
    def away():
        raise Error("connection refused for user chartside")

    monkeypatch.setattr(health, "missing_guards", away)

    answer = client.get("/readyz/")
    assert (answer.status_code, answer.json()["missing"]) == (503, ["the database does not answer"])
    assert client.get("/healthz/").json() == {"live": True}


def test_neither_says_more_to_somebody_who_is_signed_in(signed_in, adam, client):
    assert signed_in(adam).get("/readyz/").content == client.get("/readyz/").content
