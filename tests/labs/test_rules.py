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
    WITHOUT_VALUE,
    OrderStatus,
    ReportStatus,
    ResultStatus,
    Value,
    interpret_result,
    may_become,
    parse_value,
    status_of_obx_11,
    step,
)

POTASSIUM = Limits(Decimal("3.5"), Decimal("5.1"), Decimal("2.8"), Decimal("6.2"))


def test_obx_11_as_published():
    words = "P preliminary R preliminary S preliminary F final U final C corrected X cancelled".split()
    words += "D entered-in-error W entered-in-error I registered".split()

    assert dict(zip(words[::2], words[1::2], strict=True)) == STATUS_OF_OBX_11
    assert set("CDW") == NOTIFIES_AGAIN
    assert [status_of_obx_11(code) for code in words[::2]] == words[1::2]


@pytest.mark.parametrize("code", ["", "f", "c", "Z", "PF", " F", "final", "1"])
def test_another_code_of_obx_11_is_an_error_that_quotes_it(code):
    with pytest.raises(ValueError, match=f"OBX-11 is none of C D F I P R S U W X: '{code}'"):
        status_of_obx_11(code)


@pytest.mark.parametrize(
    ("statuses", "published"),
    [
        (
            ResultStatus,
            "registered preliminary final amended corrected cancelled entered-in-error unknown",
        ),
        (
            ReportStatus,
            "registered partial preliminary final amended corrected appended cancelled entered-in-error unknown",
        ),
        (OrderStatus, "draft active on-hold revoked completed entered-in-error unknown"),
        (WITHOUT_VALUE, "registered cancelled entered-in-error unknown"),
    ],
)
def test_statuses_as_fhir_writes_them(statuses, published):
    assert [each.value for each in statuses] == published.split()


def test_flags_as_published():
    assert set(FLAGS) == set("L H LL HH < > N A AA U D B W S R I".split())
    assert set("LL HH AA".split()) == CRITICAL_FLAGS


SUGGESTED = """
2823-3  | mmol/L   | 2.8  6.2
2951-2  | mmol/L   | 120  160
2345-7  | mg/dL    | 50   450
17861-6 | mg/dL    | 6.0  13.0
19123-9 | mg/dL    | 1.0  4.7
718-7   | g/dL     | 7    20
777-3   | 10*3/uL  | 20   1000
6690-2  | 10*3/uL  | 1.0  50
2744-1  | [pH]     | 7.20 7.60
6301-6  | {INR}    | None 5.0
"""


def test_suggested_critical_limits_as_published():
    rows = [[cell.strip() for cell in line.split("|")] for line in SUGGESTED.strip().splitlines()]

    assert {
        code: (unit, [str(limits.critical_low), str(limits.critical_high)], limits.knows_normal)
        for code, (unit, limits) in SUGGESTED_CRITICAL.items()
    } == {code: (unit, critical.split(), False) for code, unit, critical in rows}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("5.0", Value(Decimal("5.0"))),
        ("0", Value(Decimal("0"))),
        (">200", Value(Decimal(200), ">")),
        ("<0.01", Value(Decimal("0.01"), "<")),
        (">= 40", Value(Decimal(40), ">=")),
        (" -1.5 ", Value(Decimal("-1.5"))),
        (".5", Value(Decimal("0.5"))),
        ("-.5", Value(Decimal("-0.5"))),
        ("+2", Value(Decimal("2"))),
        ("<.01", Value(Decimal("0.01"), "<")),
        ("<=5", Value(Decimal(5), "<=")),
        ("≥5", Value(Decimal(5), ">=")),
        ("≤ 5", Value(Decimal(5), "<=")),
        ("5.", Value(text="5.")),
        ("-", Value(text="-")),
        ("=5", Value(text="=5")),
        ("٥", Value(text="٥")),
        ("1,000", Value(text="1,000")),
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


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "^no value$"),
        ("  ", "^no value$"),
        *(
            (text, "^not a number$")
            for text in ("1:64 positive NaN Infinity 1e5 5. . - + < >= =5 <>5 --5 ٥".split())
        ),
        ("5 mmol/L", "^not a number$"),
        ("1 000", "^not a number$"),
        *(
            (text, "^not a number: write it without a comma")
            for text in ("5,1", "1,000", "1,000.5", "<1,000")
        ),
    ],
)
def test_not_a_number_in_a_numeric_test_is_an_error(text, message):
    with pytest.raises(ValueError, match=message):
        parse_value(text, is_numeric=True)


@pytest.mark.parametrize(
    ("text", "unit", "expected"),
    [
        ("2.8", "mmol/L", "LL"),
        ("5.1", "mmol/L", "N"),
        ("6200", "umol/L", "HH"),
        ("<2", "mmol/L", "LL"),
        ("<3", "mmol/L", "<"),
        (">6", "mmol/L", ">"),
        (">6.2", "mmol/L", "HH"),
        ("<4", "mmol/L", None),
        ("4", "mg/dL", None),
        ("4", "", None),
        ("haemolysed", "mmol/L", None),
    ],
)
def test_what_cannot_be_compared_is_not_interpreted_and_never_normal(text, unit, expected):
    assert interpret_result(parse_value(text), unit=unit, range_unit="mmol/L", limits=POTASSIUM) == expected


@pytest.mark.parametrize("text", ["4", ">9"])
def test_a_result_without_a_range_is_not_interpreted(text):
    assert interpret_result(parse_value(text), unit="mmol/L", range_unit="mmol/L", limits=Limits()) is None


@pytest.mark.parametrize(("text", "expected"), [("2.8", "LL"), ("3.0", None), ("4", None), ("6.2", "HH")])
def test_against_critical_limits_alone_nothing_is_normal(text, expected):
    unit, limits = SUGGESTED_CRITICAL["2823-3"]

    assert interpret_result(parse_value(text), unit=unit, range_unit=unit, limits=limits) == expected


@pytest.mark.parametrize(
    ("text", "limits", "expected"),
    [
        ("<0.01", Limits.as_printed(high=Decimal("0.04")), "N"),
        (">60", Limits.as_printed(low=Decimal(60)), "N"),
        ("0", Limits.as_printed(high=Decimal("0.04")), "N"),
        ("0", Limits(high=Decimal("0.04")), None),
    ],
)
def test_a_one_sided_range_is_normal_on_its_open_side(text, limits, expected):
    assert interpret_result(parse_value(text), unit="ng/mL", range_unit="ng/mL", limits=limits) == expected


STEPS = """
from             | registered preliminary final     amended   corrected cancelled entered-in-error unknown
registered       | repeated   advanced    advanced  corrected corrected advanced  corrected        refused
preliminary      | refused    repeated    advanced  corrected corrected advanced  corrected        refused
final            | refused    refused     repeated  corrected corrected refused   corrected        refused
amended          | refused    refused     refused   repeated  corrected refused   corrected        refused
corrected        | refused    refused     refused   corrected repeated  refused   corrected        refused
cancelled        | refused    refused     refused   refused   refused   repeated  corrected        refused
entered-in-error | refused    refused     refused   refused   refused   refused   repeated         refused
unknown          | advanced   advanced    advanced  corrected corrected advanced  corrected        repeated
"""
HEAD, *LINES = [line.replace("|", " ").split() for line in STEPS.strip().splitlines()]
STEP_OF = {(line[0], new): word for line in LINES for new, word in zip(HEAD[1:], line[1:], strict=True)}


@pytest.mark.parametrize("new", ResultStatus)
@pytest.mark.parametrize("old", ResultStatus)
def test_what_each_status_does_after_each(old, new):
    assert step(old, new) == STEP_OF[old, new]
    assert may_become(old, new) is (STEP_OF[old, new] != "refused")
