"""Who may be the same, shown while one types; and using that record instead."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from features.foundation.audit.models import AuditEvent
from features.patients.models import NameUse, Patient, PatientAddress, PatientFacility, PatientName
from tests.factories import PatientFactory

URL = "/registration/candidates/"


@pytest.fixture
def ines(hillside) -> Patient:
    patient = PatientFactory(
        family_name="Almeida", given_names="Inês", birth_date=date(1991, 4, 8), phone_mobile="+44 7700 900418",
        email="ines@example.org", at=hillside,
    )  # fmt: skip
    PatientAddress.objects.create(patient=patient, postal_code="LS1 4AP")
    PatientName.objects.create(patient=patient, use=NameUse.OLD, family_name="Costa", given_names="Inês")
    return patient


@pytest.fixture
def ask(freda, signed_in):
    client = signed_in(freda, htmx=True)
    return lambda **typed: client.post(URL, typed)


@pytest.mark.parametrize(
    "typed",
    [
        {"family_name": "Almeida", "given_names": "Inês", "birth": "8 Apr 1991"},
        {"family_name": "Almeyda", "given_names": "Ines", "birth": "4 Aug 1991"},
        {"family_name": "Almeida", "given_names": "Ines", "birth": "8 Apr 1981"},
        {"family_name": "Alameida", "given_names": "Ines", "birth": "8 May 1991"},
        {"family_name": "Inês", "given_names": "Almeida", "birth": "8 Apr 1991"},
        {"family_name": "Costa", "given_names": "Ines", "birth": "8 Apr 1991"},
        {"family_name": "Almeida", "given_names": "Ines", "birth": "1991"},
        {"given_names": "Ines", "phone_mobile": "+44 7700 900418"},
        {"given_names": "Ines", "phone_home": "+44 7700 900418"},
        {"given_names": "Inês", "family_name": "Almeida", "email": "INES@example.org"},
    ],
)
def test_somebody_is_recognised(typed, ines, ask):
    answer = ask(**typed)
    assert "Almeida, Inês" in answer.text
    assert AuditEvent.objects.filter(action="search").latest("id").shown == [ines.public_id]


@pytest.mark.parametrize(
    "typed",
    [
        {},
        {"family_name": "Almeida"},
        {"family_name": "Okafor", "birth": "8 Apr 1960"},
        {"birth": "x", "sex": "?"},
    ],
)
def test_nobody_is_shown_who_is_only_a_little_alike(typed, ines, ask):
    answer = ask(**typed)
    assert answer.status_code == 200
    assert "Almeida" not in answer.text
    assert "Nobody so far" in answer.text


def test_the_evidence_is_told_with_its_weight(ines, ask):
    words = " ".join(
        ask(
            family_name="Almeyda", given_names="Ines", birth="4 Aug 1991", phone_mobile="+44 7700 900418"
        ).text.split()
    )
    for said in (
        "+6",
        "same last seven digits",
        "+5",
        "day and month swapped",
        "one letter off",
        "the same without accents",
    ):
        assert said in words
    assert "very likely the same" in words


def test_a_twin_is_called_so(ines, ask):
    words = ask(
        family_name="Almeida",
        given_names="Beatriz",
        birth="8 Apr 1991",
        phone_mobile="+44 7700 900418",
        postal_code="LS1 4AP",
    ).text
    assert "perhaps a twin" in words
    assert "very likely" not in words


def test_a_restricted_record_is_told_without_a_name(ines, ask):
    Patient.objects.filter(pk=ines.pk).update(restricted=True)
    words = ask(family_name="Almeida", given_names="Inês", birth="8 Apr 1991").text
    assert "A restricted record" in words
    assert ines.mrn not in words
    assert "Almeida" not in words
    assert str(ines.public_id) not in words


def test_it_costs_the_same_for_few_and_for_many(ines, harbour, ask):
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            ask(family_name="Almeida", given_names="Inês", birth="8 Apr 1991")
        return len(queries)

    ask(family_name="x", birth="1990")
    first = cost()
    for number in range(30):
        PatientFactory(
            family_name="Almeida", given_names=f"Inês {number}", birth_date=date(1991, 4, 8), at=harbour
        )
    assert cost() == first <= 4


def test_their_record_is_used_and_listed_here(ines, freda, harbour, signed_in):
    answer = signed_in(freda).post("/registration/use/", {"chosen": str(ines.public_id)})
    assert answer.headers["Location"] == f"/patients/{ines.public_id}/"
    assert PatientFacility.objects.filter(patient=ines, facility=harbour).exists()


def test_nothing_clinical_is_told(ines, ask):
    from tests.factories import AllergyFactory, ProblemFactory

    ProblemFactory(patient=ines, display="Malaria")
    AllergyFactory(patient=ines, display="Malathion")
    assert "Mala" not in ask(family_name="Almeida", given_names="Inês", birth="8 Apr 1991").text
