"""Whom a search finds, why, and whom it never shows."""

from datetime import date, timedelta

import pytest
from django.db import connection

from features.foundation.access.models import User
from features.foundation.records.clock import now
from features.patients.models import (
    CareTeamMember,
    Findable,
    NameUse,
    NearWord,
    Patient,
    PatientFacility,
    PatientIdentifier,
    PatientName,
)
from features.patients.searching import recently_opened, search
from tests.factories import CoverageFactory, PatientFactory, ProviderFactory


@pytest.fixture
def ines(harbour) -> Patient:
    """Inês Beatriz Almeida, once Inês Costa, called Nini, member of a fund, with a passport."""
    patient = PatientFactory(
        family_name="Almeida", given_names="Inês Beatriz", preferred_name="Nini", birth_date=date(1991, 4, 8),
        phone_mobile="+44 7700 900418", email="ines@example.org", at=harbour,
    )  # fmt: skip
    PatientName.objects.create(patient=patient, use=NameUse.OLD, family_name="Costa", given_names="Inês")
    CoverageFactory(patient=patient, member_id="NF 4471 2086")
    PatientIdentifier.objects.create(patient=patient, system="urn:passport", value="P-991 23X")
    return patient


@pytest.fixture
def others(harbour, hillside) -> list[Patient]:
    names = [
        ("Almond", "Ida"),
        ("Alves", "Inga"),
        ("Smith", "Elizabeth"),
        ("O’Brien", "Mary"),
        ("李", "小龙"),
    ]
    return [
        PatientFactory(
            family_name=family, given_names=given, birth_date=date(1950, 1, number + 1), at=harbour
        )
        for number, (family, given) in enumerate(names)
    ]


def names(found) -> list[str]:
    return [match.known.family_name for match in found.matches]


@pytest.mark.parametrize(
    "text",
    [
        "almeida", "Almeida, Inês", "ines almeida", "INES ALM", "beatriz almeida", "alm in", "almeyda", "almedia ines",
        "almeida inez", "nini", "costa", "ines costa", "8/4/91", "4/8/91", "1991-04-08", "8 apr 91", "080491",
        "almeida 91",
        "ines 0804", "ines 0408", "07700 900 418", "+447700900418", "7700-900-418", "NF 4471 2086",
        "nf44712086", "44712086", "p99123x", "P-991 23X", "ines@example.org", "almeida 1991 07700900418",
    ],
)  # fmt: skip
def test_somebody_is_found_by_whatever_one_remembers(text, ines, others, freda):
    assert names(search(text=text, by=freda))[:1] == ["Almeida"], text


@pytest.mark.parametrize(
    "text",
    [
        "almeida 92",
        "ines 0508",
        "almeida costas 1991-04-09",
        "zzz",
        "09 09 1909",
        "%",
        "_",
        "'",
        "\\",
        "' OR 1=1 --",
        ":*",
    ],
)
def test_what_does_not_fit_finds_nobody(text, ines, others, freda):
    assert names(search(text=text, by=freda)) == []


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("almeyda", "one letter off “almeyda”"),
        ("liz", "“liz” for Elizabeth"),
        ("costa", "also known as Costa, Inês"),
        ("nini", "also known as Nini"),
        ("07700900418", "+44 7700 900418"),
        ("nf44712086", "number NF 4471 2086"),
        ("ines@example.org", "ines@example.org"),
    ],
)
def test_each_row_says_why(text, reason, ines, others, freda):
    assert search(text=text, by=freda).matches[0].reasons == [reason]


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("almeida", ["Almeida,"]),
        ("ines alm", ["Alm", "Inês"]),
        ("almeyda", ["Almeida,"]),
        ("o'brien", ["O’Brien,"]),
    ],
)
def test_the_part_that_fits_is_marked(text, marked, ines, others, freda):
    assert [piece.text for piece in search(text=text, by=freda).matches[0].name if piece.is_marked] == marked


def test_a_wrong_check_character_finds_whom_the_digits_mean(ines, freda):
    wrong = ines.mrn[:-1] + ("A" if ines.mrn[-1] != "A" else "C")
    found = search(text=wrong, by=freda)
    assert found.sought.repaired == ines.mrn
    assert names(found) == ["Almeida"]
    assert found.matches[0].marked == {"mrn"}


def test_exact_names_stand_before_beginnings_and_these_before_slips(harbour, freda):
    for family in ("Marten", "Martinez", "Martin"):
        PatientFactory(family_name=family, given_names="Jo", at=harbour)
    assert names(search(text="martin", by=freda)) == ["Martin", "Martinez", "Marten"]


def test_one_letter_alone_finds_families_that_begin_with_it(ines, others, freda):
    assert names(search(text="a", by=freda)) == ["Almeida", "Almond", "Alves"]


def test_the_desk_finds_people_of_the_whole_organisation_and_others_do_not(hillside, freda, petra):
    PatientFactory(family_name="Elsewhere", at=hillside)
    assert names(search(text="elsewhere", by=freda)) == ["Elsewhere"]
    assert not search(text="elsewhere", by=freda).matches[0].known.is_listed
    assert names(search(text="elsewhere", by=petra)) == []


def test_a_restricted_patient_is_found_by_their_care_team_only(ines, freda, dan, harbour):
    Patient.objects.filter(pk=ines.pk).update(restricted=True)
    assert names(search(text="almeida", by=freda)) == []
    assert names(search(text="almeida", by=dan)) == []
    CareTeamMember.objects.create(
        patient=ines,
        provider=ProviderFactory(user=dan, facility=harbour),
        starts_on=now().date() - timedelta(days=1),
    )
    assert names(search(text="almeida", by=dan)) == ["Almeida"]


def test_twenty_are_shown_and_more_are_told(harbour, freda):
    for number in range(25):
        PatientFactory(family_name="Many", given_names=f"Given {number}", at=harbour)
    found = search(text="many given", by=freda)
    assert len(found.matches) == 20
    assert found.is_more


def test_somebody_who_works_nowhere_finds_nobody(ines, freda):
    User.objects.filter(pk=freda.pk).update(facility=None)
    assert names(search(text="almeida", by=User.objects.with_rights(freda.pk))) == []


def test_the_terms_follow_every_change(ines, freda):
    Patient.objects.filter(pk=ines.pk).update(family_name="Nguyen", phone_mobile="")
    assert names(search(text="nguyne", by=freda)) == ["Nguyen"]
    assert names(search(text="07700900418", by=freda)) == []
    PatientName.objects.filter(patient=ines).update(family_name="Silva")
    assert names(search(text="silva", by=freda)) == ["Nguyen"]
    assert names(search(text="costa", by=freda)) == []
    ines.coverages.update(member_id="ZZ1234567")
    assert names(search(text="zz1234567", by=freda)) == ["Nguyen"]
    ines.identifiers.all().delete()
    assert names(search(text="p99123x", by=freda)) == []


def test_a_change_that_tells_nothing_new_writes_no_terms(ines):
    def place() -> str:
        with connection.cursor() as cursor:
            cursor.execute("SELECT ctid::text FROM patients_findable WHERE patient_id = %s", [ines.pk])
            return cursor.fetchone()[0]

    before = place()
    Patient.objects.filter(pk=ines.pk).update(status="inactive")
    ines.coverages.update(plan="Gold")
    assert place() == before


def test_each_word_is_learned_with_its_deletions(ines):
    found = set(NearWord.objects.filter(word="almeida").values_list("deletion", flat=True))
    assert found == {"almeida", "lmeida", "ameida", "aleida", "almida", "almeda", "almeia", "almeid"}
    ines.refresh_from_db()
    assert Findable.objects.get(patient=ines).name_key == ines.name_key


def test_those_opened_last_stand_first(ines, others, freda, signed_in):
    assert recently_opened(by=freda) == []
    client = signed_in(freda)
    for patient in (others[0], ines):
        client.get(f"/patients/{patient.public_id}/")
    assert [match.known.family_name for match in recently_opened(by=freda)] == ["Almeida", "Almond"]
    PatientFacility.objects.filter(patient=ines).delete()
    assert [match.known.family_name for match in recently_opened(by=freda)] == ["Almond"]
