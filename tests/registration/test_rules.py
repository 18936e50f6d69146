"""The evidence that two people are the same: each piece with its weight, symmetric, twins below true duplicates."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from features.registration.duplicates import near_dates
from features.registration.rules import About, How, Person, compare

INES = Person(
    family_name="Almeida",
    given_names="Inês",
    birth_date=date(1991, 4, 8),
    sex="female",
    phones=frozenset({"0900418"}),
    email="ines@example.org",
    postal_code="LS1 4AP",
    identifiers=frozenset({("passport", "P99123")}),
)
BARE = replace(INES, phones=frozenset(), email="", postal_code="", identifiers=frozenset())


@pytest.mark.parametrize(
    ("change", "about", "how", "weight"),
    [
        ({}, About.BIRTH_DATE, How.SAME, 6),
        ({"birth_date": date(1991, 8, 4)}, About.BIRTH_DATE, How.SWAPPED, 5),
        ({"birth_date": date(1991, 4, 9)}, About.BIRTH_DATE, How.ONE_DIGIT, 4),
        ({"birth_date": date(1981, 4, 8)}, About.BIRTH_DATE, How.ONE_DIGIT, 4),
        ({"birth_date": date(1991, 1, 1), "is_day_known": False}, About.BIRTH_DATE, How.YEAR, 2),
        ({"birth_date": date(1992, 1, 1), "is_day_known": False}, About.BIRTH_DATE, How.YEAR, 2),
        ({"birth_date": date(1970, 12, 24)}, About.BIRTH_DATE, How.OTHER, -4),
        ({}, About.FAMILY_NAME, How.SAME, 5),
        ({"family_name": "ALMEIDA"}, About.FAMILY_NAME, How.SAME, 5),
        ({"family_name": "Almeída"}, About.FAMILY_NAME, How.ACCENTS, 5),
        ({"family_name": "Almeyda"}, About.FAMILY_NAME, How.NEAR, 4),
        ({"family_name": "Almieda"}, About.FAMILY_NAME, How.NEAR, 4),
        ({"family_name": "Almeida Santos"}, About.FAMILY_NAME, How.PART, 4),
        ({"family_name": "Almeidaves"}, About.FAMILY_NAME, How.ALIKE, 3),
        ({"family_name": "Okafor"}, About.FAMILY_NAME, How.OTHER, -3),
        ({"given_names": "Ines"}, About.GIVEN_NAME, How.ACCENTS, 4),
        ({"given_names": "Inez"}, About.GIVEN_NAME, How.NEAR, 3),
        ({"given_names": "Inês Beatriz"}, About.GIVEN_NAME, How.PART, 3),
        ({"given_names": "Rui"}, About.GIVEN_NAME, How.OTHER, -4),
        ({"given_names": "Beatriz Inês"}, About.GIVEN_NAME, How.PART, 3),
        ({"given_names": "Almeida", "family_name": "Inês"}, About.NAMES, How.SWAPPED, 8),
        ({}, About.PHONE, How.SAME, 6),
        ({"email": "INES@example.org"}, About.EMAIL, How.SAME, 4),
        ({"postal_code": "ls14ap"}, About.POSTCODE, How.SAME, 3),
        ({"sex": "male"}, About.SEX, How.OTHER, -4),
        ({}, About.IDENTIFIER, How.SAME, 10),
        ({"family_name": "Okafor"}, About.IDENTIFIER, How.USED_TWICE, 0),
        ({"birth_date": date(1970, 12, 24)}, About.IDENTIFIER, How.USED_TWICE, 0),
        ({"given_names": "Beatriz"}, About.TWIN, How.OTHER, -9),
    ],
)
def test_each_piece_of_evidence_has_its_weight(change, about, how, weight):
    found = {(one.about, one.how): one.weight for one in compare(INES, replace(INES, **change)).evidence}
    assert found.get((about, how)) == weight


@pytest.mark.parametrize(("one", "other"), [("Elizabeth", "Liz"), ("Bob", "Robert"), ("José", "Pepe")])
def test_short_forms_are_evidence(one, other):
    (found,) = (
        evidence
        for evidence in compare(replace(BARE, given_names=one), replace(BARE, given_names=other)).evidence
        if evidence.about == About.GIVEN_NAME
    )
    assert found.how == How.SHORT_FORM


@pytest.mark.parametrize("sex", ["unknown"])
def test_an_unknown_sex_says_nothing(sex):
    assert not [one for one in compare(INES, replace(INES, sex=sex)).evidence if one.about == About.SEX]


@pytest.mark.parametrize(
    "typo",
    [
        {"family_name": "Almeyda", "birth_date": date(1991, 4, 9)},
        {"family_name": "Almieda", "birth_date": date(1991, 8, 4)},
        {"family_name": "Almeda", "birth_date": date(1981, 4, 8)},
    ],
)
def test_twins_stand_below_a_true_duplicate_with_two_slips(typo):
    """Even where nothing else is known of the duplicate, and everything of the household of the twins."""
    duplicate = compare(BARE, replace(BARE, **typo))
    twin = compare(INES, replace(INES, given_names="Beatriz", identifiers=frozenset()))
    assert twin.weight < duplicate.weight
    assert twin.is_twin
    assert not twin.is_very_likely


def test_the_same_person_typed_again_is_very_likely():
    assert compare(BARE, BARE).is_very_likely
    assert compare(replace(INES, birth_date=date(1991, 8, 4), family_name="Almeyda"), INES).is_very_likely


def test_two_strangers_are_not_shown():
    stranger = Person(family_name="Okafor", given_names="Amara", birth_date=date(1960, 1, 1), sex="female")
    assert not compare(INES, stranger).is_possible


def test_nothing_known_is_no_evidence():
    assert compare(Person(), Person()).evidence == ()
    assert compare(Person(family_name="A"), Person()).evidence == ()


people = st.builds(
    Person,
    family_name=st.sampled_from(["", "Almeida", "Almeyda", "Ng", "O’Brien", "van der Berg"]),
    given_names=st.sampled_from(["", "Inês", "Ines", "Liz", "Elizabeth Ana", "Beatriz Ana"]),
    birth_date=st.none() | st.dates(date(1900, 1, 1), date(2026, 1, 1)),
    is_day_known=st.booleans(),
    sex=st.sampled_from(["female", "male", "other", "unknown"]),
    phones=st.frozensets(st.sampled_from(["0900418", "5550142"])),
    email=st.sampled_from(["", "a@b.org"]),
    postal_code=st.sampled_from(["", "LS1 4AP"]),
)


@given(people, people)
def test_the_evidence_is_the_same_in_both_directions(one, other):
    assert compare(one, other).evidence == compare(other, one).evidence


def test_near_dates_are_one_slip_away():
    near = set(near_dates(date(1991, 4, 8)))
    assert {date(1991, 8, 4), date(1991, 4, 9), date(1981, 4, 8), date(1991, 1, 8)} <= near
    assert date(1991, 4, 8) not in near
    assert len(near) < 40
