"""Slips of the hand in a set of vital signs, and what was probably meant: offered, never applied silently.

Source: CLINICAL, section 1, "Swap detection". Pure: numbers in, numbers out.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from features.foundation.clinical.units import convert
from features.vitals.rules import ADULT_FROM

type Typed = tuple[Decimal, str]
"""A number and its UCUM unit, as they were typed."""

ALIKE = Decimal("0.05")
"""A weight that is nearer than this share to the last one is the same person's."""
WEIGHT_CHANGE = Decimal("0.10")
HEIGHT_CHANGE = Decimal(3)
"""Centimetres that an adult does not grow."""
TALL, SHORT = Decimal(120), Decimal(110)
"""Centimetres: no adult weighs more kilograms than the first and measures less than the second by chance."""


class SlipKind(StrEnum):
    """What went wrong; stands in the name of the fix that is offered."""

    PRESSURES_SWAPPED = "pressures-swapped"
    FAHRENHEIT = "fahrenheit"
    CELSIUS = "celsius"
    POUNDS = "pounds"
    KILOGRAMS = "kilograms"
    WEIGHT_AND_HEIGHT_SWAPPED = "weight-and-height-swapped"


@dataclass(frozen=True, slots=True)
class Slip:
    """A probable slip at a sign, and the numbers with units that would mend it."""

    kind: SlipKind
    sign: str
    meant: Mapping[str, Typed]


def slips(
    typed: Mapping[str, Typed], *, last: Mapping[str, Decimal | None], months: int | None
) -> list[Slip]:
    """Every slip that `typed` looks like, by what was last measured (in the units of the signs) and the age."""
    found = [_pressures(typed), _temperature(typed), _body(typed, last, months)]
    return [slip for slip in found if slip]


def _pressures(typed: Mapping[str, Typed]) -> Slip | None:
    upper, lower = typed.get("systolic"), typed.get("diastolic")
    if upper is None or lower is None or upper[0] >= lower[0]:
        return None
    return Slip(SlipKind.PRESSURES_SWAPPED, "diastolic", {"systolic": lower, "diastolic": upper})


def _temperature(typed: Mapping[str, Typed]) -> Slip | None:
    """A body is never warmer than 48 °C, nor colder than 50 °F and alive: the other unit was meant."""
    value, unit = typed.get("temperature", (None, ""))
    if value is None:
        return None
    if unit == "Cel" and 80 <= value <= 120:
        return Slip(SlipKind.FAHRENHEIT, "temperature", {"temperature": (value, "[degF]")})
    if unit == "[degF]" and 30 <= value <= 45:
        return Slip(SlipKind.CELSIUS, "temperature", {"temperature": (value, "Cel")})
    return None


def _body(typed: Mapping[str, Typed], last: Mapping[str, Decimal | None], months: int | None) -> Slip | None:
    weight, height = typed.get("weight"), typed.get("height")
    if weight and height and months is not None and months >= ADULT_FROM and _swapped(weight, height):
        return Slip(
            SlipKind.WEIGHT_AND_HEIGHT_SWAPPED,
            "weight",
            {"weight": (height[0], "kg"), "height": (weight[0], "cm")},
        )
    before = last.get("weight")
    return _other_unit(weight, before) if weight and before is not None else None


def _swapped(weight: Typed, height: Typed) -> bool:
    kilograms, centimetres = convert(*weight, "kg"), convert(*height, "cm")
    return kilograms >= TALL and centimetres <= SHORT and kilograms > centimetres


def _other_unit(weight: Typed, before: Decimal) -> Slip | None:
    """The number fits the last weight in the other unit and not in the one that stands beside it."""
    value, unit = weight
    other, kind = ("[lb_av]", SlipKind.POUNDS) if unit == "kg" else ("kg", SlipKind.KILOGRAMS)
    if _is_alike(convert(value, unit, "kg"), before) or not _is_alike(convert(value, other, "kg"), before):
        return None
    return Slip(kind, "weight", {"weight": (value, other)})


def _is_alike(weight: Decimal, before: Decimal) -> bool:
    return before > 0 and abs(weight - before) <= ALIKE * before


def changed_much(sign: str, value: Decimal, before: Decimal | None, months: int | None) -> bool:
    """Whether a weight differs by more than 10 % from the last one, or an adult's height by more than 3 cm."""
    if before is None:
        return False
    if sign == "weight":
        return abs(value - before) > WEIGHT_CHANGE * before
    is_adult = months is not None and months >= ADULT_FROM
    return sign == "height" and is_adult and abs(value - before) > HEIGHT_CHANGE
