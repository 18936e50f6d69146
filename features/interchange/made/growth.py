"""Weight, height and head circumference of children: rounded medians of boys, remembered, taken from no table.

They shape a made clinic; growth charts need WHO's own tables.
"""

from bisect import bisect_right

_MONTHS = (0, 1, 3, 6, 9, 12, 18, 24, 36, 48, 60, 84, 108, 132, 156, 180, 216)
_KILOGRAMS = (3.3, 4.4, 6.2, 7.8, 8.9, 9.6, 10.9, 12.2, 14.3, 16.3, 18.3, 23, 28.6, 36, 45, 56, 66)
_CENTIMETRES = (50, 54.5, 61, 67, 71.5, 75.5, 82, 87.5, 96, 103, 110, 122, 133, 144, 156, 168, 175)
_HEAD = (34.5, 37, 40.5, 43.5, 45, 46, 47.4, 48.3, 49.5, 50.2, 50.7)


def _at(values: tuple[float, ...], months: float) -> float:
    place = bisect_right(_MONTHS, months)
    if place >= len(values):
        return values[-1]
    before, after = _MONTHS[place - 1], _MONTHS[place]
    return values[place - 1] + (values[place] - values[place - 1]) * (months - before) / (after - before)


def weight_at(months: float) -> float:
    """Kilograms at an age in months, to 18 years."""
    return _at(_KILOGRAMS, months)


def height_at(months: float) -> float:
    """Centimetres."""
    return _at(_CENTIMETRES, months)


def head_at(months: float) -> float:
    """Centimetres, to five years."""
    return _at(_HEAD, months)
