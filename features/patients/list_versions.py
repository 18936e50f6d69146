"""Versions in Redis under which lists and catalogues are cached: replaced on commit, so that what is old is not found.

A version that Redis lost is replaced too. There is no row for a facility in PostgreSQL: it would make every writer of
the house wait for every other.
"""

from uuid import UUID

from django.conf import settings
from django.core.cache import cache
from django.db import transaction

from features.foundation.live.announcing import publish
from features.foundation.live.topics import topic
from features.foundation.records.identifiers import new_public_id
from features.patients.events import PATIENTS_CHANGED

CATALOGUES = "catalogues"


LISTS = "patients-of"


def list_of(facility: UUID) -> str:
    """The name of a facility's patient list: of its version, and of the topic that its screens watch."""
    return topic(LISTS, facility)


def version(name: str) -> str:
    """The present version of `name`; a new one each time where Redis is away, so that nothing old is found."""
    return cache.get_or_set(f"version:{name}", _new, settings.CATALOGUES_FOR) or _new()


def replace_on_commit(*names: str) -> None:
    """Called by whoever writes: once the transaction stands, everything cached under `names` is old."""

    def replace() -> None:
        for name in names:
            cache.set(f"version:{name}", _new(), settings.CATALOGUES_FOR)
            if name.startswith(LISTS):
                publish(PATIENTS_CHANGED, name)

    transaction.on_commit(replace)


def _new() -> str:
    return new_public_id().hex
