"""Units of UCUM that are accepted, and exact conversions between them."""

from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal


class UnitsDiffer(ValueError):
    """The two units do not measure the same thing, or not in a way that we know."""


_FACTORS = {
    "kg": ("kg", Decimal(1)),
    "g": ("kg", Decimal("0.001")),
    "[lb_av]": ("kg", Decimal("0.45359237")),
    "cm": ("cm", Decimal(1)),
    "m": ("cm", Decimal(100)),
    "[in_i]": ("cm", Decimal("2.54")),
    "g/L": ("g/L", Decimal(1)),
    "g/dL": ("g/L", Decimal(10)),
    "mmol/L": ("mmol/L", Decimal(1)),
    "umol/L": ("mmol/L", Decimal("0.001")),
    "min": ("min", Decimal(1)),
    "h": ("min", Decimal(60)),
}
"""Of each unit, the one that it is measured in, and how many of that it is. The pound and the inch are exact."""

_CURVES: dict[tuple[str, str], Callable[[Decimal], Decimal]] = {
    ("[degF]", "Cel"): lambda fahrenheit: (fahrenheit - 32) / Decimal("1.8"),
    ("Cel", "[degF]"): lambda celsius: celsius * Decimal("1.8") + 32,
}


def convert(value: Decimal, unit: str, to: str) -> Decimal:
    """`value`, given in `unit`, in the unit `to`. Each unit converts to itself, whatever it is.

    Raises UnitsDiffer where no exact conversion is known.
    """
    if unit == to:
        return value
    if curve := _CURVES.get((unit, to)):
        return curve(value)
    if unit not in _FACTORS or to not in _FACTORS or _FACTORS[unit][0] != _FACTORS[to][0]:
        raise UnitsDiffer(f"{unit} does not convert to {to}")
    return value * _FACTORS[unit][1] / _FACTORS[to][1]


def shown(value: Decimal, places: int = 0) -> Decimal:
    """The value as it is shown, and therefore judged: with so many decimals, a half rounded away from zero.

    Zero has no sign: -0.04 is shown as 0.0.
    """
    return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP) + 0
