"""How many patients a list holds: capped, asked for after the list is shown, kept five minutes."""

from hashlib import blake2b

from django.conf import settings
from django.core.cache import cache
from django.db.models import QuerySet

CAP = 1000


def list_version(facility_id: int) -> int:
    """Raised on commit when a patient of the facility changes; 0 when that never happened or Redis forgot."""
    return cache.get(f"patient-list-version:{facility_id}") or 0


def capped_count(rows: QuerySet, *, facility_id: int, narrowed_by: str) -> int:
    """The number of `rows`, or CAP + 1 for more than CAP. `narrowed_by` is hashed into the key: it may be a name."""
    digest = blake2b(narrowed_by.encode(), digest_size=16).hexdigest()
    key = f"patient-count:{facility_id}:{list_version(facility_id)}:{digest}"
    counted = cache.get(key)
    if counted is None:
        counted = rows.order_by()[: CAP + 1].count()
        cache.set(key, counted, settings.PATIENT_LISTS_FOR)
    return counted
