"""What is asked about a weight, a height or a head that is unlike the last one, or unlike the age."""

from decimal import Decimal

from django.utils.translation import gettext

from features.foundation.clinical.units import shown
from features.foundation.ui.fields.warnings import Warning
from features.foundation.ui.formats import day
from features.foundation.ui.units import unit_words
from features.vitals.facts import Before
from features.vitals.rules import SIGNS
from features.vitals.slips import changed_much

MEASURES_OF_BODY = ("weight", "height", "head_circumference")


def changed(sign: str, value: Decimal, before: Before) -> Warning | None:
    """`11 % more than 75.6 kg on 12 Mar 2026.`; of a child, than that has probably become by now."""
    found = before.last(sign)
    if found is None:
        return None
    last, on = found
    grown = before.age.grown(sign, last, on)
    if not changed_much(sign, value, grown, before.months):
        return None
    return Warning(f"{sign}-changed", _change_words(sign, value, last, grown, day(on)))


def _change_words(sign: str, value: Decimal, last: Decimal, grown: Decimal, on: str) -> str:
    is_more = value > grown
    told = {
        "percent": shown(abs(value - grown) / grown * 100),
        "number": shown(abs(value - grown), 1),
        "last": _words(sign, last),
        "grown": _words(sign, grown),
        "on": on,
    }
    if sign == "height":
        words = gettext("%(number)s cm more than %(last)s on %(on)s.")
        return (words if is_more else gettext("%(number)s cm less than %(last)s on %(on)s.")) % told
    if grown == last:
        words = gettext("%(percent)s %% more than %(last)s on %(on)s.")
        words = words if is_more else gettext("%(percent)s %% less than %(last)s on %(on)s.")
    else:
        words = gettext("%(percent)s %% more than expected: %(last)s on %(on)s would be about %(grown)s.")
        if not is_more:
            words = gettext("%(percent)s %% less than expected: %(last)s on %(on)s would be about %(grown)s.")
    return words % told


def unusual(sign: str, value: Decimal, before: Before) -> Warning | None:
    """`30 kg is unusual at this age: mostly it is 2.7 to 10.8 kg.`"""
    found = before.age.usual(sign)
    if found is None or found[0] <= value <= found[1]:
        return None
    low, high = found
    told = {
        "value": _words(sign, value),
        "low": f"{low:f}",
        "high": f"{high:f} {unit_words(SIGNS[sign].unit)}",
    }
    words = gettext("%(value)s is unusual at this age: it is mostly %(low)s to %(high)s.")
    return Warning(f"{sign}-unusual", words % told)


def _words(sign: str, value: Decimal) -> str:
    row = SIGNS[sign]
    return f"{shown(value, row.places):f} {unit_words(row.unit)}"
