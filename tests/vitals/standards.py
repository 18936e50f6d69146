"""Facilities that decided something of vital signs, for tests of what follows."""

from features.foundation.access.models import Facility
from features.vitals.standards import DEFAULTS, FEATURE, tell_part

APPROVED = {
    "approved_by": "01a20000-0000-7000-8000-00000000000d", "approved_at": "2026-03-14T09:30:00+00:00",
}  # fmt: skip


def part(name: str, **decided) -> dict:
    """A part as it is kept: the default, with what was decided in its place."""
    return {**tell_part(DEFAULTS, name), "source": "our committee, 2026", **APPROVED, **decided}


def stored(**parts: dict) -> dict:
    """What a facility keeps that decided so: `stored(pulse={"normal": ["50", "90"]})`."""
    return {FEATURE: {name: part(name, **decided) for name, decided in parts.items()}}


def decide(facility: Facility, **parts: dict) -> None:
    facility.standards = stored(**parts)
    facility.save()
