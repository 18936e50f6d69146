"""The address of a catalogue's options: who is answered, with what, at what cost, and what hostile words do."""

import time

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from features.foundation.access.permissions import ALL_PERMISSIONS
from features.foundation.audit.models import AuditEvent, Outcome
from features.foundation.ui.fields.catalogues import catalogue
from tests.ui.fields.bad import group

ADDRESS = "/codes/allergens/"


@pytest.mark.parametrize("person", ["nadia", "dan", "paul", "olga"])
def test_who_may_read_allergies_gets_options(person, signed_in, request):
    answer = signed_in(request.getfixturevalue(person), htmx=True).post(ADDRESS, {"text": "pean"})

    assert answer.status_code == 200
    assert 'role="listbox"' in answer.content.decode()
    assert 'data-display="Peanut"' in answer.content.decode()
    assert "<html" not in answer.content.decode()
    assert answer["Cache-Control"] == "no-store, private" or "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize("person", ["freda", "lars", "petra", "adam"])
def test_who_may_not_is_refused_and_it_is_recorded(person, signed_in, request):
    answer = signed_in(request.getfixturevalue(person)).post(ADDRESS, {"text": "pean"})

    assert answer.status_code == 403
    assert AuditEvent.objects.filter(outcome=Outcome.REFUSED, category="codes").count() == 1


def test_each_catalogue_has_a_permission_of_its_own(freda, nadia, signed_in, settings):
    path, _ = settings.CODE_CATALOGUES["allergens"]
    settings.CODE_CATALOGUES = {"allergens": (path, "demographics.create")}

    assert signed_in(freda).post(ADDRESS, {"text": "pean"}).status_code == 200
    assert signed_in(nadia).post(ADDRESS, {"text": "pean"}).status_code == 403


def test_every_catalogue_is_there_and_asks_for_a_right_of_the_matrix(settings):
    for name, (_, permission) in settings.CODE_CATALOGUES.items():
        assert permission in ALL_PERMISSIONS
        assert catalogue(name).entries


def test_nobody_is_answered_who_is_not_signed_in(db):
    assert Client().post(ADDRESS, {"text": "pean"}).status_code == 302


def test_words_come_under_the_name_of_the_box_that_asks(nadia, signed_in):
    client = signed_in(nadia, htmx=True)

    answer = client.post(ADDRESS, {"row-3-substance": "pean"}, headers={"HX-Trigger-Name": "row-3-substance"})
    assert "Peanut" in answer.content.decode()
    assert client.post(ADDRESS, {"other": "pean"}).content.strip() == b""


def test_words_in_the_address_are_not_read(nadia, signed_in):
    assert signed_in(nadia, htmx=True).post(f"{ADDRESS}?text=pean").content.strip() == b""
    assert signed_in(nadia, htmx=True).get(f"{ADDRESS}?text=pean").status_code == 405


@pytest.mark.parametrize("name", ["nothing", "settings", "-", "a" * 300])
def test_a_catalogue_that_does_not_exist_is_not_found(name, nadia, signed_in):
    assert signed_in(nadia).post(f"/codes/{name}/", {"text": "pean"}).status_code == 404


def test_no_match_is_said_and_nothing_typed_asks_for_nothing(nadia, signed_in):
    client = signed_in(nadia, htmx=True)

    assert "Nothing in the list matches." in client.post(ADDRESS, {"text": "qqq"}).content.decode()
    assert client.post(ADDRESS, {"text": "  "}).content.strip() == b""


@pytest.mark.parametrize(
    "typed", [*group("T"), *group("S"), "a" * 100_000, "ſ" * 100, "%", "_", "a" * 199 + "\u0301"]
)
def test_hostile_words_find_at_most_twenty_and_come_back_nowhere(typed, nadia, signed_in):
    client = signed_in(nadia, htmx=True)
    began = time.monotonic()
    answer = client.post(ADDRESS, {"text": typed.encode("utf-8", "replace").decode()})

    assert answer.status_code == 200
    assert time.monotonic() - began < 2
    assert answer.content.decode().count('role="option"') <= 20
    assert "<script" not in answer.content.decode()
    assert "onerror" not in answer.content.decode()


def test_it_costs_one_statement_and_few_milliseconds(nadia, signed_in):
    client = signed_in(nadia, htmx=True)
    client.post(ADDRESS, {"text": "pe"})
    with CaptureQueriesContext(connection) as queries:
        client.post(ADDRESS, {"text": "pen"})
    assert len(queries) == 1, "the person with their rights"

    times = []
    for words in ("p", "pe", "pen", "a", "cillin", "milk", "vaccine", "qqq", "s", "o"):
        began = time.perf_counter()
        client.post(ADDRESS, {"text": words})
        times.append(time.perf_counter() - began)
    assert min(times) < 0.03
