"""Providers and payers as choices of the facility, cached an hour under a version key that a change raises."""

from django.conf import settings
from django.core.cache import cache

from features.patients.models import Payer, Provider


def catalogue_version(facility_id: int) -> int:
    """The version that cached choices and drawn filter forms carry; 0 until a provider or payer first changes."""
    return cache.get(f"catalogue-version:{facility_id}") or 0


def providers_of(facility_id: int) -> list[tuple[str, str]]:
    """Public id and name of the facility's providers, by name."""

    def read() -> list[list[str]]:
        rows = Provider.objects.filter(facility_id=facility_id).order_by("family_name", "given_names", "id")
        return [
            [str(public_id), f"{family}, {given}".rstrip(", ")]
            for public_id, family, given in rows.values_list("public_id", "family_name", "given_names")
        ]

    return _cached(f"providers:{facility_id}:{catalogue_version(facility_id)}", read)


def payers(facility_id: int) -> list[tuple[str, str]]:
    """Public id and name of every payer, by name."""

    def read() -> list[list[str]]:
        return [
            [str(public_id), name]
            for public_id, name in Payer.objects.order_by("name").values_list("public_id", "name")
        ]

    return _cached(f"payers:{catalogue_version(facility_id)}", read)


def _cached(key: str, read) -> list[tuple[str, str]]:
    rows = cache.get(key)
    if rows is None:
        rows = read()
        cache.set(key, rows, settings.CATALOGUES_FOR)
    return [(value, label) for value, label in rows]
