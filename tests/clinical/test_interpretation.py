"""Low, normal, critical: critical limits are inclusive, normal limits exclusive, in that order."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from features.foundation.clinical.interpretation import (
    NO_LIMITS,
    Interpretation,
    Limits,
    interpret,
    interpret_compared,
    range_words,
    worse,
)


def parts_of(text: str) -> list[Decimal | None]:
    return [None if part == "-" else Decimal(part) for part in text.split()]


def limits(text: str) -> Limits:
    """`low high critical_low critical_high`, a dash where none is known."""
    return Limits(*parts_of(text))


def printed(text: str) -> Limits:
    """The same as a laboratory prints it: with one normal limit alone the other side is open."""
    return Limits.as_printed(*parts_of(text))


POTASSIUM = "3.5 5.1 2.8 6.2"


def test_the_words_of_hl7():
    assert [each.value for each in Interpretation] == ["LL", "<", "L", "N", "H", ">", "HH"]


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
        ("0", "0 5 - -", "N"),
        ("0", "1 5 0 -", "LL"),
        ("5", "5 5 5 -", "LL"),
        ("91", "95 100 91 -", "LL"),
        ("95", "95 100 91 -", "N"),
    ],
)
def test_the_order_of_the_rule(value, given, expected):
    assert interpret(Decimal(value), limits(given)) == printed_too(value, given) == expected


def printed_too(value: str, given: str) -> Interpretation | None:
    return interpret(Decimal(value), printed(given))


@pytest.mark.parametrize(
    ("value", "given", "unknown", "one_sided"),
    [
        ("9", "- - - -", None, None),
        ("0", "- 5 - -", None, "N"),
        ("5", "- 5 - -", None, "N"),
        ("6", "- 5 - -", "H", "H"),
        ("1", "2 - - -", "L", "L"),
        ("2", "2 - - -", None, "N"),
        ("200", "69 - - -", None, "N"),
        ("2.8", "- - 2.8 6.2", "LL", "LL"),
        ("3.0", "- - 2.8 6.2", None, None),
        ("6.2", "- - 2.8 6.2", "HH", "HH"),
        ("3.0", "3.5 - 2.8 6.2", "L", "L"),
        ("4.0", "3.5 - 2.8 6.2", None, "N"),
        ("6.2", "3.5 - 2.8 6.2", "HH", "HH"),
        ("0", "- 5 0 -", "LL", "LL"),
        ("4", "- 5 0 -", None, "N"),
    ],
)
def test_nothing_is_normal_on_a_side_that_is_unknown_unless_it_is_open_on_purpose(
    value, given, unknown, one_sided
):
    assert (interpret(Decimal(value), limits(given)), printed_too(value, given)) == (unknown, one_sided)


def test_which_sides_a_printed_range_leaves_open():
    assert Limits.as_printed(high=Decimal(5)) == Limits(high=Decimal(5), open_below=True)
    assert Limits.as_printed(low=Decimal(40)) == Limits(low=Decimal(40), open_above=True)
    assert Limits.as_printed(Decimal(1), Decimal(2)) == Limits(Decimal(1), Decimal(2))
    assert Limits.as_printed(critical_low=Decimal(1)) == Limits(critical_low=Decimal(1))
    assert Limits.as_printed() == NO_LIMITS
    assert Limits.as_printed(source="package insert").source == "package insert"


EDGES = [
    # bound, comparator by comparator what is certain: < <= >= >
    ("2.7", "LL LL - -"),
    ("2.8", "LL LL - -"),
    ("2.81", "< < - -"),
    ("3.4", "< < - -"),
    ("3.5", "< - - -"),
    ("3.6", "- - - -"),
    ("5.0", "- - - -"),
    ("5.1", "- - - >"),
    ("5.2", "- - > >"),
    ("6.1", "- - > >"),
    ("6.2", "- - HH HH"),
    ("6.3", "- - HH HH"),
]


@pytest.mark.parametrize(("bound", "expected"), EDGES)
def test_a_bound_at_every_edge_of_a_whole_range(bound, expected):
    said = [interpret_compared(sign, Decimal(bound), limits(POTASSIUM)) for sign in ("<", "<=", ">=", ">")]

    assert [each or "-" for each in said] == expected.split()


@pytest.mark.parametrize(
    ("bound", "given", "expected"),
    [
        # <= 0.04, open below
        ("0.01", "- 0.04 - -", "N N - -"),
        ("0.04", "- 0.04 - -", "N N - H"),
        ("0.05", "- 0.04 - -", "- - H H"),
        # >= 60, open above
        ("59", "60 - - -", "L L - -"),
        ("60", "60 - - -", "L - N N"),
        ("61", "60 - - -", "- - N N"),
        # no critical limit on the side: low and high are all that is known
        ("0.5", "0.5 4 - -", "L - - -"),
        ("4", "0.5 4 - -", "- - - H"),
        # a critical limit on the open side
        ("0.02", "- 0.04 0.01 -", "- - - -"),
        ("0.01", "- 0.04 0.01 -", "LL LL - -"),
        ("70", "60 - - 90", "- - - -"),
        ("90", "60 - - 90", "- - HH HH"),
        # critical limits alone
        ("2.8", "- - 2.8 6.2", "LL LL - -"),
        ("3", "- - 2.8 6.2", "- - - -"),
        ("6.2", "- - 2.8 6.2", "- - HH HH"),
        ("3", "- - - -", "- - - -"),
        # zero and below are numbers like others
        ("0", "-2 2 -8 8", "- - - -"),
        ("-2", "-2 2 -8 8", "< - - -"),
        ("-8", "-2 2 -8 8", "LL LL - -"),
        ("0", "0 5 - -", "L - - -"),
    ],
)
def test_a_bound_at_the_edges_of_ranges_that_lack_a_limit(bound, given, expected):
    said = [interpret_compared(sign, Decimal(bound), printed(given)) for sign in ("<", "<=", ">=", ">")]

    assert [each or "-" for each in said] == expected.split()


@pytest.mark.parametrize("bound", ["0.01", "0.04"])
def test_a_bound_is_not_normal_where_the_side_is_unknown(bound):
    assert interpret_compared("<", Decimal(bound), limits("- 0.04 - -")) is None


@pytest.mark.parametrize(("value", "expected"), [("6", "H"), ("3", None), ("2.8", "LL")])
def test_without_a_comparator_it_is_the_plain_rule(value, expected):
    assert interpret_compared("", Decimal(value), limits("- 5 2.8 -")) == expected


@pytest.mark.parametrize("comparator", ["~", "=", "<<", "≤", "ad"])
def test_another_comparator_is_refused(comparator):
    with pytest.raises(ValueError, match="no comparator"):
        interpret_compared(comparator, Decimal(1), limits(POTASSIUM))


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ("N L", "L"),
        ("L HH", "HH"),
        ("LL H", "LL"),
        ("N N", "N"),
        ("H L", "H"),
        ("L H", "L"),
        ("N", "N"),
        ("L <", "<"),
        ("> H", ">"),
        ("< LL", "LL"),
        ("> HH", "HH"),
        ("N -", None),
        ("- N", None),
        ("N - N", None),
        ("- -", None),
        ("-", None),
        ("", None),
        ("L -", "L"),
        ("- HH", "HH"),
        ("N - H", "H"),
    ],
)
def test_the_worse_part_counts_and_one_that_was_not_judged_is_never_normal(parts, expected):
    given_parts = [None if part == "-" else Interpretation(part) for part in parts.split()]

    assert worse(*given_parts) == expected


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ("3.5 5.1 - -", "3.5–5.1"),
        ("- 5.0 - -", "≤ 5.0"),
        ("40 - - -", "≥ 40"),
        ("- - 1 9", ""),
        ("0 5 - -", "0–5"),
    ],
)
def test_a_range_in_words(given, words):
    assert range_words(limits(given)) == range_words(printed(given)) == words


@pytest.mark.parametrize("given", ["5 3 - -", "3 5 4 -", "3 5 - 4", "- - 9 1", "- 5 6 -"])
def test_limits_that_do_not_ascend_are_refused(given):
    with pytest.raises(ValueError, match="ascend"):
        limits(given)


@pytest.mark.parametrize(
    ("given", "side"),
    [
        ("3 5 - -", "open_below"),
        ("3 - - -", "open_below"),
        ("- - 1 -", "open_below"),
        ("3 5 - -", "open_above"),
        ("- 5 - -", "open_above"),
        ("- - - 9", "open_above"),
    ],
)
def test_a_side_is_open_only_opposite_a_limit(given, side):
    with pytest.raises(ValueError, match="open"):
        Limits(*parts_of(given), **{side: True})


numbers = st.decimals(min_value=-100, max_value=100, places=2)
bounds = st.lists(numbers, min_size=4, max_size=4).map(sorted)


@given(bounds=bounds, value=numbers, other=numbers)
def test_a_higher_value_is_never_interpreted_as_lower(bounds, value, other):
    critical_low, low, high, critical_high = bounds
    given_limits = Limits(low, high, critical_low, critical_high)
    order = list(Interpretation)
    lower, higher = sorted([value, other])

    if critical_low < critical_high:
        assert order.index(interpret(lower, given_limits)) <= order.index(interpret(higher, given_limits))


@given(bounds=bounds, bound=numbers, below=st.decimals(0, 100, places=2), strictly=st.booleans())
def test_what_is_certain_of_a_bound_holds_of_every_value_that_it_leaves_open(bounds, bound, below, strictly):
    critical_low, low, high, critical_high = bounds
    given_limits = Limits(low, high, critical_low, critical_high)
    certain = interpret_compared("<" if strictly else "<=", bound, given_limits)
    possible = interpret(bound - below - (Decimal("0.001") if strictly else 0), given_limits)

    if certain == Interpretation.BELOW_SCALE:
        assert possible in (Interpretation.LOW, Interpretation.CRITICALLY_LOW)
    elif certain is not None:
        assert possible == certain
