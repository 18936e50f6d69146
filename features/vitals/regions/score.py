"""The score beside the form: what each sign adds, what is missing, what the whole calls for and when to look again."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from features.foundation.ui.formats import when
from features.patients.models import Patient
from features.patients.regions import once
from features.vitals.news2 import Level, NotScored, Score, next_set
from features.vitals.regions import latest as signs
from features.vitals.regions.last_sets import now_column
from features.vitals.regions.scores import reason_words, written
from features.vitals.scoring import grounds_of
from features.vitals.standards import standards_here

MOST = {
    "respiratory_rate": 3, "spo2": 3, "on_oxygen": 2, "systolic": 3, "pulse": 3, "consciousness": 3,
    "temperature": 3,
}  # fmt: skip
"""The highest score of each parameter: with it, the range that a total may still reach."""
MOST_NAMED = 3
WIDTH, STEP = 320, 16
"""Of the scale, and of one of its points."""


@dataclass(frozen=True, slots=True)
class Part:
    """A parameter: its value as it is shown, its score, or the range that is still possible."""

    name: str
    value: str
    unit: str
    score: int | None
    most: int

    @property
    def dots(self) -> list[bool]:
        return [place < (self.score or 0) for place in range(3)]


@dataclass(frozen=True, slots=True)
class ShownScore:
    """A score in words: the number, its risk, what is missing, what to do, and until when."""

    number: int
    is_total: bool
    risk: str
    recorded: int
    missing: str
    response: str
    next_at: str
    parts: list[Part]
    scale: SafeString


def told_of(patient: Patient, typed: Mapping[str, Any]) -> dict[str, Any]:
    """What the region tells of the set that is being typed, its column in the flowsheet, and the last score before."""
    grounds = once(patient, grounds_of)
    score, scale_2 = grounds.score(typed), grounds.scale_2_at(typed["taken_at"])
    last = next(iter(signs.last_sets_of(patient)), None)
    before = grounds.score(last) if last else None
    told = {
        "url": reverse("vitals:score", args=[patient.public_id]),
        "now": now_column(patient, typed, score),
    }
    if isinstance(score, NotScored):
        return {**told, "why_not": reason_words(score)[1]}
    return {
        **told,
        "score": show_score(score, typed, typed["taken_at"], is_scale_2=scale_2 is not None),
        "scale_2": scale_2,
        "last_words": written(before).value if isinstance(before, Score) else "",
        "last_at": last["taken_at"] if last else None,
    }


def show_score(score: Score, one: Mapping[str, Any], taken_at: datetime, *, is_scale_2: bool) -> ShownScore:
    """What the region tells of a score of the set `one`, taken at a time."""
    parts = [_part(name, score, one, is_scale_2) for name in score.parts]
    at_most = score.at_least + sum(part.most for part in parts if part.score is None)
    level = score.level
    return ShownScore(
        number=score.at_least,
        is_total=score.total is not None,
        risk=score.risk or "",
        recorded=score.recorded,
        missing=_missing_words(parts),
        response=response_words(level) if level else "",
        next_at=_next_words(taken_at, level) if level else "",
        parts=parts,
        scale=draw_scale(score.at_least, at_most),
    )


def _missing_words(parts: list[Part]) -> str:
    """What is still missing, once it is little enough to be named; the table says it all the while."""
    missing = [part.name for part in parts if part.score is None]
    return ", ".join(missing) if len(missing) <= MOST_NAMED else ""


def _part(name: str, score: Score, one: Mapping[str, Any], is_scale_2: bool) -> Part:
    value, unit = _value_of(name, one)
    words = part_words(name)
    if name == "spo2" and is_scale_2:
        words = gettext("SpO₂, scale 2")
    return Part(words, value, unit, score.parts[name], MOST[name])


def _value_of(name: str, one: Mapping[str, Any]) -> tuple[str, str]:
    if name == "on_oxygen":
        value, unit = signs.oxygen_words(dict(one))
        return (value or (gettext("Oxygen") if one["oxygen_device"] else "")), unit
    if name == "consciousness":
        return signs.acvpu_words(one[name] or ""), ""
    return signs.number_words(name, one[name])


def part_words(name: str) -> str:
    """A parameter of the score as clinicians call it."""
    own = {"on_oxygen": gettext("Air or oxygen"), "systolic": gettext("Systolic pressure")}
    return own.get(name) or signs.sign_words(name)


def response_words(level: Level) -> str:
    """What the level calls for at once (Royal College of Physicians, 2017)."""
    return {
        Level.ZERO: gettext("Routine observation."),
        Level.ONE_TO_FOUR: gettext("A nurse assesses, and decides whether to observe more often."),
        Level.SINGLE_THREE: gettext("Urgent ward review: one sign alone scores 3."),
        Level.FIVE_OR_SIX: gettext("Urgent response: review by a clinician who knows acute illness."),
        Level.SEVEN_OR_MORE: gettext("Emergency response: critical care team, continuous monitoring."),
    }[level]


def _next_words(taken_at: datetime, level: Level) -> str:
    due, overdue = next_set(taken_at, level, standards_here().intervals)
    if due == overdue:
        return gettext("Next set by %(due)s.") % {"due": when(due)}
    told = {"due": when(due), "overdue": when(overdue)}
    return gettext("Next set at %(due)s, by %(overdue)s at the latest.") % told


def draw_scale(at_least: int, at_most: int) -> SafeString:
    """The scale from 0 to 20 with the range in which the total will lie."""
    start, end = at_least * STEP, at_most * STEP
    label = gettext("NEWS2 from 0 to 20: %(least)s to %(most)s") % {"least": at_least, "most": at_most}
    return format_html(
        '<svg class="scale" viewBox="0 0 320 40" role="img" aria-label="{}">'
        '<rect class="scale__low" x="0" y="14" width="79" height="6" rx="2"/>'
        '<rect class="scale__medium" x="80" y="14" width="31" height="6" rx="2"/>'
        '<rect class="scale__high" x="112" y="14" width="208" height="6" rx="2"/>'
        '<rect class="scale__range" x="{}" y="12" width="{}" height="10" rx="3"/>'
        '<path class="scale__tick" d="M{} 9v16"/>'
        '<text x="0" y="36">0</text><text x="80" y="36" text-anchor="middle">5</text>'
        '<text x="112" y="36" text-anchor="middle">7</text><text x="320" y="36" text-anchor="end">20</text></svg>',
        label,
        min(start, WIDTH - 4),
        max(end - start, 4),
        min(max(start, 1), WIDTH - 1),
    )
