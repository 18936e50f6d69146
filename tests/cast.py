"""The cast: people of two clinics, so that access tests read like a story."""

import pytest
from django.contrib.auth.hashers import make_password
from django.test import Client

from features.foundation.access.models import Facility, RoleAssignment, User
from features.foundation.access.permissions import Role
from features.interchange.clinic import DEMO_PASSWORD, STAFF, ZONE

BACKEND = "features.foundation.access.backends.RightsBackend"


def make_user(username: str, full_name: str, role: Role | None, facility: Facility | None) -> User:
    user = User.objects.create(
        username=username, full_name=full_name, facility=facility, password=make_password(DEMO_PASSWORD)
    )
    if role and facility:
        RoleAssignment.objects.create(user=user, facility=facility, role=role)
    return user


@pytest.fixture
def harbour(db) -> Facility:
    return Facility.objects.create(name="Harbour Clinic", time_zone=ZONE)


@pytest.fixture
def hillside(db) -> Facility:
    return Facility.objects.create(name="Hillside Clinic", time_zone=ZONE)


def _member(username: str):
    @pytest.fixture(name=username)
    def person(harbour, hillside) -> User:
        _, full_name, role, place = next(member for member in STAFF if member[0] == username)
        return make_user(
            username, full_name, role, {"Harbour Clinic": harbour, "Hillside Clinic": hillside}[place]
        )

    return person


nadia, dan, freda, lars, paul, petra, adam, olga = (
    _member(username) for username in ("nadia", "dan", "freda", "lars", "paul", "petra", "adam", "olga")
)


@pytest.fixture
def signed_in():
    """`signed_in(nadia)` is her browser; with `htmx=True` it asks as HTMX does."""

    def sign_in(user: User, *, htmx: bool = False) -> Client:
        client = Client(headers={"HX-Request": "true"} if htmx else None)
        client.force_login(user, backend=BACKEND)
        return client

    return sign_in
