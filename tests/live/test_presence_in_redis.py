"""Who is in a chart and what they edit, as Redis keeps it: a hint that vanishes by itself."""

import time
from types import SimpleNamespace

import pytest
from django.core.cache import cache

from features.foundation.live import presence
from features.foundation.live.presence import STAYS_FOR, edit, leave, present, stay
from tests.records.broken_redis import caches_at, free_port, server

CHART, OTHER = "patient:1", "patient:2"
FORM = "problems-allergies"


@pytest.fixture
def told(monkeypatch) -> list[str]:
    """The topics whose pages are told that somebody came, left or edits."""
    topics: list[str] = []
    monkeypatch.setattr(presence, "publish", lambda event, topic: topics.append(topic))
    return topics


def test_who_stays_is_there_and_is_told_of_once(told):
    stay({(CHART, "nadia"), (CHART, "dan"), (OTHER, "dan")})
    stay({(CHART, "nadia")})

    assert present([CHART, OTHER]) == {
        CHART: frozenset({("nadia", ""), ("dan", "")}),
        OTHER: frozenset({("dan", "")}),
    }
    assert told == [CHART, OTHER]


def test_who_leaves_is_not_there_and_edits_nothing(told):
    stay({(CHART, "nadia")})
    edit(CHART, "nadia", FORM)
    leave(CHART, "nadia")
    stay({(CHART, "nadia")})

    assert present([CHART]) == {CHART: frozenset({("nadia", "")})}
    assert told == [CHART] * 4


def test_what_somebody_edits_is_told_until_they_close_it(told):
    stay({(CHART, "nadia")})
    edit(CHART, "nadia", FORM)
    assert present([CHART]) == {CHART: frozenset({("nadia", FORM)})}
    edit(CHART, "nadia", "")
    assert present([CHART]) == {CHART: frozenset({("nadia", "")})}


def test_who_edits_without_being_there_is_not_shown(told):
    edit(CHART, "nadia", FORM)

    assert present([CHART]).get(CHART, frozenset()) == frozenset()


def test_of_whom_nothing_is_said_any_more_is_gone_and_comes_anew(told, monkeypatch):
    stay({(CHART, "nadia")})
    later = time.time() + STAYS_FOR + 1
    monkeypatch.setattr(presence, "time", SimpleNamespace(time=lambda: later))

    assert present([CHART]) in ({}, {CHART: frozenset()})
    stay({(CHART, "dan")})
    assert present([CHART]) == {CHART: frozenset({("dan", "")})}
    told.clear()
    stay({(CHART, "nadia")})
    assert told == [CHART]


def test_nothing_that_is_kept_stays_for_ever(told):
    stay({(CHART, "nadia")})
    edit(CHART, "nadia", FORM)
    redis = cache.client.get_client()

    kept = redis.keys("chartside:present:*") + redis.keys("chartside:edits:*")
    assert len(kept) == 2
    assert all(0 < redis.ttl(key) <= 2 * STAYS_FOR for key in kept)


def test_an_open_form_is_kept_as_long_as_its_person_stays(told):
    stay({(CHART, "nadia")})
    edit(CHART, "nadia", FORM)
    redis = cache.client.get_client()
    redis.expire(f"chartside:edits:{CHART}:nadia", 1)
    stay({(CHART, "nadia")})

    assert redis.ttl(f"chartside:edits:{CHART}:nadia") > 1


def everything() -> dict:
    stay({(CHART, "nadia")})
    edit(CHART, "nadia", FORM)
    found = present([CHART])
    leave(CHART, "nadia")
    return found


def test_without_redis_nobody_is_there_and_nothing_fails(settings):
    settings.CACHES = caches_at(free_port())

    assert everything() == {}


@pytest.mark.parametrize("answer", [None, b"-OOM no memory left\r\n"], ids=["hung", "full"])
def test_whatever_redis_answers_nothing_fails(answer, settings):
    with server(answer) as (port, _):
        settings.CACHES = caches_at(port)

        assert not any(everything().values())


def test_a_key_of_another_kind_is_nobody():
    cache.client.get_client().set(f"chartside:present:{CHART}", "poison")

    assert everything() == {}


def test_nobody_is_asked_for_nothing():
    stay([])
    assert present([]) == {}
