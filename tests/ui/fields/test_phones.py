"""Telephone numbers: how they are kept, what is refused, what is asked about."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from features.foundation.ui.fields.phones import PhoneField
from tests.ui.fields.bad import answer, group


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("212-555-0142", "212-555-0142"),
        ("(212) 555 0142", "212-555-0142"),
        ("2125550142", "212-555-0142"),
        ("1 212 555 0142", "212-555-0142"),
        ("+1 212 555 0142", "+1 212-555-0142"),
        ("+44 7700 900029", "+44 7700 900029"),
        ("+44 (0)7700 900029", "+44 7700 900029"),
        ("617-253-1000 ext. 12", "617-253-1000 ext. 12"),
        ("617-253-1000x12", "617-253-1000 ext. 12"),
        ("617 253 1000 extension 12", "617-253-1000 ext. 12"),
        ("tel:617", "<signs>"),
        ("555-CALL", "<signs>"),
        ("1-800-FLOWERS", "<signs>"),
        ("253-1000", "<area_code>"),
        ("61725", "<too_short>"),
        ("617-253-10001", "<too_long>"),
        ("+999 1234567", "<country>"),
        ("1", "<impossible>"),
        ("123456789012345678901", "<impossible>"),
        ("٢١٢٥٥٥٠١٤٢", "<signs>"),
        ("617-253-1000 or 617-253-1001", "<signs>"),
        ("617-253-1000\x00", "<control>"),
        ("", "<required>"),
    ],
)
def test_a_number_typed_in_the_united_states(typed, kept):
    assert answer(PhoneField(), typed) == kept


@pytest.mark.parametrize(
    ("country", "typed", "kept"),
    [
        ("GB", "07700 900029", "07700 900029"),
        ("GB", "020 7946 0000 x3", "020 7946 0000 x3"),
        ("DE", "030/901820", "030 901820"),
        ("DE", "+49 30 901820", "+49 30 901820"),
        ("CA", "416 555 0142", "416-555-0142"),
    ],
)
def test_a_number_is_written_as_people_of_the_country_write_it(country, typed, kept):
    field = PhoneField(country=country)
    assert answer(field, typed) == kept
    assert answer(field, kept) == kept


def test_machines_get_e164():
    assert PhoneField().e164("617-253-1000 ext. 12") == "+16172531000"


@pytest.mark.parametrize(
    ("kept", "is_asked_about"),
    [("617-253-1000", False), ("555-262-7029", True), ("+44 7700 900029", True), ("", False)],
)
def test_a_number_that_nobody_was_given_is_asked_about(kept, is_asked_about):
    assert bool(PhoneField(required=False).warn(kept)) == is_asked_about


@pytest.mark.parametrize("typed", group("I"))
def test_every_hostile_identifier_is_no_number(typed):
    assert answer(PhoneField(required=False), typed) in ("", "<signs>", "<impossible>", "<control>")


@given(st.one_of(st.text(max_size=40), st.from_regex(r"\+?[0-9 ().\-]{3,20}(x[0-9]{1,7})?", fullmatch=True)))
def test_whatever_is_typed_is_refused_in_words_or_stays_as_it_is_kept(typed):
    for country in ("US", "GB", "DE", "IN"):
        field = PhoneField(country=country)
        kept = answer(field, typed)
        if not kept.startswith("<"):
            assert answer(field, kept) == kept
            field.warn(kept)
