"""Registering somebody: once, with everything that was told, and never twice by accident."""

import threading
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from features.foundation.audit.models import AuditEvent
from features.foundation.clinical.check_characters import is_mrn
from features.patients.models import Patient, PatientFacility
from features.registration.models import NotDuplicate, RegisteredIdentity
from tests.factories import PatientFactory, PayerFactory, ProviderFactory
from tests.forms.sent import opened

URL = "/registration/"
INES = {"family_name": "Almeida", "given_names": "Inês", "birth": "8 Apr 1991", "sex": "female"}


@pytest.fixture
def desk(freda, signed_in):
    return signed_in(freda)


def test_three_answers_are_enough(desk, harbour, freda):
    answer = opened(desk, URL).fill(family_name="Ng", birth="1991", sex="unknown").send()
    patient = Patient.objects.get()
    assert answer.headers["Location"] == f"/patients/{patient.public_id}/"
    assert (patient.family_name, patient.birth_date, patient.birth_precision) == (
        "Ng",
        date(1991, 1, 1),
        "year",
    )
    assert is_mrn(patient.mrn)
    assert PatientFacility.objects.get(patient=patient).facility == harbour
    assert patient.created_by == freda.public_id
    assert AuditEvent.objects.get(action="register").patient == patient.public_id


def test_everything_that_is_told_is_kept(desk, harbour):
    payer, provider = PayerFactory(name="Northfield Health"), ProviderFactory(facility=harbour)
    more = {
        "preferred_name": "Nini", "national_id": "P 99123", "phone_mobile": "212-736-5000", "email": "ines@example.org",
        "lines": "27 Harbour Row", "city": "Leeds", "postal_code": "LS1 4AP", "country": "GB",
        "contact_name": "Rui Almeida",
        "contact_relationship": "SPS", "contact_phone": "+44 20 7946 0000", "payer": str(payer.public_id),
        "member_id": "NF 4471 2086", "until": "31 Dec 2027", "subscriber_name": "Rui Almeida",
        "provider": str(provider.public_id), "language": "pt", "interpreter": "no", "consent": "active",
    }  # fmt: skip
    answer = opened(desk, URL).fill(**INES, **more).send()
    assert answer.status_code == 302
    patient = Patient.objects.get()
    assert (patient.preferred_name, patient.language, patient.needs_interpreter) == ("Nini", "pt", False)
    assert patient.primary_provider == provider
    assert patient.addresses.get().postal_code == "LS1 4AP"
    assert patient.identifiers.get().value == "P 99123"
    relative = patient.related_people.get()
    assert (relative.full_name, relative.relationship, relative.is_emergency_contact) == (
        "Rui Almeida",
        "SPS",
        True,
    )
    coverage = patient.coverages.get()
    assert (coverage.payer, coverage.member_id, coverage.ends_on) == (
        payer,
        "NF 4471 2086",
        date(2027, 12, 31),
    )
    assert patient.consents.get().status == "active"


@pytest.mark.parametrize(
    ("birth", "born", "precision", "estimated"),
    [
        ("140382", date(1982, 3, 14), "day", False),
        ("14/3/82", date(1982, 3, 14), "day", False),
        ("Mar 1982", date(1982, 3, 1), "month", False),
        ("about 40", date(1986, 1, 1), "year", True),
        ("40 y", date(1986, 1, 1), "year", True),
        ("age 0", date(2026, 1, 1), "year", True),
    ],
)
def test_a_birth_date_is_taken_as_it_is_said(birth, born, precision, estimated, desk):
    assert opened(desk, URL).fill(**{**INES, "birth": birth}).send().status_code == 302
    patient = Patient.objects.get()
    assert (patient.birth_date, patient.birth_precision, patient.birth_date_estimated) == (
        born,
        precision,
        estimated,
    )


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("family_name", "", "Fill this in."),
        ("birth", "", "Fill this in."),
        ("birth", "3/7/82", "This can be 7 Mar 1982 or 3 Jul 1982."),
        ("birth", "about 400", "Nobody is 400 years old."),
        ("birth", "31 Dec 2099", "is in the future"),
        ("birth", "30 Feb 1990", "Feb 1990 has no day 30"),
        ("sex", "", "Choose one."),
        ("phone_mobile", "555-CALL", "Write the number in digits"),
        ("email", "a@b.c, d@e.f", "Enter a valid email address"),
        ("postal_code", "<script>", "United States: a postal code is like 02139 or 02139-4307."),
        ("member_id", "NF1", "Choose whose number this is."),
        ("contact_phone", "+44 7700 900418", "Say who this is"),
        ("payer", "not-a-payer", "Select a valid choice"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_lost(field, typed, words, desk):
    answer = opened(desk, URL).fill(**{**INES, "city": "Leeds", field: typed}).send()
    assert answer.status_code == 422
    assert words in answer.text
    assert 'value="Leeds"' in answer.text
    assert not Patient.objects.exists()


def test_a_cover_that_ended_is_asked_once(desk):
    payer = PayerFactory()
    form = opened(desk, URL).fill(**INES, payer=str(payer.public_id), until="31 Dec 2025")
    answer = form.send()
    assert answer.status_code == 422
    assert "This cover ended on 31 Dec 2025." in answer.text
    again = type(form).from_answer(desk, URL, answer)
    confirmation = answer.text.partition('name="form_confirmed" value="')[2].partition('"')[0]
    assert again.fill(form_confirmed=confirmation).send().status_code == 302


def test_a_very_likely_duplicate_asks_why_and_keeps_the_reason(desk, harbour):
    known = PatientFactory(family_name="Almeida", given_names="Inês", birth_date=date(1991, 4, 8), at=harbour)
    form = opened(desk, URL).fill(**INES)
    answer = form.send()
    assert answer.status_code == 422
    assert "very likely the same" in answer.text
    assert "Why is this somebody else?" in answer.text
    assert Patient.objects.count() == 1
    assert form.fill(different="Cousins; both passports seen").send().status_code == 302
    pair = NotDuplicate.objects.get()
    assert (pair.patient, pair.reason) == (known, "Cousins; both passports seen")
    assert pair.other == Patient.objects.latest("id")


@pytest.mark.parametrize("htmx", [False, True])
def test_whom_a_refused_save_shows_stands_in_the_trail(htmx, freda, harbour, signed_in):
    known = PatientFactory(family_name="Almeida", given_names="Inês", birth_date=date(1991, 4, 8), at=harbour)
    answer = opened(signed_in(freda, htmx=htmx), URL).fill(**INES).send()
    assert known.mrn in answer.text
    assert AuditEvent.objects.filter(action="search").latest("id").shown == [known.public_id]


def test_the_same_form_sent_again_registers_nobody_else(desk):
    form = opened(desk, URL).fill(**INES)
    first, second = form.send(), form.send()
    assert first.headers["Location"] == second.headers["Location"]
    assert Patient.objects.count() == 1


def test_htmx_is_led_to_the_chart(freda, signed_in):
    answer = opened(signed_in(freda, htmx=True), URL).fill(**INES).send()
    assert answer.headers["HX-Redirect"] == f"/patients/{Patient.objects.get().public_id}/"


def test_a_registration_costs_the_same_however_many_there_are(desk, harbour):
    def cost(family: str) -> int:
        form = opened(desk, URL).fill(**{**INES, "family_name": family})
        with CaptureQueriesContext(connection) as queries:
            assert form.send().status_code == 302
        return len(queries)

    first = cost("Abara")
    for number in range(30):
        PatientFactory(family_name=f"Zulu{number}", at=harbour)
    assert cost("Okonkwo") == first


def test_the_database_refuses_the_twin_of_a_registered_identity(desk):
    opened(desk, URL).fill(**INES).send()
    identity = RegisteredIdentity.objects.get()
    other = PatientFactory()
    from django.db import IntegrityError, transaction

    with pytest.raises(IntegrityError, match="one_registration_of_an_identity"), transaction.atomic():
        RegisteredIdentity.objects.create(
            patient=other, name_key=identity.name_key, birth_date=identity.birth_date, sex=identity.sex
        )


@pytest.mark.django_db(transaction=True)
def test_two_desks_at_the_same_moment_register_one_person(freda, nadia, signed_in):
    forms = [opened(signed_in(person), URL).fill(**INES) for person in (freda, nadia)]
    answers, start = [], threading.Barrier(2)

    def send(form) -> None:
        start.wait()
        answers.append(form.send())
        connection.close()

    desks = [threading.Thread(target=send, args=[form]) for form in forms]
    for one in desks:
        one.start()
    for one in desks:
        one.join()

    assert sorted(answer.status_code for answer in answers) == [302, 422]
    assert Patient.objects.count() == 1
    (refused,) = (answer for answer in answers if answer.status_code == 422)
    assert "this person" in refused.text or "registered already" in refused.text
    assert "Why is this somebody else?" in refused.text
    assert "Use this person" in refused.text
