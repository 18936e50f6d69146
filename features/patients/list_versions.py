"""Versions in Redis under which lists and catalogues are cached: replaced on commit, so that what is old is not found.

A version that Redis lost is replaced too. There is no row for a facility in PostgreSQL: it would make every writer of
the house wait for every other.
"""

from django.conf import settings
from django.core.cache import cache
from django.db import transaction

from features.foundation.records.identifiers import new_public_id

CATALOGUES = "catalogues"


def list_of(facility_id: int) -> str:
    """The name of a facility's patient list."""
    return f"patients-of:{facility_id}"


def version(name: str) -> str:
    """The present version of `name`; a new one each time where Redis is away, so that nothing old is found."""
    return cache.get_or_set(f"version:{name}", _new, settings.CATALOGUES_FOR) or _new()


def replace_on_commit(*names: str) -> None:
    """Called by whoever writes: once the transaction stands, everything cached under `names` is old."""

    def replace() -> None:
        for name in names:
            cache.set(f"version:{name}", _new(), settings.CATALOGUES_FOR)

    transaction.on_commit(replace)


def _new() -> str:
    return new_public_id().hex
