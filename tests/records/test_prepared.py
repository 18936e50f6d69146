"""Statements that a connection keeps planned: the right answer each time, on each connection."""

import pytest
from django.db import DatabaseError, connection, transaction

from features.foundation.records.prepared import ask, tell

pytestmark = pytest.mark.django_db(transaction=True)

ADD = "SELECT %s::int + %s::int"


def prepared() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_prepared_statements WHERE name LIKE 'chartside%'")
        return cursor.fetchone()[0]


def test_a_statement_is_planned_once_and_answers_each_time_anew():
    connection.close()

    assert [ask(ADD, [1, number]) for number in range(3)] == [[(1,)], [(2,)], [(3,)]]
    assert prepared() == 1


def test_a_new_connection_prepares_for_itself():
    ask(ADD, [1, 1])
    connection.close()

    assert ask(ADD, [2, 2]) == [(4,)]
    assert prepared() == 1


def test_a_value_is_never_part_of_the_statement():
    assert ask("SELECT %s::text", ["'); DROP TABLE access_user; --"]) == [("'); DROP TABLE access_user; --",)]


def test_a_statement_without_parameters():
    assert ask("SELECT 7", []) == [(7,)]


def test_what_is_told_rolls_back_with_its_transaction(harbour):
    rename = "UPDATE access_facility SET name = %s WHERE id = %s"
    with transaction.atomic():
        tell(rename, ["Another Clinic", harbour.pk])
        transaction.set_rollback(True)
    harbour.refresh_from_db()
    assert harbour.name == "Harbour Clinic"

    tell(rename, ["Another Clinic", harbour.pk])
    harbour.refresh_from_db()
    assert harbour.name == "Another Clinic"


def test_a_statement_that_cannot_be_planned_fails_as_django_tells_it_and_is_not_kept():
    for _ in range(2):
        with pytest.raises(DatabaseError):
            ask("SELECT nothing_of_that_name", [])
    assert ask(ADD, [1, 1]) == [(2,)]
