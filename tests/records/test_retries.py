"""A service that loses a deadlock or a serialization conflict is tried again, and nothing else is."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import OperationalError, connection, transaction

from features.foundation.access.models import Facility
from features.foundation.records.services import TRIES, one_transaction, retried

pytestmark = pytest.mark.django_db(transaction=True)


class Lost(Exception):
    """As psycopg2 tells of it."""

    def __init__(self, pgcode: str) -> None:
        self.pgcode = pgcode


def fault(pgcode: str) -> OperationalError:
    error = OperationalError("lost")
    error.__cause__ = Lost(pgcode)
    return error


class Service:
    """Fails with each of `faults` in turn, then works."""

    __name__ = "service"

    def __init__(self, *faults: Exception) -> None:
        self.faults = list(faults)
        self.tries = 0

    def __call__(self) -> str:
        self.tries += 1
        if self.faults:
            raise self.faults.pop(0)
        return "done"


def test_both_sides_of_a_real_deadlock_succeed(harbour, hillside):
    both_hold_one, tries = Barrier(2), []

    @retried
    def rename(first: int, second: int) -> None:
        tries.append(first)
        with one_transaction(by=None):
            Facility.objects.filter(pk=first).update(time_zone="UTC")
            if tries.count(first) == 1:
                both_hold_one.wait(timeout=10)
            Facility.objects.filter(pk=second).update(time_zone="UTC")

    def work(pair: tuple[int, int]) -> None:
        try:
            rename(*pair)
        finally:
            connection.close()

    pairs = [(harbour.pk, hillside.pk), (hillside.pk, harbour.pk)]
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(work, pairs))

    assert len(tries) == 3, "one of the two lost once and was tried again"
    assert list(Facility.objects.values_list("version", flat=True)) == [3, 3]


@pytest.mark.parametrize("pgcode", ["40P01", "40001"])
def test_a_lost_race_is_tried_again(pgcode):
    service = Service(fault(pgcode))

    assert retried(service)() == "done"
    assert service.tries == 2


def test_it_is_given_up_after_three_tries():
    service = Service(*(fault("40P01") for _ in range(10)))

    with pytest.raises(OperationalError):
        retried(service)()
    assert service.tries == TRIES == 3


@pytest.mark.parametrize("error", [fault("57014"), OperationalError("gone"), ValueError("mine")])
def test_other_faults_are_not_tried_again(error):
    service = Service(error)

    with pytest.raises(type(error)):
        retried(service)()
    assert service.tries == 1


def test_within_a_transaction_of_the_caller_nothing_is_tried_again():
    """That transaction is lost as a whole; only who began it can begin it anew."""
    service = Service(fault("40P01"))

    with pytest.raises(OperationalError), transaction.atomic():
        retried(service)()
    assert service.tries == 1


def test_arguments_and_answer_pass_through():
    @retried
    def add(first: int, *, second: int) -> int:
        """Adds."""
        return first + second

    assert add(1, second=2) == 3
    assert add.__doc__ == "Adds."
