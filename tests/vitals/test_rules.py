"""Vital signs: each row of the table as it is published, ages, and what is shown is what is judged."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from features.foundation.clinical.interpretation import Limits
from features.vitals.rules import (
    ADULT_FROM,
    BANDS,
    BLOOD_PRESSURE_PANELS,
    SIGN_OF_CODE,
    SIGNS,
    Acvpu,
    band_of,
    bmi,
    bmi_class,
    judged,
    limits_for,
    muac_class,
)

PUBLISHED = """
systolic           | 8480-6  | mm[Hg]  | 20-350  | 60-250  | 90-139    | 80 180
diastolic          | 8462-4  | mm[Hg]  | 0-250   | 30-150  | 50-89     | 40 120
pulse              | 8867-4  | /min    | 0-350   | 30-220  | 60-100    | 40 131
temperature        | 8310-5  | Cel     | 10-48   | 33-41.5 | 36.1-37.9 | 35.0 41.0
spo2               | 59408-5 | %       | 0-100   | 70-100  | 95-100    | 91
respiratory_rate   | 9279-1  | /min    | 0-120   | 6-60    | 12-20     | 8 25
weight             | 29463-7 | kg      | 0.2-650 |         |           |
height             | 8302-2  | cm      | 20-280  |         |           |
head_circumference | 9843-4  | cm      | 10-80   |         |           |
muac               | 56072-2 | cm      | 4-60    |         |           |
pain               | 72514-3 | {score} | 0-10    |         |           |
oxygen_flow        | 3151-8  | L/min   | 0-70    | 0-15    |           |
fio2               | 3150-0  | %       | 21-100  |         |           |
"""
ROWS = [[cell.strip() for cell in line.split("|")] for line in PUBLISHED.strip().splitlines()]
ADULT = 40 * 12


def numbers(cell: str) -> list[Decimal]:
    return [Decimal(part) for part in cell.replace("-", " ").split()]


def known(pair) -> list[Decimal]:
    return [limit for limit in pair or () if limit is not None]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_a_sign_is_as_published(row):
    name, code, unit, hard, soft, normal, critical = row
    sign = SIGNS[name]

    assert (sign.codes[0], sign.unit) == (code, unit)
    assert [known(pair) for pair in (sign.hard, sign.soft, sign.normal, sign.critical)] == [
        numbers(cell) for cell in (hard, soft, normal, critical)
    ]


def test_the_table_is_complete():
    assert {row[0] for row in ROWS} == set(SIGNS)
    assert [a.value for a in Acvpu] == list("ACVPU")
    assert BLOOD_PRESSURE_PANELS == ("85354-9", "55284-4")
    assert (SIGN_OF_CODE["8331-1"], SIGN_OF_CODE["2708-6"]) == ("temperature", "spo2")


@pytest.mark.parametrize(
    ("sign", "value", "months", "expected"),
    [
        ("respiratory_rate", "8", ADULT, "LL"),
        ("respiratory_rate", "9", ADULT, "L"),
        ("respiratory_rate", "12", ADULT, "N"),
        ("respiratory_rate", "20", ADULT, "N"),
        ("respiratory_rate", "21", ADULT, "H"),
        ("respiratory_rate", "25", ADULT, "HH"),
        ("spo2", "91", ADULT, "LL"),
        ("spo2", "91.5", ADULT, "L"),
        ("spo2", "91.4", ADULT, "LL"),
        ("spo2", "94", ADULT, "L"),
        ("spo2", "95", ADULT, "N"),
        ("spo2", "100", ADULT, "N"),
        ("pulse", "0", ADULT, "LL"),
        ("pulse", "40", ADULT, "LL"),
        ("pulse", "131", ADULT, "HH"),
        ("temperature", "36.056", ADULT, "N"),
        ("temperature", "36.04", ADULT, "L"),
        ("temperature", "35.04", ADULT, "LL"),
        ("temperature", "37.94", ADULT, "N"),
        ("temperature", "37.95", ADULT, "H"),
        ("systolic", "180", ADULT, "HH"),
        ("systolic", "139.4", ADULT, "N"),
        ("systolic", "118.347", ADULT, "N"),
        ("diastolic", "0", ADULT, "LL"),
        ("diastolic", "120", ADULT, "HH"),
        ("pulse", "112", 2, "L"),
        ("pulse", "113", 2, "N"),
        ("pulse", "113", 144, "N"),
        ("pulse", "122", 144, "H"),
        ("systolic", "58", 0, "L"),
        ("systolic", "89", 215, "L"),
        ("systolic", "90", 215, None),
        ("systolic", "200", 215, None),
        ("systolic", "200", 36, None),
        ("systolic", "75", 36, "L"),
        ("systolic", "200", 216, "HH"),
        ("weight", "200", ADULT, None),
        ("diastolic", "20", 215, None),
        ("pain", "9", ADULT, None),
        ("pain", "9", 36, None),
        ("spo2", "80", 36, "LL"),
        ("spo2", "91", 0, "LL"),
        ("spo2", "92", 215, "L"),
        ("spo2", "95", 36, "N"),
        ("temperature", "35.0", 0, "LL"),
        ("temperature", "36.04", 36, "L"),
        ("temperature", "36.1", 36, "N"),
        ("temperature", "38", 215, "H"),
        ("temperature", "41.0", 36, "HH"),
    ],
)
def test_a_value_is_judged_as_it_is_shown(sign, value, months, expected):
    assert judged(sign, Decimal(value), months) == expected


def test_a_facility_judges_by_its_own_limits():
    own = Limits.as_printed(high=Decimal(120), critical_high=Decimal(160))

    assert judged("systolic", Decimal("120.4"), ADULT, own) == "N"
    assert judged("systolic", Decimal("120.5"), ADULT, own) == "H"
    assert judged("systolic", Decimal("70"), ADULT, own) == "N"
    assert judged("systolic", Decimal("70"), ADULT, Limits(high=Decimal(120))) is None
    assert judged("systolic", Decimal("200"), ADULT, Limits()) is None
    assert judged("spo2", Decimal("80"), 36, Limits(Decimal(70), Decimal(100))) == "N"


@given(months=st.integers(min_value=0, max_value=ADULT_FROM - 1))
def test_every_age_of_a_child_meets_exactly_one_band(months):
    ends = [*(band.from_months for band in BANDS[1:]), ADULT_FROM]
    met = [band for band, end in zip(BANDS, ends, strict=True) if band.from_months <= months < end]

    assert met == [band_of(months)]
    assert limits_for("pulse", months).critical_low is None


@pytest.mark.parametrize(
    ("weight", "height", "expected"), [("70", "175", "22.9"), ("80.05", "179", "25.0"), ("0.9", "35", "7.3")]
)
def test_the_bmi_has_one_decimal(weight, height, expected):
    assert str(bmi(Decimal(weight), Decimal(height))) == expected


@pytest.mark.parametrize(
    ("index", "expected"),
    [
        ("15.9", "severe thinness"),
        ("15.95", "moderate thinness"),
        ("16", "moderate thinness"),
        ("16.9", "moderate thinness"),
        ("17", "mild thinness"),
        ("18.4", "mild thinness"),
        ("18.44", "mild thinness"),
        ("18.5", "normal"),
        ("24.9", "normal"),
        ("24.95", "overweight"),
        ("25", "overweight"),
        ("29.9", "overweight"),
        ("30", "obesity I"),
        ("34.9", "obesity I"),
        ("35", "obesity II"),
        ("39.9", "obesity II"),
        ("40", "obesity III"),
    ],
)
def test_exact_limits_have_a_class(index, expected):
    assert bmi_class(Decimal(index), 228) == expected


@pytest.mark.parametrize(
    ("months", "expected"), [(0, ""), (216, ""), (227, ""), (228, "normal"), (1000, "normal")]
)
def test_classes_of_adults_begin_at_19_years(months, expected):
    assert bmi_class(Decimal("22.9"), months) == expected


@pytest.mark.parametrize(
    ("arm", "months", "expected"),
    [
        ("11.4", 12, "severe acute malnutrition"),
        ("11.44", 12, "severe acute malnutrition"),
        ("11.45", 12, "moderate acute malnutrition"),
        ("11.46", 12, "moderate acute malnutrition"),
        ("11.5", 12, "moderate acute malnutrition"),
        ("12.4", 59, "moderate acute malnutrition"),
        ("12.44", 59, "moderate acute malnutrition"),
        ("12.45", 59, "adequate"),
        ("12.5", 6, "adequate"),
        ("11", 5, ""),
        ("11", 60, ""),
    ],
)
def test_the_upper_arm_of_6_to_59_months(arm, months, expected):
    assert muac_class(Decimal(arm), months) == expected


def test_a_facility_classes_by_its_own_limits():
    own = ((Decimal("23"), "normal"), (None, "above"))

    assert [bmi_class(Decimal(index), ADULT, own) for index in ("22.94", "22.95")] == ["normal", "above"]
    assert [muac_class(Decimal(arm), 12, own) for arm in ("22.94", "22.95")] == ["normal", "above"]


def test_how_each_sign_is_typed_and_shown():
    with_one_decimal = {"temperature", "weight", "head_circumference", "muac", "oxygen_flow"}

    assert {name for name, sign in SIGNS.items() if sign.places == 1} == with_one_decimal
    assert {sign.places for name, sign in SIGNS.items() if name not in with_one_decimal} == {0}
    assert {name for name, sign in SIGNS.items() if sign.whole} == {"spo2", "pain"}
