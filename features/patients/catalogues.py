"""Providers and payers as choices of the facility, cached an hour under a version that a change replaces."""

from django.conf import settings
from django.core.cache import cache

from features.foundation.access.models import User
from features.patients.list_versions import CATALOGUES, version
from features.patients.models import Payer, Provider


def providers_of(facility_id: int) -> list[tuple[str, str]]:
    """Public id and name of the facility's providers, by name."""
    return [(public_id, name) for public_id, name, _user in _providers(facility_id)]


def is_provider(user: User) -> bool:
    """Whether the person has a provider record at their facility, so that patients can be theirs."""
    return any(key == user.pk for *_, key in _providers(user.facility_id or 0))


def payers() -> list[tuple[str, str]]:
    """Public id and name of every payer whom an insurance can be given, by name."""
    return [(public_id, name) for public_id, name, is_retired in _payers() if not is_retired]


def all_payers() -> list[tuple[str, str]]:
    """The same with those that were retired: some still have them."""
    return [(public_id, name) for public_id, name, _is_retired in _payers()]


def _payers() -> list[list]:
    def read() -> list[list]:
        rows = Payer.objects.order_by("name").values_list("public_id", "name", "is_retired")
        return [[str(public_id), name, is_retired] for public_id, name, is_retired in rows]

    return _cached("payers", read)


def _providers(facility_id: int) -> list[list]:
    def read() -> list[list]:
        rows = Provider.objects.filter(facility_id=facility_id).order_by("family_name", "given_names", "id")
        return [
            [str(public_id), f"{family}, {given}".rstrip(", "), user_id]
            for public_id, family, given, user_id in rows.values_list(
                "public_id", "family_name", "given_names", "user_id"
            )
        ]

    return _cached(f"providers:{facility_id}", read)


def _cached(name: str, read) -> list[list]:
    key = f"{name}:{version(CATALOGUES)}"
    rows = cache.get(key)
    if rows is None:
        rows = read()
        cache.set(key, rows, settings.CATALOGUES_FOR)
    return rows
