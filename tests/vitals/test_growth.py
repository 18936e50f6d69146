"""z-scores and centiles of children, against the tables and the results that WHO publishes."""

from decimal import Decimal
from statistics import NormalDist

import pytest

from features.vitals.growth.scores import (
    Compared,
    Unscored,
    centile_words,
    compare,
    curve,
    value_at,
    z_score,
    z_words,
)
from features.vitals.growth.tables import MEASURES, Lms, Sex, lms_at

BOY, GIRL = Sex.MALE, Sex.FEMALE


def months(number: int) -> int:
    """An age of so many months, each of 30.4375 days, in days: whole for every sixteenth month."""
    assert number % 16 == 0
    return number // 16 * 487


@pytest.mark.parametrize(
    ("measure", "sex", "age", "power", "median", "variation"),
    [
        # WHO Child Growth Standards, by the day.
        ("weight", BOY, 0, 0.3487, 3.3464, 0.14602),
        ("weight", BOY, 100, 0.1682, 6.5699, 0.11588),
        ("weight", BOY, 365, 0.0645, 9.6460, 0.10925),
        ("weight", GIRL, 0, 0.3809, 3.2322, 0.14171),
        ("height", BOY, 730, 1, 87.8018, 0.03479),
        ("height", BOY, 731, 1, 87.1303, 0.03508),
        ("height", BOY, 987, 1, 93.6743, 0.03772),
        ("height", GIRL, 0, 1, 49.1477, 0.03790),
        ("head_circumference", BOY, 0, 1, 34.4618, 0.03686),
        ("head_circumference", GIRL, 1826, 1, 49.9225, 0.02850),
        # WHO Reference 2007, by the month; between two months it is interpolated.
        ("bmi", BOY, months(64), -0.8089, 15.2605, 0.08464),
        ("bmi", GIRL, months(144), -1.4006, 17.9966, 0.13129),
        ("height", BOY, months(144), 1, 149.0807, 0.04753),
        ("height", GIRL, months(128), 1, 142.8534, 0.04597),
        ("weight", BOY, months(112), -0.6543, 29.0731, 0.15581),
    ],
)
def test_the_tables_are_those_of_who(measure, sex, age, power, median, variation):
    found = lms_at(MEASURES[measure], sex, age)

    assert found == pytest.approx(Lms(power, median, variation), abs=1e-6)


@pytest.mark.parametrize(
    ("measure", "sex", "age", "value", "z"),
    [
        # Results that WHO states for its own programs anthro and anthroplus.
        ("height", BOY, 987, "72.2", "-6.08"),
        ("height", GIRL, 731, "77.5", "-2.55"),
        # The middle of the table.
        ("weight", BOY, 100, "6.57", "0.00"),
        ("bmi", BOY, months(64), "15.3", "0.03"),
    ],
)
def test_scores_are_those_of_who(measure, sex, age, value, z):
    found = compare(MEASURES[measure], sex, Decimal(value), age)

    assert isinstance(found, Compared)
    assert found.z == pytest.approx(Decimal(z), abs=Decimal("0.01"))


@pytest.mark.parametrize(
    ("measure", "sex", "age", "values"),
    [
        ("weight", BOY, 365, [6.9, 7.7, 8.6, 9.6, 10.8, 12.0, 13.3]),
        ("bmi", GIRL, 3652, [12.4, 13.5, 14.8, 16.6, 19.0, 22.6, 28.4]),
    ],
)
def test_curves_are_those_of_the_published_charts(measure, sex, age, values):
    """Of boys at a year and of girls at ten, from -3 to +3 SD, as the charts print them with one decimal."""
    found = [curve(MEASURES[measure], sex, z, [age])[0] for z in range(-3, 4)]

    assert found == [(age, pytest.approx(value, abs=0.051)) for value in values]


def test_a_weight_beyond_three_deviations_goes_in_steps_of_the_last_one_a_height_does_not():
    lms = Lms(-0.5, 10, 0.12)
    second, third = value_at(lms, 2), value_at(lms, 3)
    lower, lowest = value_at(lms, -2), value_at(lms, -3)

    assert z_score(lms, third, restricted=True) == pytest.approx(3)
    assert z_score(lms, third + 2 * (third - second), restricted=True) == pytest.approx(5)
    assert z_score(lms, lowest - (lower - lowest), restricted=True) == pytest.approx(-4)
    assert z_score(lms, third + 2 * (third - second), restricted=False) < 4.6


@pytest.mark.parametrize(
    ("measure", "is_restricted"), [("weight", 1), ("bmi", 1), ("height", 0), ("head_circumference", 0)]
)
def test_only_what_is_of_weight_is_restricted(measure, is_restricted):
    assert MEASURES[measure].by_weight == is_restricted


def test_a_power_of_zero_is_the_logarithm():
    lms = Lms(0, 10, 0.1)

    assert z_score(lms, 11, restricted=False) == pytest.approx(0.9531, abs=1e-4)
    assert value_at(lms, 1) == pytest.approx(11.0517, abs=1e-4)


@pytest.mark.parametrize(
    ("measure", "last"), [("weight", 3652), ("height", 6939), ("bmi", 6939), ("head_circumference", 1856)]
)
@pytest.mark.parametrize("sex", Sex)
def test_every_day_until_the_last_has_a_row_and_none_after_it(measure, last, sex):
    table = MEASURES[measure]

    assert all(lms_at(table, sex, day) for day in range(last + 1))
    assert lms_at(table, sex, last + 1) is None
    assert lms_at(table, sex, -1) is None
    assert compare(table, sex, Decimal(50), last + 1) == Unscored.NO_TABLE


@pytest.mark.parametrize("sex", Sex)
def test_the_reference_of_2007_begins_where_the_standards_of_2006_end(sex):
    """WHO has joined them so that they hardly differ; an age read in the wrong unit would."""
    last, first = (lms_at(MEASURES["height"], sex, day).median for day in (1856, 1857))

    assert abs(last - first) < 1


def test_without_sex_or_exact_age_there_is_a_reason_and_no_score():
    weight = MEASURES["weight"]

    assert compare(weight, None, Decimal(10), 365) == Unscored.NO_SEX
    assert compare(weight, BOY, Decimal(10), None) == Unscored.NO_BIRTH_DATE


def test_what_is_shown_is_scored():
    bmi = MEASURES["bmi"]

    assert compare(bmi, BOY, Decimal("16.349"), 900) == compare(bmi, BOY, Decimal("16.3"), 900)
    assert compare(bmi, BOY, Decimal("16.35"), 900) == compare(bmi, BOY, Decimal("16.4"), 900)


@pytest.mark.parametrize(
    ("z", "words", "centile"),
    [
        ("0.00", "0.00", "50.0"),
        ("1.20", "+1.20", "88.5"),
        ("-1.88", "−1.88", "3.0"),
        ("-3.00", "−3.00", "0.1"),
        ("-3.40", "−3.40", "<0.1"),
        ("3.00", "+3.00", "99.9"),
        ("3.40", "+3.40", ">99.9"),
        ("12.00", "+12.00", ">99.9"),
    ],
)
def test_scores_and_centiles_in_words(z, words, centile):
    assert z_words(Decimal(z)) == words
    assert centile_words(100 * NormalDist().cdf(float(z))) == centile
