"""The version key of (patient, kind): raised with the write, gone with it, and exact under concurrency."""

from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from django.db import connection, transaction

from features.foundation.records.services import one_transaction, raise_version, version_of

AGNES, BRAM = uuid4(), uuid4()


@pytest.mark.django_db
def test_it_counts_each_write_of_a_kind_for_a_patient():
    assert version_of(patient=AGNES, kind="vitals") == 0
    assert [raise_version(patient=AGNES, kind="vitals") for _ in range(3)] == [1, 2, 3]
    assert raise_version(patient=AGNES, kind="labs") == 1
    assert raise_version(patient=BRAM, kind="vitals") == 1
    assert version_of(patient=AGNES, kind="vitals") == 3


@pytest.mark.django_db(transaction=True)
def test_it_is_rolled_back_with_its_write():
    raise_version(patient=AGNES, kind="vitals")
    with pytest.raises(RuntimeError), one_transaction(by=None):
        assert raise_version(patient=AGNES, kind="vitals") == 2
        raise RuntimeError

    assert version_of(patient=AGNES, kind="vitals") == 1


@pytest.mark.django_db(transaction=True)
def test_nobody_sees_it_before_the_write_is_there():
    with ThreadPoolExecutor(1) as elsewhere, transaction.atomic():
        raise_version(patient=AGNES, kind="vitals")
        assert elsewhere.submit(in_own_connection, version_of).result() == 0
    assert version_of(patient=AGNES, kind="vitals") == 1


@pytest.mark.django_db(transaction=True)
def test_raises_of_many_writers_at_once_all_count():
    writers, times = 4, 25
    with ThreadPoolExecutor(writers) as pool:
        seen = [version for versions in pool.map(raised, [times] * writers) for version in versions]

    assert sorted(seen) == list(range(1, writers * times + 1))
    assert version_of(patient=AGNES, kind="vitals") == writers * times


@pytest.mark.django_db(transaction=True)
def test_writers_of_different_patients_do_not_wait_for_each_other():
    with ThreadPoolExecutor(1) as elsewhere, transaction.atomic():
        raise_version(patient=AGNES, kind="vitals")
        other = elsewhere.submit(in_own_connection, raise_version, BRAM)
        assert other.result(timeout=5) == 1


def raised(times: int) -> list[int]:
    try:
        return [raise_version(patient=AGNES, kind="vitals") for _ in range(times)]
    finally:
        connection.close()


def in_own_connection(service, patient=AGNES) -> int:
    try:
        return service(patient=patient, kind="vitals")
    finally:
        connection.close()
