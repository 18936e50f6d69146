"""Transactions that write records: who does it goes into the history, conflicts with other writers are retried."""

import functools
import time
from contextlib import contextmanager
from uuid import UUID

import pghistory
from django.db import OperationalError, connection, transaction

DEADLOCK, SERIALIZATION_FAILURE = "40P01", "40001"
TRIES = 3


@contextmanager
def one_transaction(*, by: UUID | None, request_id: str = ""):
    """One transaction whose changes are recorded by the history triggers with their user and request."""
    with pghistory.context(user=str(by) if by else None, request=request_id), transaction.atomic():
        yield


def retried(service):
    """Repeats a service that lost a deadlock or a serialization conflict, unless a caller's transaction is open."""

    @functools.wraps(service)
    def attempt(*args, **kwargs):
        tries = 0
        while True:
            tries += 1
            try:
                return service(*args, **kwargs)
            except OperationalError as error:
                code = getattr(error.__cause__, "pgcode", "")
                lost_a_race = code in (DEADLOCK, SERIALIZATION_FAILURE)
                if not lost_a_race or tries == TRIES or connection.in_atomic_block:
                    raise
                time.sleep(0.02 * tries)

    return attempt


def raise_version(*, patient: UUID, kind: str) -> int:
    """Raises the version key of `kind` for `patient` in the caller's transaction; returns the new version."""
    with connection.cursor() as cursor:
        cursor.execute(
            """INSERT INTO records_versionkey (patient, kind, version) VALUES (%s, %s, 1)
               ON CONFLICT (patient, kind) DO UPDATE SET version = records_versionkey.version + 1
               RETURNING version""",
            [str(patient), kind],
        )
        return cursor.fetchone()[0]


def version_of(*, patient: UUID, kind: str) -> int:
    """The present version key; 0 when nothing of this kind was ever written for the patient."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT version FROM records_versionkey WHERE patient = %s AND kind = %s", [str(patient), kind]
        )
        row = cursor.fetchone()
    return row[0] if row else 0
