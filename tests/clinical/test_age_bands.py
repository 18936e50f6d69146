"""The age bands by which patients are filtered: every age lies in exactly one."""

from datetime import date, timedelta

from hypothesis import example, given
from hypothesis import strategies as st

from features.foundation.clinical.ages import completed_months
from features.patients.rules import AGE_BANDS, birth_dates_of


def bands_of(born: date, on: date) -> list[str]:
    found = []
    for band in AGE_BANDS:
        after, by = birth_dates_of(band, on)
        if born <= by and (after is None or born > after):
            found.append(band)
    return found


@given(st.dates(date(1900, 1, 1), date(2060, 1, 1)), st.integers(0, 130 * 366))
@example(date(2008, 2, 29), 6575)
@example(date(2027, 3, 1), 365)
@example(date(2010, 3, 1), 6574)
def test_every_age_lies_in_the_one_band_of_its_completed_years(born, span):
    on = born + timedelta(days=span)
    years = completed_months(born, on) // 12

    assert bands_of(born, on) == [
        band
        for band, (youngest, oldest) in AGE_BANDS.items()
        if youngest <= years and (oldest is None or years < oldest)
    ]


def test_the_bands_meet_without_gap_or_overlap():
    limits = list(AGE_BANDS.values())

    assert [oldest for _, oldest in limits[:-1]] == [youngest for youngest, _ in limits[1:]]
    assert (limits[0][0], limits[-1][1]) == (0, None)
