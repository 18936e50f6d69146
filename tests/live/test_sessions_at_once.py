"""Many sessions read at once are what each would be by itself."""

import pytest
from django.conf import settings
from django.core.cache import cache

from features.foundation.access.sessions import SessionStore, is_signed_in, read_many
from tests.records.broken_redis import caches_at, free_port

pytestmark = pytest.mark.django_db
NOBODYS = "a" * 32


@pytest.fixture
def keys(signed_in, nadia, dan) -> list[str]:
    name = settings.SESSION_COOKIE_NAME
    return [signed_in(person).cookies[name].value for person in (nadia, dan)]


def whose(key: str) -> str | None:
    return read_many([key])[key].get("_auth_user_id")


def test_each_is_its_persons(keys, nadia, dan):
    assert [session["_auth_user_id"] for session in read_many(keys).values()] == [str(nadia.pk), str(dan.pk)]


def test_they_cost_no_statement_while_their_copies_stand(keys, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert all(map(is_signed_in, read_many(keys).values()))


def test_without_redis_they_are_read_from_the_database(keys, settings):
    settings.CACHES = caches_at(free_port())

    assert all(map(is_signed_in, read_many(keys).values()))


def test_one_that_ended_is_nobodys(keys):
    SessionStore(keys[0]).delete()
    found = read_many(keys)

    assert [is_signed_in(found[key]) for key in keys] == [False, True]


def test_the_mark_of_an_end_outweighs_a_copy_that_a_slow_request_wrote(keys):
    copy = cache.get(f"session:{keys[0]}")
    SessionStore(keys[0]).delete()
    cache.set(f"session:{keys[0]}", copy)

    assert whose(keys[0]) is None


@pytest.mark.parametrize(
    "forged", ["eyJfYXV0aF91c2VyX2lkIjoiMSJ9:1:x", "", 7, None, {"_auth_user_id": "1"}, ["x"]], ids=repr
)
def test_a_copy_that_we_did_not_sign_is_not_believed(forged, keys, nadia, dan):
    cache.set(f"session:{keys[0]}", forged)

    assert whose(keys[0]) == str(nadia.pk)


@pytest.mark.parametrize("key", [NOBODYS, "x", "", "../session", "é" * 32, "\0" * 32])
def test_a_key_of_nobody_is_nobodys(key, keys):
    found = read_many([key, keys[0]])

    assert not is_signed_in(found[key])
    assert is_signed_in(found[keys[0]])


def test_nothing_asked_is_nothing_read():
    assert read_many([]) == {}
