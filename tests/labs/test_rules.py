"""Laboratory results: statuses, flags, values, and what is not interpreted."""

from decimal import Decimal

import pytest

from features.foundation.clinical.interpretation import Limits
from features.labs.rules import (
    CRITICAL_FLAGS,
    FLAGS,
    NOTIFIES_AGAIN,
    STATUS_OF_OBX_11,
    SUGGESTED_CRITICAL,
    ResultStatus,
    Value,
    interpret_result,
    may_become,
    parse_value,
)

POTASSIUM = Limits(Decimal("3.5"), Decimal("5.1"), Decimal("2.8"), Decimal("6.2"))


def test_obx_11_as_published():
    words = "P preliminary R preliminary S preliminary F final U final C corrected X cancelled".split()
    words += "D entered-in-error W entered-in-error I registered".split()

    assert dict(zip(words[::2], words[1::2], strict=True)) == STATUS_OF_OBX_11
    assert set("CDW") == NOTIFIES_AGAIN


def test_flags_as_published():
    assert set(FLAGS) == set("L H LL HH < > N A AA U D B W S R I".split())
    assert set("LL HH AA".split()) == CRITICAL_FLAGS


def test_suggested_critical_limits_as_published():
    published = "2823-3 2.8 6.2 2951-2 120 160 2345-7 50 450 17861-6 6.0 13.0 19123-9 1.0 4.7 718-7 7 20 "
    published += "777-3 20 1000 6690-2 1.0 50 2744-1 7.20 7.60 6301-6 None 5.0"
    parts = published.split()
    given = {
        code: [str(limits.critical_low), str(limits.critical_high)]
        for code, (_unit, limits) in SUGGESTED_CRITICAL.items()
    }

    assert given == {parts[at]: parts[at + 1 : at + 3] for at in range(0, len(parts), 3)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("5.0", Value(Decimal("5.0"))),
        ("0", Value(Decimal("0"))),
        (">200", Value(Decimal(200), ">")),
        ("<0.01", Value(Decimal("0.01"), "<")),
        (">= 40", Value(Decimal(40), ">=")),
        (" -1.5 ", Value(Decimal("-1.5"))),
        ("1:64", Value(text="1:64")),
        ("positive", Value(text="positive")),
        ("5,1", Value(text="5,1")),
        ("NaN", Value(text="NaN")),
    ],
)
def test_a_reported_value(text, expected):
    assert parse_value(text) == expected


def test_a_number_keeps_its_digits():
    assert str(parse_value("5.00").number) == "5.00"


@pytest.mark.parametrize("text", ["1:64", "positive", "NaN", "", "  ", "1e5", "5,1"])
def test_not_a_number_in_a_numeric_test_is_an_error(text):
    with pytest.raises(ValueError, match=r"not a number|no value"):
        parse_value(text, is_numeric=True)


@pytest.mark.parametrize(
    ("text", "unit", "expected"),
    [
        ("2.8", "mmol/L", "LL"),
        ("5.1", "mmol/L", "N"),
        ("6200", "umol/L", "HH"),
        ("<2", "mmol/L", "LL"),
        ("<4", "mmol/L", None),
        ("4", "mg/dL", None),
        ("4", "", None),
        ("haemolysed", "mmol/L", None),
    ],
)
def test_what_cannot_be_compared_is_not_interpreted_and_never_normal(text, unit, expected):
    assert interpret_result(parse_value(text), unit=unit, range_unit="mmol/L", limits=POTASSIUM) == expected


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("registered", "final", True),
        ("preliminary", "final", True),
        ("final", "preliminary", False),
        ("final", "corrected", True),
        ("final", "amended", True),
        ("final", "cancelled", False),
        ("corrected", "corrected", True),
        ("cancelled", "final", False),
        ("final", "entered-in-error", True),
        ("entered-in-error", "final", False),
        ("entered-in-error", "entered-in-error", False),
        ("unknown", "final", True),
    ],
)
def test_the_life_of_a_result(old, new, expected):
    assert may_become(ResultStatus(old), ResultStatus(new)) is expected
