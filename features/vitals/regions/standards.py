"""What is told of the standards of a facility: what holds, who approved it, what waits, and the old beside the new."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from features.foundation.access.models import User
from features.foundation.ui.formats import day_of
from features.foundation.ui.units import unit_words
from features.vitals.models import ProposedStandard
from features.vitals.news2 import Level
from features.vitals.regions.latest import sign_words
from features.vitals.rules import SIGNS
from features.vitals.standards import ASKED, LEVELS, PARTS, Group, Standards, Told, standards_of, tell_part

SHEET = (
    "respiratory_rate", "spo2", "oxygen", "oxygen_flow", "systolic", "diastolic", "pulse", "temperature",
    "consciousness", *ASKED,
)  # fmt: skip
"""The signs in the order of the form."""
HOUR = 60
"""Minutes."""
CELLS = ("normal", "critical", "soft", "due", "overdue")


@dataclass(frozen=True, slots=True)
class StandardRow:
    """A part as it holds: its cells in words, its source, who approved it, and the proposal that waits."""

    name: str
    unit: str
    asked: str
    cells: Mapping[str, str]
    source: str
    approved: str
    """Who approved it and when; nothing for a default."""
    can_change: bool
    url: str
    waiting: ProposedStandard | None


def part_words(part: str) -> str:
    """A part as people call it."""
    if part in LEVELS:
        return gettext("NEWS2 %(level)s") % {"level": level_words(LEVELS[part])}
    return gettext("Oxygen flow") if part == "oxygen_flow" else sign_words(part)


def level_words(level: Level) -> str:
    return {
        Level.ZERO: "0",
        Level.ONE_TO_FOUR: gettext("1 to 4"),
        Level.SINGLE_THREE: gettext("a single 3"),
        Level.FIVE_OR_SIX: gettext("5 or 6"),
        Level.SEVEN_OR_MORE: gettext("7 or more"),
    }[level]


def asked_words(groups: Iterable[str]) -> str:
    told = frozenset(groups)
    if not told:
        return gettext("of nobody")
    if told == {Group.ADULTS}:
        return gettext("of adults")
    return gettext("of children") if told == {Group.CHILDREN} else gettext("of everybody")


def words_of(part: str, told: Told) -> list[tuple[str, str, str]]:
    """Each thing that a part says: its key, its name and its words."""
    unit = unit_words(SIGNS[part].unit) if part in SIGNS else ""
    if part in LEVELS:
        said = [
            ("due", gettext("Next set due after"), span_words(told["due"])),
            ("overdue", gettext("Overdue after"), span_words(told["overdue"])),
        ]
    elif part in ASKED:
        said = [("asked", gettext("Asked"), asked_words(told["asked"]))]
    else:
        said = [
            ("normal", gettext("Normal"), _band(told["normal"], unit)),
            ("critical", gettext("Critical"), _critical(told["critical"], unit)),
            ("soft", gettext("Confirm outside"), _band(told["soft"], unit)),
        ]
    return [*said, ("source", gettext("Source"), told["source"] or gettext("default"))]


def span_words(count: int) -> str:
    """`4 hours`, or `90 minutes` where these are no whole hours."""
    hours, rest = divmod(count, HOUR)
    if rest:
        return ngettext("%(number)d minute", "%(number)d minutes", count) % {"number": count}
    return ngettext("%(number)d hour", "%(number)d hours", hours) % {"number": hours}


def _band(pair: list[str | None], unit: str) -> str:
    low, high = pair
    return f"{low}–{high} {unit}".strip() if low is not None else ""


def _critical(pair: list[str | None], unit: str) -> str:
    signs = [f"{sign} {limit}" for sign, limit in zip("≤≥", pair, strict=True) if limit is not None]
    return f"{', '.join(signs)} {unit}".strip() if signs else ""


def show_standards(user: User) -> dict[str, Any]:
    """All that holds at the person's facility, and what waits there."""
    standards = standards_of(user.facility)
    waiting = {one.part: one for one in ProposedStandard.objects.visible_to(user).waiting()}
    names = names_of(
        [*(one.by for one in standards.approved.values()), *(one.proposed_by for one in waiting.values())]
    )
    rows = {part: _row(part, standards, waiting.get(part), names) for part in (*SHEET, *LEVELS)}
    return {
        "signs": [rows[part] for part in SHEET],
        "levels": [rows[part] for part in LEVELS],
        "waiting": [
            (part_words(part), one, names.get(one.proposed_by, ""), one.proposed_by == user.public_id)
            for part, one in waiting.items()
        ],
        "may_propose": user.may("settings.change"),
        "may_approve": user.may("settings.approve"),
    }


def _row(
    part: str, standards: Standards, waiting: ProposedStandard | None, names: Mapping[UUID, str]
) -> StandardRow:
    can_change = part in PARTS
    told = tell_part(standards, part) if can_change else {}
    cells = {key: words for key, _name, words in words_of(part, told)} if can_change else {}
    approval = standards.approved.get(part)
    approved = ""
    if approval:
        who = {"who": names.get(approval.by, ""), "on": day_of(approval.at)}
        approved = gettext("approved by %(who)s, %(on)s") % who
    return StandardRow(
        name=level_words(LEVELS[part]) if part in LEVELS else part_words(part),
        unit=unit_words(SIGNS[part].unit) if part in SIGNS else "",
        asked=cells.get("asked") or (gettext("with oxygen") if part == "oxygen_flow" else gettext("always")),
        cells={key: cells.get(key, "") for key in CELLS},
        source=told.get("source", ""),
        approved=approved,
        can_change=can_change,
        url=reverse("vitals:propose_standard", args=[part]) if can_change else "",
        waiting=waiting,
    )


def compare(standard: ProposedStandard) -> list[tuple[str, str, str, bool]]:
    """Each thing that a proposal says: its name, what holds, what is proposed, and whether they differ."""
    old, new = words_of(standard.part, standard.before), words_of(standard.part, standard.proposed)
    return [
        (name, held, wanted, held != wanted)
        for (_key, name, held), (_same, _name, wanted) in zip(old, new, strict=True)
    ]


def names_of(people: Iterable[UUID]) -> dict[UUID, str]:
    """By public id, people as others call them."""
    asked = set(people)
    found = User.objects.filter(public_id__in=asked).values_list("public_id", "full_name") if asked else []
    return dict(found)
