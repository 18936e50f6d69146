"""Ages as the NHS writes them; days are the finest unit, because a date of birth is a date."""

from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from features.foundation.clinical.ages import Age, Precision, age, completed_months, possible_months

dates = st.dates(min_value=date(1880, 1, 1), max_value=date(2100, 12, 31))
spans = st.integers(min_value=0, max_value=140 * 366)

RULE = [
    # born, on, the age
    ("2026-03-14", "2026-03-14", Age(0, "d")),
    ("2026-03-13", "2026-03-14", Age(1, "d")),
    ("2026-02-15", "2026-03-14", Age(27, "d")),
    ("2026-02-14", "2026-03-14", Age(4, "w", 0, "d")),
    ("2026-02-04", "2026-03-14", Age(5, "w", 3, "d")),
    ("2025-03-15", "2026-03-14", Age(52, "w", 0, "d")),
    ("2025-03-14", "2026-03-14", Age(12, "mo", 0, "d")),
    ("2024-09-10", "2026-03-14", Age(18, "mo", 4, "d")),
    ("2024-03-15", "2026-03-14", Age(23, "mo", 27, "d")),
    ("2024-03-14", "2026-03-14", Age(2, "y", 0, "mo")),
    ("2022-11-02", "2026-03-14", Age(3, "y", 4, "mo")),
    ("2008-03-15", "2026-03-14", Age(17, "y", 11, "mo")),
    ("2008-03-14", "2026-03-14", Age(18, "y")),
    ("1958-06-02", "2026-03-14", Age(67, "y")),
    ("1921-11-04", "2026-03-14", Age(104, "y")),
]
LEAP_DAY = [
    # A month or year too short for the day of birth is completed on its morrow: 29 February on 1 March.
    ("2024-02-29", "2024-03-27", Age(27, "d")),
    ("2024-02-29", "2024-03-28", Age(4, "w", 0, "d")),
    ("2024-02-29", "2025-02-28", Age(52, "w", 1, "d")),
    ("2024-02-29", "2025-03-01", Age(12, "mo", 0, "d")),
    ("2024-02-29", "2026-02-28", Age(23, "mo", 30, "d")),
    ("2024-02-29", "2026-03-01", Age(2, "y", 0, "mo")),
    ("2024-02-29", "2028-02-28", Age(3, "y", 11, "mo")),
    ("2024-02-29", "2028-02-29", Age(4, "y", 0, "mo")),
    ("2008-02-29", "2026-02-28", Age(17, "y", 11, "mo")),
    ("2008-02-29", "2026-03-01", Age(18, "y")),
    ("2024-01-31", "2025-02-28", Age(12, "mo", 28, "d")),
    ("2024-01-31", "2025-03-01", Age(13, "mo", 0, "d")),
    ("2024-01-31", "2025-03-30", Age(13, "mo", 29, "d")),
    ("2024-01-31", "2025-03-31", Age(14, "mo", 0, "d")),
    ("2024-09-30", "2026-02-28", Age(16, "mo", 29, "d")),
    ("2024-09-30", "2026-03-14", Age(17, "mo", 13, "d")),
]
PARTIAL = [
    # born (the first day of what is known), precision, the age on 14 March 2026
    ("1958-06-01", Precision.MONTH, Age(67, "y")),
    ("2008-03-01", Precision.MONTH, Age(18, "y")),
    ("2008-04-01", Precision.MONTH, Age(17, "y", 11, "mo")),
    ("2024-03-01", Precision.MONTH, Age(2, "y", 0, "mo")),
    ("2024-04-01", Precision.MONTH, Age(23, "mo")),
    ("2025-11-01", Precision.MONTH, Age(4, "mo")),
    ("2026-03-01", Precision.MONTH, Age(0, "mo")),
    ("1990-01-01", Precision.YEAR, Age(36, "y")),
    ("2025-01-01", Precision.YEAR, Age(1, "y")),
    ("2026-01-01", Precision.YEAR, Age(0, "y")),
    ("1990-01-01", Precision.UNKNOWN, None),
]


@pytest.mark.parametrize(("born", "on", "expected"), RULE + LEAP_DAY)
def test_the_age_of_somebody_born_on_a_day(born, on, expected):
    assert age(date.fromisoformat(born), date.fromisoformat(on)) == expected


@pytest.mark.parametrize(("born", "precision", "expected"), PARTIAL)
def test_no_unit_is_finer_than_what_is_known_of_the_birth_date(born, precision, expected):
    assert age(date.fromisoformat(born), date(2026, 3, 14), precision) == expected


def test_somebody_who_is_not_born_yet_has_no_age():
    for precision in Precision:
        assert age(date(2026, 3, 15), date(2026, 3, 14), precision) is None


@pytest.mark.parametrize(
    ("born", "on", "months"),
    [
        ("2024-01-31", "2024-02-29", 0),
        ("2024-01-31", "2024-03-01", 1),
        ("2024-02-29", "2025-02-28", 11),
        ("2024-02-29", "2025-03-01", 12),
        ("2025-12-15", "2026-01-14", 0),
        ("2025-12-15", "2026-01-15", 1),
        ("2026-03-14", "2026-03-14", 0),
    ],
)
def test_completed_months(born, on, months):
    assert completed_months(date.fromisoformat(born), date.fromisoformat(on)) == months


@given(dates, spans, st.sampled_from(Precision))
def test_an_age_is_never_negative_and_its_smaller_unit_never_overflows(born, span, precision):
    shown = age(born, born + timedelta(days=span), precision)

    if shown is None:
        assert precision == Precision.UNKNOWN
        return
    assert shown.amount >= 0
    assert 0 <= shown.more < {"mo": 12, "d": 31 if shown.unit == "mo" else 7, "": 1}[shown.more_unit]
    assert (shown.unit, shown.more_unit) in {
        ("d", ""),
        ("w", "d"),
        ("mo", "d"),
        ("mo", ""),
        ("y", "mo"),
        ("y", ""),
    }


@given(dates, spans)
def test_each_age_is_written_in_exactly_one_unit_and_the_units_meet_without_a_gap(born, span):
    """28 days, and the first, second and eighteenth birthday, each belong to the unit that begins there."""
    on = born + timedelta(days=span)
    shown = age(born, on)
    begins = {"d": born, "w": born + timedelta(days=28), "mo": birthday(born, 1), "y": birthday(born, 2)}
    ends = {"d": begins["w"], "w": begins["mo"], "mo": begins["y"], "y": date.max}

    assert begins[shown.unit] <= on < ends[shown.unit]
    if shown.unit == "y":
        assert (shown.more_unit == "mo") == (on < birthday(born, 18))


@given(dates, spans)
@example(date(2024, 2, 29), 365)
@example(date(2024, 1, 31), 394)
@example(date(2023, 12, 30), 425)
def test_the_next_day_is_never_younger_and_skips_no_day(born, span):
    today = born + timedelta(days=span)
    now, next_day = age(born, today), age(born, today + timedelta(days=1))

    if now.more_unit == next_day.more_unit == "d" and now.unit == next_day.unit:
        if now.amount == next_day.amount:
            assert next_day.more == now.more + 1
        else:
            assert (next_day.amount, next_day.more) == (now.amount + 1, 0)
    elif now.unit == next_day.unit:
        assert (next_day.amount, next_day.more) >= (now.amount, now.more)


@given(dates, st.integers(min_value=0, max_value=120))
def test_years_are_counted_by_birthdays(born, years):
    on = birthday(born, years)

    assert completed_months(born, on) == years * 12
    if years:
        assert completed_months(born, on - timedelta(days=1)) == years * 12 - 1


def birthday(born: date, years: int) -> date:
    """The day on which somebody is `years` old; 1 March for 29 February in other years."""
    try:
        return born.replace(year=born.year + years)
    except ValueError:
        return date(born.year + years, 3, 1)


@pytest.mark.parametrize(
    ("born", "on", "precision", "expected"),
    [
        ("2020-03-14", "2026-03-14", "day", [72]),
        ("2020-03-15", "2026-03-14", "day", [71]),
        ("2026-03-14", "2026-03-14", "day", [0]),
        ("2026-03-15", "2026-03-14", "day", []),
        ("2020-03-01", "2026-03-14", "month", [71, 72]),
        ("2020-02-01", "2026-02-28", "month", [71, 72]),
        ("2020-03-01", "2026-03-31", "month", [72]),
        ("2026-03-01", "2026-03-14", "month", [0]),
        ("2026-04-01", "2026-03-14", "month", []),
        ("2020-01-01", "2026-03-14", "year", [*range(62, 75)]),
        ("2026-01-01", "2026-03-14", "year", [0, 1, 2]),
        ("2027-01-01", "2026-03-14", "year", []),
        ("2020-01-01", "2026-03-14", "unknown", []),
        (None, "2026-03-14", "unknown", []),
    ],
)
def test_the_ages_that_a_partial_date_of_birth_allows(born, on, precision, expected):
    known = date.fromisoformat(born) if born else None

    assert [*possible_months(known, date.fromisoformat(on), Precision(precision))] == expected


@given(born=dates, span=spans)
def test_a_whole_date_allows_the_one_age_of_its_completed_months(born, span):
    on = born + timedelta(days=span)

    assert [*possible_months(born, on)] == [completed_months(born, on)]
