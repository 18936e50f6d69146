"""How many patients a list holds: capped, asked for after the list is shown, kept five minutes."""

from hashlib import blake2b
from uuid import UUID

from django.conf import settings
from django.core.cache import cache
from django.db.models import QuerySet

from features.patients.list_versions import list_of, version

CAP = 1000


def capped_count(rows: QuerySet, *, facility: UUID, narrowed_by: str) -> int:
    """The number of `rows`, or CAP + 1 for more than CAP. `narrowed_by` is hashed into the key: it may be a name."""
    digest = blake2b(narrowed_by.encode(), digest_size=16).hexdigest()
    key = f"patient-count:{version(list_of(facility))}:{digest}"
    counted = cache.get(key)
    if counted is None:
        counted = rows.order_by()[: CAP + 1].count()
        cache.set(key, counted, settings.PATIENT_LISTS_FOR)
    return counted
