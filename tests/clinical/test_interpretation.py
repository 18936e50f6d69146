"""Low, normal, critical: critical limits are inclusive, normal limits exclusive, in that order."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from features.foundation.clinical.interpretation import (
    Interpretation,
    Limits,
    interpret,
    interpret_compared,
    range_words,
    worse,
)


def limits(text: str) -> Limits:
    """`low high critical_low critical_high`, a dash where there is none."""
    return Limits(*(None if part == "-" else Decimal(part) for part in text.split()))


POTASSIUM = "3.5 5.1 2.8 6.2"


@pytest.mark.parametrize(
    ("value", "given", "expected"),
    [
        ("2.8", POTASSIUM, "LL"),
        ("2.81", POTASSIUM, "L"),
        ("3.49", POTASSIUM, "L"),
        ("3.5", POTASSIUM, "N"),
        ("5.1", POTASSIUM, "N"),
        ("5.11", POTASSIUM, "H"),
        ("6.19", POTASSIUM, "H"),
        ("6.2", POTASSIUM, "HH"),
        ("0", "- 5 - -", "N"),
        ("0", "0 5 - -", "N"),
        ("0", "1 5 0 -", "LL"),
        ("9", "- - - -", "N"),
        ("9", "- 5 - -", "H"),
        ("1", "2 - - -", "L"),
        ("91", "95 - 91 -", "LL"),
        ("5", "5 5 5 -", "LL"),
    ],
)
def test_the_order_of_the_rule(value, given, expected):
    assert interpret(Decimal(value), limits(given)) == expected


@pytest.mark.parametrize(
    ("comparator", "value", "given", "expected"),
    [
        ("<", "0.01", "0.5 4 - -", "L"),
        ("<", "0.5", "0.5 4 - -", "L"),
        ("<=", "0.5", "0.5 4 - -", None),
        ("<", "2", "0.5 4 - -", None),
        ("<", "0.01", "0.5 4 0.1 -", "LL"),
        ("<", "0.2", "0.5 4 0.1 -", "L"),
        (">", "200", "- 250 - -", None),
        (">", "250", "- 250 - -", "H"),
        (">=", "250", "- 250 - -", None),
        (">", "300", "- 250 - 300", "HH"),
        ("<", "10", "- 5 - -", None),
        (">", "1", "2 - - -", None),
        ("", "6", "- 5 - -", "H"),
        ("", "3", "- 5 - -", "N"),
    ],
)
def test_a_comparator_says_as_much_as_is_certain(comparator, value, given, expected):
    assert interpret_compared(comparator, Decimal(value), limits(given)) == expected


@pytest.mark.parametrize(
    ("parts", "expected"),
    [("N L", "L"), ("L HH", "HH"), ("LL H", "LL"), ("N N", "N"), ("H L", "H"), ("N", "N")],
)
def test_the_worse_part_counts(parts, expected):
    assert worse(*map(Interpretation, parts.split())) == expected


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ("3.5 5.1 - -", "3.5–5.1"),
        ("- 5.0 - -", "<= 5.0"),
        ("40 - - -", ">= 40"),
        ("- - 1 9", ""),
        ("0 5 - -", "0–5"),
    ],
)
def test_a_range_in_words(given, words):
    assert range_words(limits(given)) == words


@pytest.mark.parametrize("given", ["5 3 - -", "3 5 4 -", "3 5 - 4", "- - 9 1", "- 5 6 -"])
def test_limits_that_do_not_ascend_are_refused(given):
    with pytest.raises(ValueError, match="ascend"):
        limits(given)


numbers = st.decimals(min_value=-100, max_value=100, places=2)


@given(bounds=st.lists(numbers, min_size=4, max_size=4).map(sorted), value=numbers, other=numbers)
def test_a_higher_value_is_never_interpreted_as_lower(bounds, value, other):
    critical_low, low, high, critical_high = bounds
    given_limits = Limits(low, high, critical_low, critical_high)
    order = list(Interpretation)
    lower, higher = sorted([value, other])

    if critical_low < critical_high:
        assert order.index(interpret(lower, given_limits)) <= order.index(interpret(higher, given_limits))
