"""Limits of children, month by month, as they are published."""

import re
from decimal import Decimal
from itertools import pairwise

import pytest

from features.foundation.clinical.interpretation import NO_LIMITS, Limits
from features.vitals.rules import ADULT_FROM, DEFAULT, SIGNS, UNREVIEWED, limits_for

PUBLISHED = """
0-2: 113-171; 25-60 · 3-5: 108-167; 28-52 · 6-8: 104-160; 26-49 · 9-11: 101-160; 24-46 · 12-17: 97-157; 23-43 ·
18-23: 92-154; 21-40 · 24-35: 87-150; 20-37 · 36-47: 82-146; 19-35 · 48-71: 77-142; 18-33 · 72-95: 71-137; 17-31 ·
96-143: 66-129; 16-28 · 144-179: 61-121; 15-25 · 180-215: 57-115; 14-23
"""
"""Completed months: pulse; respiratory rate."""
LEAST_SYSTOLIC = """
0-2: 59 · 3-11: 69 · 12-23: 72 · 24-35: 74 · 36-47: 76 · 48-71: 78 · 72-95: 82 · 96-143: 86 · 144-215: 90
"""


def rows(published: str) -> list[list[int]]:
    return [[int(part) for part in re.findall(r"\d+", row)] for row in published.split("·")]


def between(low: int, high: int) -> Limits:
    return Limits(Decimal(low), Decimal(high), source=UNREVIEWED)


@pytest.mark.parametrize("published", [PUBLISHED, LEAST_SYSTOLIC], ids=["ranges", "systolic"])
def test_the_bands_follow_one_another_from_birth_to_18_years(published):
    ages = [row[:2] for row in rows(published)]

    assert (ages[0][0], ages[-1][1]) == (0, ADULT_FROM - 1)
    assert all(earlier[1] + 1 == later[0] for earlier, later in pairwise(ages))


@pytest.mark.parametrize("row", rows(PUBLISHED), ids=lambda row: f"{row[0]}-{row[1]} months")
def test_every_month_of_a_band_has_its_ranges(row):
    first, last, *ranges = row
    for months in range(first, last + 1):
        assert limits_for("pulse", months) == between(*ranges[:2])
        assert limits_for("respiratory_rate", months) == between(*ranges[2:])


@pytest.mark.parametrize("row", rows(LEAST_SYSTOLIC), ids=lambda row: f"{row[0]}-{row[1]} months")
def test_every_month_of_a_band_has_its_least_systolic_pressure(row):
    first, last, least = row
    for months in range(first, last + 1):
        assert limits_for("systolic", months) == Limits(low=Decimal(least), source=UNREVIEWED)


def adults(sign: str, source: str) -> Limits:
    return Limits(*SIGNS[sign].normal, *SIGNS[sign].critical, source=source)


@pytest.mark.parametrize(
    "sign", ["systolic", "diastolic", "pulse", "respiratory_rate", "temperature", "spo2"]
)
def test_limits_of_adults_begin_at_216_months(sign):
    assert ADULT_FROM == 216
    assert limits_for(sign, 216) == limits_for(sign, 1200) == adults(sign, DEFAULT)
    assert limits_for(sign, 215) != adults(sign, DEFAULT)


@pytest.mark.parametrize("months", [0, 2, 36, 143, 215])
@pytest.mark.parametrize("sign", ["temperature", "spo2"])
def test_children_have_the_numbers_of_adults_unreviewed_where_silence_would_hide_danger(sign, months):
    assert limits_for(sign, months) == adults(sign, UNREVIEWED)


@pytest.mark.parametrize("months", range(ADULT_FROM))
def test_whatever_limits_a_child_has_carry_the_mark(months):
    known = {sign: limits_for(sign, months) for sign in SIGNS if limits_for(sign, months) != NO_LIMITS}

    assert set(known) == {"systolic", "pulse", "respiratory_rate", "temperature", "spo2"}
    assert {limits.source for limits in known.values()} == {UNREVIEWED}


@pytest.mark.parametrize(
    "sign", ["weight", "height", "head_circumference", "muac", "pain", "oxygen_flow", "fio2"]
)
@pytest.mark.parametrize("months", [0, 215, 216, 1200])
def test_a_sign_without_a_normal_range_has_no_limits_at_any_age(sign, months):
    assert limits_for(sign, months) == NO_LIMITS


def test_the_words_of_the_marks():
    assert UNREVIEWED == "unreviewed: facility must approve"
    assert DEFAULT == "default: facility must approve"
