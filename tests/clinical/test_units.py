"""Units: exact factors, there and back, and no guess where none is known."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from features.foundation.clinical.units import UnitsDiffer, convert, shown

PAIRS = [
    ("kg", "g"),
    ("kg", "[lb_av]"),
    ("cm", "[in_i]"),
    ("cm", "m"),
    ("Cel", "[degF]"),
    ("g/L", "g/dL"),
    ("mmol/L", "umol/L"),
]
amounts = st.decimals(min_value=-1000, max_value=1000, places=4)


@pytest.mark.parametrize(
    ("value", "unit", "to", "expected"),
    [
        ("1", "[lb_av]", "kg", "0.45359237"),
        ("1", "[in_i]", "cm", "2.54"),
        ("98.6", "[degF]", "Cel", "37"),
        ("0", "Cel", "[degF]", "32"),
        ("-40", "[degF]", "Cel", "-40"),
        ("3500", "g", "kg", "3.5"),
        ("1.83", "m", "cm", "183"),
        ("13.5", "g/dL", "g/L", "135"),
        ("88.4", "umol/L", "mmol/L", "0.0884"),
        ("0", "mm[Hg]", "mm[Hg]", "0"),
    ],
)
def test_published_factors(value, unit, to, expected):
    assert convert(Decimal(value), unit, to) == Decimal(expected)


@pytest.mark.parametrize("pair", PAIRS)
@given(value=amounts)
def test_there_and_back_is_where_it_was(pair, value):
    unit, other = pair
    assert shown(convert(convert(value, unit, other), other, unit), 4) == value


@pytest.mark.parametrize(
    ("unit", "to"),
    [("kg", "cm"), ("mg/dL", "mmol/L"), ("Cel", "K"), ("kg", ""), ("", "kg"), ("KG", "kg"), ("%", "{score}")],
)
def test_what_does_not_convert_is_said(unit, to):
    with pytest.raises(UnitsDiffer):
        convert(Decimal(1), unit, to)


@pytest.mark.parametrize(
    ("value", "places", "expected"),
    [
        ("36.056", 1, "36.1"),
        ("118.347", 0, "118"),
        ("2.4", 0, "2"),
        ("2.5", 0, "3"),
        ("0.5", 0, "1"),
        ("12.45", 1, "12.5"),
        ("-0.05", 1, "-0.1"),
        ("0", 0, "0"),
    ],
)
def test_a_value_is_shown_rounded_half_up(value, places, expected):
    assert str(shown(Decimal(value), places)) == expected
