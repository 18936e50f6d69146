"""The shared cache costs no request, whatever has become of Redis."""

import time

import pytest
from django.core.cache import cache, caches
from django_redis.cache import RedisCache

from features.foundation.records import guarded_cache
from features.foundation.records.guarded_cache import WHEN_ABSENT, GuardedRedisCache
from tests.records.broken_redis import caches_at, free_port, server

OPERATIONS = {
    "get": (("k", "instead"), "instead"),
    "get_many": ((["k"],), {}),
    "set": (("k", 1), False),
    "add": (("k", 1), False),
    "touch": (("k",), False),
    "delete": (("k",), False),
    "delete_many": ((["k"],), 0),
    "has_key": (("k",), False),
    "incr": (("k",), None),
    "decr": (("k",), None),
    "clear": ((), None),
    "ttl": (("k",), None),
    "get_or_set": (("k", 7), 7),
    "is_available": ((), False),
}


@pytest.fixture
def refused(settings):
    settings.CACHES = caches_at(free_port())


@pytest.fixture
def hung(settings):
    with server(None) as (port, heard):
        settings.CACHES = caches_at(port)
        yield heard


@pytest.mark.parametrize("name", OPERATIONS)
def test_an_operation_answers_as_if_nothing_were_stored_when_redis_is_refused(refused, name):
    arguments, answer = OPERATIONS[name]

    assert getattr(cache, name)(*arguments) == answer


def test_a_hung_redis_costs_at_most_three_tenths_of_a_second_once_and_nothing_afterwards(hung):
    first = _seconds(lambda: cache.get("k"))
    later = _seconds(lambda: [cache.get("k") for _ in range(100)])

    assert 0.1 < first <= 0.3
    assert later < 0.05
    assert len(hung) == 1


def test_a_connection_that_nobody_accepts_costs_at_most_three_tenths_of_a_second(settings):
    """192.0.2.1 is nowhere (RFC 5737)."""
    settings.CACHES = {"default": {**caches_at(1)["default"], "LOCATION": "redis://192.0.2.1:6379/0"}}

    assert _seconds(lambda: cache.get("k")) <= 0.3
    assert _seconds(lambda: [cache.get("k") for _ in range(100)]) < 0.05


def test_after_a_while_redis_is_asked_again_without_any_caller_waiting(hung, settings):
    settings.CACHES["default"]["OPTIONS"]["LEFT_ALONE_FOR"] = 0.05
    cache.get("k")
    time.sleep(0.1)

    assert _seconds(lambda: cache.get("k")) < 0.05
    assert _until(lambda: len(hung) == 2)


def test_redis_is_used_again_when_it_answers_again(settings):
    port = free_port()
    settings.CACHES = caches_at(port)
    settings.CACHES["default"]["OPTIONS"]["LEFT_ALONE_FOR"] = 0.05
    cache.get("k")
    assert not cache.is_available()

    with server(b"+PONG\r\n", port):
        assert _until(cache.is_available)


def test_a_full_redis_refuses_writes_and_reads_go_on(settings):
    with server(b"-OOM command not allowed when used memory > 'maxmemory'.\r\n") as (port, _):
        settings.CACHES = caches_at(port)

        assert cache.set("k", 1) is False
        assert cache.get("k") is None
        assert cache.incr("k") is None


@pytest.mark.parametrize("poison", [b"\x80\x04\x95pickle", b"{not json", b"\xff\xfe", b"[" * 100_000])
def test_a_value_that_is_none_of_ours_is_a_miss(poison):
    client = caches["default"].client
    client.get_client().set(client.make_key("k"), poison)

    assert cache.get("k", "instead") == "instead"
    assert cache.get_many(["k"]) == {}
    assert cache.set("k", 1) is True
    assert cache.get("k") == 1


def test_a_key_of_another_type_is_a_miss():
    client = caches["default"].client
    client.get_client().rpush(client.make_key("k"), "a", "b")

    assert cache.get("k") is None
    assert cache.incr("k") is None


def test_raising_a_version_that_was_lost_raises_nothing():
    assert cache.incr("version") is None
    cache.set("version", 4)
    assert cache.incr("version") == 5


def test_a_value_comes_back_while_redis_is_well():
    assert cache.set("k", {"a": [1, 2]}) is True
    assert cache.get("k") == {"a": [1, 2]}
    assert cache.is_available()


def test_every_operation_of_django_redis_is_guarded():
    own = {name for name in vars(GuardedRedisCache) if not name.startswith("_")}
    unguarded = {
        name
        for name, value in vars(RedisCache).items()
        if callable(value) and not name.startswith("_") and name not in own
    }

    assert unguarded == set()
    assert set(WHEN_ABSENT) <= set(vars(RedisCache))


def test_the_log_tells_once_of_an_outage_and_names_no_key(refused, caplog):
    with caplog.at_level("WARNING", logger=guarded_cache.log.name):
        cache.get("session:secret")
        cache.get("session:secret")

    assert [record.fault for record in caplog.records] == ["ConnectionError"]
    assert "secret" not in caplog.text


def _seconds(action) -> float:
    started = time.perf_counter()
    action()
    return time.perf_counter() - started


def _until(condition, seconds: float = 3) -> bool:
    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        if condition():
            return True
        time.sleep(0.02)
    return False
