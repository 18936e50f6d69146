"""The search box and the page of who was found: what they cost, what they record, whom they open."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from features.foundation.audit.models import AuditEvent
from features.patients.models import Patient, PatientFacility
from tests.factories import AllergyFactory, PatientFactory, ProblemFactory


@pytest.fixture
def elsewhere(hillside) -> Patient:
    return PatientFactory(family_name="Almeida", given_names="Rui", at=hillside)


@pytest.fixture
def ines(harbour) -> Patient:
    return PatientFactory(family_name="Almeida", given_names="Inês", at=harbour)


@pytest.mark.parametrize(("text", "statements"), [("almeida", 4), ("", 3)])
def test_suggestions_cost_the_same_for_few_and_for_many(text, statements, harbour, ines, freda, signed_in):
    client = signed_in(freda, htmx=True)
    for more in (0, 30):
        for number in range(more):
            PatientFactory(family_name="Almeida", given_names=f"Given{number}", at=harbour)
        with CaptureQueriesContext(connection) as queries:
            answer = client.post("/patients/suggestions/", {"text": text})
        assert len(queries) == statements
    assert len(answer.content) < 20_000


def test_the_page_of_who_was_found_costs_five_statements(ines, freda, signed_in):
    client = signed_in(freda)
    url = client.post("/patients/find/", {"text": "almeida"}).headers["Location"]
    assert "almeida" not in url.lower()
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(url)
    assert len(queries) == 5
    assert "<mark>Almeida,</mark>" in answer.text
    row = AuditEvent.objects.filter(action="search").latest("id")
    assert (row.query, row.shown) == ("almeida", [ines.public_id])


def test_a_search_of_another_session_leads_to_the_list(ines, freda, nadia, signed_in):
    url = signed_in(freda).post("/patients/find/", {"text": "almeida"}).headers["Location"]
    assert signed_in(nadia).get(url).headers["Location"] == "/patients/"


def test_whoever_is_chosen_is_opened(ines, freda, signed_in):
    answer = signed_in(freda).post("/patients/find/", {"chosen": str(ines.public_id), "text": "almeida"})
    assert answer.headers["Location"] == f"/patients/{ines.public_id}/"
    assert not AuditEvent.objects.filter(action="link").exists()


def test_choosing_somebody_of_another_facility_lists_them_here(elsewhere, freda, harbour, signed_in):
    client = signed_in(freda)
    assert client.get(f"/patients/{elsewhere.public_id}/").status_code == 404
    answer = client.post("/patients/find/", {"chosen": str(elsewhere.public_id)})
    assert client.get(answer.headers["Location"]).status_code == 200
    link = PatientFacility.objects.get(patient=elsewhere, facility=harbour)
    assert link.linked_by == freda.public_id
    assert AuditEvent.objects.get(action="link").patient == elsewhere.public_id


@pytest.mark.parametrize("who", ["petra", "nobody"])
def test_nobody_is_opened_who_may_not_be(who, elsewhere, freda, petra, signed_in):
    person = petra if who == "petra" else freda
    chosen = str(elsewhere.public_id if who == "petra" else uuid4())
    assert signed_in(person).post("/patients/find/", {"chosen": chosen}).status_code == 404
    assert PatientFacility.objects.filter(patient=elsewhere).count() == 1
    assert AuditEvent.objects.filter(outcome="refused").exists()


def test_a_restricted_patient_is_not_opened_by_their_id(elsewhere, freda, signed_in):
    Patient.objects.filter(pk=elsewhere.pk).update(restricted=True)
    assert signed_in(freda).post("/patients/find/", {"chosen": str(elsewhere.public_id)}).status_code == 404
    assert PatientFacility.objects.filter(patient=elsewhere).count() == 1


def test_both_readings_of_a_date_and_a_repaired_mrn_are_said(ines, freda, signed_in):
    client = signed_in(freda, htmx=True)
    words = client.post("/patients/suggestions/", {"text": "3/7/82"}).text
    assert "7 Mar 1982" in words
    assert "3 Jul 1982" in words
    wrong = ines.mrn[:-1] + ("A" if ines.mrn[-1] != "A" else "C")
    assert f"did you mean {ines.mrn}?" in client.post("/patients/suggestions/", {"text": wrong}).text


def test_nothing_clinical_is_said_of_anybody(ines, freda, signed_in):
    ProblemFactory(patient=ines, display="Malaria")
    AllergyFactory(patient=ines, display="Malathion")
    client = signed_in(freda, htmx=True)
    for text in ("almeida", "malaria", "malathion"):
        assert "Mala" not in client.post("/patients/suggestions/", {"text": text}).text
