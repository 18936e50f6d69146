"""Rows with which every test of a module begins: written once, and again as they were after each test."""

from contextlib import AbstractContextManager

import pytest
from django.db import transaction


@pytest.fixture(scope="module")
def standing(django_db_setup, django_db_blocker):
    """`with standing():` in a fixture of the module writes such rows. For modules without `transaction=True`.

    A transaction around the module holds them; each test works in a savepoint of it, which pytest-django rolls back.
    """

    def writing() -> AbstractContextManager:
        return django_db_blocker.unblock()

    around = transaction.atomic()
    with writing():
        around.__enter__()
    yield writing
    with writing():
        transaction.set_rollback(True)
        around.__exit__(None, None, None)
