"""Check characters: what the MRN's and the NPI's find, and the little that they are known to miss."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from features.foundation.clinical.check_characters import (
    ALPHABET,
    complete_mrn,
    is_mrn,
    is_npi,
    mrn_check_character,
)

MISSED = {"0Y", "Y0"}
"""Luhn mod 30 does not find that the first and the last sign of the alphabet changed places."""
NPI_MISSED = {"09", "90"}
"""The same of Luhn mod 10."""

numbers = st.integers(min_value=1, max_value=10**12)
bodies = st.text(alphabet=ALPHABET, min_size=1, max_size=15)


@pytest.mark.parametrize(
    ("number", "mrn"), [(10000, "10000X"), (10001, "10001V"), (10002, "10002T"), (100000, "100000Y")]
)
def test_the_published_mrns(number, mrn):
    assert complete_mrn(number) == mrn
    assert is_mrn(mrn)


@pytest.mark.parametrize(
    "text", ["10002T1", "10000V", "10002", "", "X", "10000x", " 10000X", "1000OX", "10000-X", "１0000X"]
)
def test_what_is_no_mrn(text):
    assert not is_mrn(text)


def test_signs_that_are_misread_for_others_are_not_in_the_alphabet():
    assert len(ALPHABET) == len(set(ALPHABET)) == 30
    assert not set("BIOQSZ") & set(ALPHABET)


@given(numbers)
def test_every_number_has_one_check_character(number):
    assert is_mrn(complete_mrn(number))
    assert [sign for sign in ALPHABET if is_mrn(f"{number}{sign}")] == [complete_mrn(number)[-1]]


@given(bodies, st.data())
def test_one_wrong_character_is_always_found(body, data):
    mrn = body + mrn_check_character(body)
    place = data.draw(st.integers(0, len(mrn) - 1))
    wrong = data.draw(st.sampled_from("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
    assume(wrong != mrn[place])

    assert not is_mrn(mrn[:place] + wrong + mrn[place + 1 :])


@given(bodies, st.data())
def test_two_neighbours_that_changed_places_are_found_except_the_known_pair(body, data):
    mrn = body + mrn_check_character(body)
    place = data.draw(st.integers(0, len(mrn) - 2))
    pair = mrn[place : place + 2]
    assume(pair[0] != pair[1])
    swapped = mrn[:place] + pair[::-1] + mrn[place + 2 :]

    assert is_mrn(swapped) == (pair in MISSED)


def test_what_is_missed_names_nobody():
    """Our numbers are digits and Y stands only at their end: changed places, it is in the number itself."""
    assert is_mrn("100000Y")
    assert is_mrn("10000Y0")
    assert not "10000Y0"[:-1].isdigit()


@pytest.mark.parametrize(
    ("npi", "is_valid"),
    [
        ("1234567893", True),
        ("1234567890", False),
        ("123456789", False),
        ("12345678933", False),
        ("3234567899", False),
        ("0234567895", False),
        ("", False),
        ("12345678X3", False),
        ("123456789３", False),
        (" 1234567893", False),
    ],
)
def test_npis(npi, is_valid):
    assert is_npi(npi) is is_valid


npis = st.integers(min_value=100_000_000, max_value=299_999_999).map(
    lambda number: next(f"{number}{check}" for check in range(10) if is_npi(f"{number}{check}"))
)


@given(npis, st.integers(0, 9), st.integers(0, 9))
def test_one_wrong_digit_of_an_npi_is_always_found(npi, place, wrong):
    assume(npi[place] != str(wrong))

    assert not is_npi(f"{npi[:place]}{wrong}{npi[place + 1 :]}")


@given(npis, st.integers(0, 8))
def test_two_neighbours_of_an_npi_that_changed_places_are_found_except_the_known_pair(npi, place):
    pair = npi[place : place + 2]
    assume(pair[0] != pair[1])
    swapped = npi[:place] + pair[::-1] + npi[place + 2 :]
    assume(swapped[0] in "12")

    assert is_npi(swapped) == (pair in NPI_MISSED)
