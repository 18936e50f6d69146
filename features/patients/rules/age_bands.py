"""Age bands by which the patient list is filtered, as dates of birth."""

from datetime import date

AGE_BANDS = {
    "0-1": (0, 1),
    "1-5": (1, 5),
    "5-16": (5, 16),
    "16-18": (16, 18),
    "18-40": (18, 40),
    "40-65": (40, 65),
    "65-80": (65, 80),
    "80+": (80, None),
}
"""Contiguous and half-open in completed years: `[from, to)`."""


def years_before(on: date, years: int) -> date:
    """The same calendar day `years` earlier; 29 February becomes 28 where the year has none.

    Who was born on 1 March is not a year older before the next 1 March: on 29 February that is tomorrow.
    """
    try:
        return on.replace(year=on.year - years)
    except ValueError:
        return date(on.year - years, 2, 28)


def birth_dates_of(band: str, on: date) -> tuple[date | None, date]:
    """Born after the first date (None: ever before) and on or before the second, to be in `band` on a day."""
    youngest, oldest = AGE_BANDS[band]
    earliest = None if oldest is None else years_before(on, oldest)
    return earliest, years_before(on, youngest)
