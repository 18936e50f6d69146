"""Why a sign could not be measured, in words."""

from collections.abc import Mapping

from django.utils.translation import gettext

from features.vitals.rules import NotMeasured

PARTS = {"blood_pressure": ("systolic", "diastolic"), "oxygen": ("oxygen_device", "oxygen_flow", "fio2")}
"""The signs of which a row of a sheet consists, where it is not one of its name."""


def why_not(told: Mapping[str, str], sign: str) -> str:
    """What a set tells of a sign that it does not hold; nothing where nobody said anything."""
    reason = next((told[name] for name in (sign, *PARTS.get(sign, ())) if told.get(name)), "")
    return not_measured_words(reason) if reason else ""


def not_measured_words(reason: str) -> str:
    """A reason of the list in words; other ones as they were typed."""
    return {
        NotMeasured.REFUSED: gettext("refused"),
        NotMeasured.NOT_TOLERATED: gettext("not tolerated"),
        NotMeasured.NO_EQUIPMENT: gettext("no equipment"),
        NotMeasured.NO_SIGNAL: gettext("no signal"),
        NotMeasured.NOT_INDICATED: gettext("not indicated"),
    }.get(reason, reason)  # type: ignore[call-overload]
