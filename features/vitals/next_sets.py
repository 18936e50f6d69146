"""When the next set of a patient is due and what a score calls for at once: the rules, without a database."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from features.vitals.news2 import INTERVALS, Interval, Level, NotScored, Score, Trigger, next_set
from features.vitals.rules import ClockSource, EscalationKind

INCOMPLETE = Level.ONE_TO_FOUR
"""As which a set that tells no level counts where none before it does: neither as zero, nor as ill."""
KINDS = {Trigger.URGENT: EscalationKind.URGENT, Trigger.EMERGENCY: EscalationKind.EMERGENCY}


@dataclass(frozen=True, slots=True)
class Taken:
    """A valid set, as far as anything follows from it; `recorded` is how many of the scored signs it holds."""

    key: int
    taken_at: datetime
    score: Score | NotScored
    recorded: int
    is_at_hand: bool = True
    """Whether the patient still is where it was taken: who went home is not observed any more."""
    intervals: Mapping[Level, Interval] = field(default_factory=lambda: INTERVALS)
    """Those of the facility where it was taken."""

    @property
    def level(self) -> Level | None:
        return self.score.level if isinstance(self.score, Score) else None

    @property
    def at_least(self) -> int | None:
        return self.score.at_least if isinstance(self.score, Score) else None

    @property
    def is_total(self) -> bool:
        return isinstance(self.score, Score) and self.score.total is not None


@dataclass(frozen=True, slots=True)
class Ordered:
    """That a set is taken every so many minutes."""

    every: int
    decided_at: datetime


@dataclass(frozen=True, slots=True)
class Next:
    """The next set: due, overdue, what says so, and the set from which that follows, if there is one."""

    due_at: datetime
    overdue_at: datetime
    source: ClockSource
    after: Taken | None


def next_of(sets: Sequence[Taken], ordered: Ordered | None) -> Next | None:
    """When the next set is due, after `sets` (the newest first): by the score or by the order, whichever is sooner.

    None where neither asks for one.
    """
    by_score, by_order = _by_score(sets), _by_order(sets, ordered)
    if by_score is None or by_order is None:
        return by_score or by_order
    sooner = by_order if by_order.due_at < by_score.due_at else by_score
    return Next(sooner.due_at, min(by_score.overdue_at, by_order.overdue_at), sooner.source, by_score.after)


def called_by(score: Score | NotScored) -> EscalationKind | None:
    """What a score calls for at once: 5 or more, or a single 3, an urgent review; 7 or more an emergency call.

    An incomplete set calls for what its recorded part calls for already.
    """
    trigger = score.trigger if isinstance(score, Score) else None
    return KINDS[trigger] if trigger else None


def _by_score(sets: Sequence[Taken]) -> Next | None:
    """By the last set that tells a level. An incomplete one that tells none does not put off the next whole one.

    Where no set tells any, the last one that was scored counts as INCOMPLETE. Sets of children and of pregnancies
    have no score and start no clock.
    """
    scored = [one for one in sets if one.is_at_hand and one.recorded and isinstance(one.score, Score)]
    if not scored:
        return None
    after = next((one for one in scored if one.level), scored[0])
    due_at, overdue_at = next_set(after.taken_at, after.level or INCOMPLETE, after.intervals)
    return Next(due_at, overdue_at, ClockSource.NEWS2, after)


def _by_order(sets: Sequence[Taken], ordered: Ordered | None) -> Next | None:
    """So long after the last set; where that was before the order was given, or there is none, when it was given."""
    if ordered is None:
        return None
    last = next((one for one in sets if one.recorded), None)
    due_at = ordered.decided_at
    if last:
        due_at = max(due_at, last.taken_at + timedelta(minutes=ordered.every))
    return Next(due_at, due_at, ClockSource.ORDERED, last)
