"""Which settings are chosen, and what production refuses to start with."""

import pytest

from tests.settings.started import PRODUCTION, started

REFUSED = "django.core.exceptions.ImproperlyConfigured: "


def production(*names, without=(), **changes):
    given = {name: value for name, value in {**PRODUCTION, **changes}.items() if name not in without}
    return started(*names, **given)


def test_without_a_word_it_is_a_developers_machine():
    local = started("DEMO_CLINIC_ALLOWED", "SESSION_COOKIE_SECURE", "ALLOWED_HOSTS", "DEBUG").settings

    assert local == {
        "DEMO_CLINIC_ALLOWED": True,
        "SESSION_COOKIE_SECURE": False,
        "ALLOWED_HOSTS": ["localhost", "127.0.0.1", "[::1]"],
        "DEBUG": False,
    }


@pytest.mark.parametrize("name", ["prod", "Production", "production ", "", "../local"])
def test_an_unknown_environment_is_refused_and_the_known_ones_are_named(name):
    refusal = started(CHARTSIDE_ENV=name).refusal

    assert (
        refusal
        == f"{REFUSED}CHARTSIDE_ENV is {name!r}; it must be one of local, testing, staging, production."
    )


@pytest.mark.parametrize("environment", ["production", "staging"])
def test_everything_that_is_missing_is_named_at_once(environment):
    refusal = started(CHARTSIDE_ENV=environment).refusal

    missing = "CHARTSIDE_SECRET_KEY, CHARTSIDE_DRAFT_KEYS, DATABASE_URL, REDIS_URL, CHARTSIDE_ALLOWED_HOSTS"
    assert refusal == f"{REFUSED}Missing in the environment: {missing}."


@pytest.mark.parametrize(
    "name",
    ["CHARTSIDE_SECRET_KEY", "CHARTSIDE_DRAFT_KEYS", "DATABASE_URL", "REDIS_URL", "CHARTSIDE_ALLOWED_HOSTS"],
)
@pytest.mark.parametrize("how", ["absent", "empty"])
def test_each_of_them_is_needed(name, how):
    refusal = production(without={name}).refusal if how == "absent" else production(**{name: ""}).refusal

    assert refusal == f"{REFUSED}Missing in the environment: {name}."


@pytest.mark.parametrize(
    "key",
    [
        "local-only-" + "0" * 48,
        "testing-only-abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJ",
        "django-insecure-abcdefghijklmnopqrstuvwxyz0123456789ABCDEF",
        "abcdefghijklmnopqrstuvwxyz0123456789",
        "a" * 80,
        "change-me",
    ],
)
def test_a_default_or_weak_secret_is_refused_and_not_repeated(key):
    started = production(CHARTSIDE_SECRET_KEY=key)

    assert started.refusal.startswith(f"{REFUSED}CHARTSIDE_SECRET_KEY is a default or too weak")
    assert key not in started.refusal


@pytest.mark.parametrize("name", ["DEBUG", "CHARTSIDE_DEBUG"])
@pytest.mark.parametrize("value", ["1", "true", "on", "yes", "TRUE"])
def test_debug_is_refused(name, value):
    assert production(**{name: value}).refusal == f"{REFUSED}DEBUG must be off in production."


def test_a_flag_that_is_neither_on_nor_off_is_refused():
    assert production(CHARTSIDE_DEBUG="maybe").refusal == f"{REFUSED}CHARTSIDE_DEBUG must be on or off."


def test_a_stopped_clock_is_refused():
    assert "freezes the clock" in production(CHARTSIDE_NOW="2026-03-14T14:05:00+00:00").refusal


def test_only_postgresql_will_do():
    assert "PostgreSQL" in production(DATABASE_URL="sqlite:///chartside.db").refusal


@pytest.mark.parametrize("environment", ["production", "staging"])
def test_what_protects_patients_is_on_whatever_the_environment_says(environment):
    settings = production(
        "DEBUG",
        "MFA_REQUIRED",
        "DEMO_CLINIC_ALLOWED",
        "CLOCK_FROZEN_AT",
        "SESSION_COOKIE_SECURE",
        "CSRF_COOKIE_SECURE",
        "SESSION_COOKIE_HTTPONLY",
        "SESSION_COOKIE_NAME",
        "CSRF_COOKIE_NAME",
        "SECURE_SSL_REDIRECT",
        "SECURE_REFERRER_POLICY",
        CHARTSIDE_ENV=environment,
        CHARTSIDE_MFA_REQUIRED="off",
        PORT="8001",
    ).settings

    assert settings == {
        "DEBUG": False,
        "MFA_REQUIRED": True,
        "DEMO_CLINIC_ALLOWED": False,
        "CLOCK_FROZEN_AT": "",
        "SESSION_COOKIE_SECURE": True,
        "CSRF_COOKIE_SECURE": True,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_NAME": "__Host-chartside-session",
        "CSRF_COOKIE_NAME": "__Host-chartside-csrf",
        "SECURE_SSL_REDIRECT": True,
        "SECURE_REFERRER_POLICY": "same-origin",
    }


def test_the_workings_are_shown_in_staging_and_never_in_production():
    assert production("SHOW_WORKINGS").settings == {"SHOW_WORKINGS": False}
    assert production("SHOW_WORKINGS", CHARTSIDE_ENV="staging").settings == {"SHOW_WORKINGS": True}


def test_the_content_policy_allows_nothing_unsafe_anywhere():
    for policy in (started("SECURE_CSP").settings, production("SECURE_CSP").settings):
        assert policy["SECURE_CSP"]["default-src"] == ["'self'"]
        assert not any(
            word in source
            for sources in policy["SECURE_CSP"].values()
            for source in sources
            for word in ("unsafe", "data:", "*", "http:")
        )


def test_hosts_may_be_listed_with_spaces():
    hosts = production("ALLOWED_HOSTS", CHARTSIDE_ALLOWED_HOSTS="a.example.org, b.example.org,").settings

    assert hosts == {"ALLOWED_HOSTS": ["a.example.org", "b.example.org"]}


def test_any_host_is_refused_in_production():
    assert "CHARTSIDE_ALLOWED_HOSTS" in production(CHARTSIDE_ALLOWED_HOSTS="*").refusal


@pytest.mark.parametrize("port", ["8000", "8001"])
def test_cookies_of_two_checkouts_on_one_machine_do_not_meet(port):
    """Cookies ignore ports, so the port stands in their names; also when nobody names it."""
    given = {} if port == "8000" else {"PORT": port}
    cookies = started("SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME", **given).settings

    assert cookies == {
        "SESSION_COOKIE_NAME": f"chartside-session-{port}",
        "CSRF_COOKIE_NAME": f"chartside-csrf-{port}",
    }


def test_the_clock_may_be_stopped_on_a_developers_machine():
    moment = "2026-03-14T14:05:00+00:00"

    assert started("CLOCK_FROZEN_AT", CHARTSIDE_NOW=moment).settings == {"CLOCK_FROZEN_AT": moment}


def test_the_second_factor_may_be_asked_for_on_a_developers_machine():
    assert started("MFA_REQUIRED").settings == {"MFA_REQUIRED": False}
    assert started("MFA_REQUIRED", CHARTSIDE_MFA_REQUIRED="on").settings == {"MFA_REQUIRED": True}


@pytest.mark.parametrize(
    "keys",
    [
        "bG9jYWwtb25seS1sb2NhbC1vbmx5LWxvY2FsLW9ubHk=",
        "change-me",
        "c2hvcnQ=",
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
        f"{PRODUCTION['CHARTSIDE_DRAFT_KEYS']},change-me",
    ],
)
def test_a_default_or_broken_draft_key_is_refused_and_not_repeated(keys):
    started = production(CHARTSIDE_DRAFT_KEYS=keys)

    assert "CHARTSIDE_DRAFT_KEYS holds a default or something that is no key" in started.refusal
    assert keys not in started.output


def test_several_draft_keys_are_read_in_their_order():
    first, second = PRODUCTION["CHARTSIDE_DRAFT_KEYS"], "YW5vdGhlci1rZXktZm9yLXRoaXMtdGVzdC0wMTIzNDU="
    keys = production("DRAFT_KEYS", CHARTSIDE_DRAFT_KEYS=f"{first}, {second}").settings["DRAFT_KEYS"]

    assert keys == [first, second]
