"""Refusals and faults: plain words, a whole page or a small fragment, and nothing of the fault itself."""

import pytest
from django.db import InterfaceError, OperationalError
from django.test import Client

from features.patients.views import PatientList

MARK = "Xylophone-7731"


@pytest.fixture
def failing(monkeypatch, nadia, signed_in):
    """A browser of Nadia whose list fails with the error given."""

    def fail(error: Exception, *, htmx: bool = False):
        def listing(self):
            raise error

        monkeypatch.setattr(PatientList, "listing", listing)
        client = signed_in(nadia, htmx=htmx)
        client.raise_request_exception = False
        return client.get("/patients/")

    return fail


def test_a_fault_is_a_500_in_plain_words_without_its_text(failing):
    answer = failing(ValueError(MARK))
    assert answer.status_code == 500
    assert "<h1>" in answer.content.decode()
    assert MARK not in answer.content.decode()


@pytest.mark.parametrize("error", [OperationalError(MARK), InterfaceError(MARK)])
def test_a_database_that_is_away_is_a_503_to_try_again(error, failing):
    answer = failing(error)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert MARK not in answer.content.decode()


@pytest.mark.parametrize(("error", "status"), [(ValueError(MARK), 500), (OperationalError(MARK), 503)])
def test_a_region_gets_a_fragment_never_a_page(error, status, failing):
    answer = failing(error, htmx=True)
    assert answer.status_code == status
    assert "<html" not in answer.content.decode()
    assert 'role="alert"' in answer.content.decode()


@pytest.mark.parametrize(("htmx", "has_document"), [(False, True), (True, False)])
def test_what_is_not_there_is_told_as_page_or_fragment(htmx, has_document, nadia, signed_in):
    answer = signed_in(nadia, htmx=htmx).get("/patients/01a205c4-168f-74ce-b09e-73eed258acdb/")
    assert answer.status_code == 404
    assert ("<html" in answer.content.decode()) is has_document


def test_a_refusal_says_that_nothing_was_changed(lars, signed_in):
    answer = signed_in(lars).get("/patients/")
    assert answer.status_code == 403
    assert "role does not allow" in answer.content.decode()


def test_a_form_without_its_token_is_refused(nadia):
    client = Client(enforce_csrf_checks=True)
    client.force_login(nadia, backend="features.foundation.access.backends.RightsBackend")
    answer = client.post("/patients/find/", {"text": "okafor"})
    assert answer.status_code == 403
    assert "okafor" not in answer.content.decode()


def test_an_unknown_host_is_a_400_in_plain_words(client):
    answer = client.get("/sign-in/", headers={"Host": "evil.example"})
    assert answer.status_code == 400
    assert "evil.example" not in answer.content.decode()
