"""How many the list holds: asked for by itself, capped, and cached under a version."""

import pytest
from django.core.cache import cache

from features.patients import counting
from features.patients.services import forget_lists
from tests.factories import PatientFactory


def words(response) -> str:
    return response.content.decode().split(">", 1)[1].split("<")[0]


def test_the_count_is_in_words(ward, nadia, signed_in):
    client = signed_in(nadia, htmx=True)
    assert words(client.get("/patients/count/")) == "30 patients"
    assert words(client.get("/patients/count/?status=inactive")) == "10 patients match"
    assert words(client.get("/patients/count/?status=deceased")) == "0 patients match"


def test_one_is_one(harbour, nadia, signed_in):
    PatientFactory(at=harbour)
    assert words(signed_in(nadia, htmx=True).get("/patients/count/")) == "1 patient"


def test_more_than_the_cap_is_not_counted_out(ward, nadia, signed_in, monkeypatch):
    monkeypatch.setattr(counting, "CAP", 12)
    monkeypatch.setattr("features.patients.views.finding.CAP", 12)
    assert words(signed_in(nadia, htmx=True).get("/patients/count/")) == "12+ patients"


def test_a_count_is_kept_until_the_list_changes(
    ward, harbour, nadia, signed_in, django_capture_on_commit_callbacks
):
    client = signed_in(nadia, htmx=True)
    assert words(client.get("/patients/count/")) == "30 patients"
    PatientFactory(at=harbour)
    assert words(client.get("/patients/count/")) == "30 patients", "it was not cached"
    with django_capture_on_commit_callbacks(execute=True):
        forget_lists(facilities=[harbour.public_id])
    assert words(client.get("/patients/count/")) == "31 patients"


def test_no_name_is_in_a_key(ward, nadia, signed_in):
    client = signed_in(nadia)
    url = client.post("/patients/find/", {"text": "family3"}).headers["Location"]
    client.get(url.replace("/patients/found/", "/patients/count/"))
    keys = cache.keys("*")
    assert any("patient-count" in key for key in keys)
    assert not [key for key in keys if "family3" in key.lower()]


@pytest.mark.parametrize("user", ["nadia", "dan"])
def test_mine_is_counted_for_each_person(user, ward, request, signed_in):
    expected = {"nadia": "30 patients", "dan": "10 patients match"}
    client = signed_in(request.getfixturevalue(user), htmx=True)
    assert words(client.get("/patients/count/?mine=yes")) == expected[user]
