"""When the next set is due, by score and by order, and what a score calls for: every number of the table."""

from datetime import UTC, datetime, timedelta

import pytest

from features.vitals.news2 import Level, NotScored, Score
from features.vitals.next_sets import Ordered, Taken, called_by, next_of

NOON = datetime(2026, 3, 14, 12, 0, tzinfo=UTC)
SIGNS = ("respiratory_rate", "spo2", "on_oxygen", "systolic", "pulse", "consciousness", "temperature")


def scored(*parts: int | None) -> Score:
    """A score of these parts; the other signs score 0."""
    whole = [*parts, *[0] * (len(SIGNS) - len(parts))]
    return Score(dict(zip(SIGNS, whole, strict=True)), sum(part is not None for part in whole))


def a_set(score, minutes_ago: int = 0, **others) -> Taken:
    recorded = score.recorded if isinstance(score, Score) else 5
    return Taken(1, NOON - timedelta(minutes=minutes_ago), score, others.pop("recorded", recorded), **others)


def minutes(coming) -> tuple[int, int, str] | None:
    """Minutes from noon to due and to overdue, and what says so."""
    if coming is None:
        return None
    due, overdue = ((at - NOON) // timedelta(minutes=1) for at in (coming.due_at, coming.overdue_at))
    return due, overdue, coming.source.value


WELL, FEVERISH, ONE_THREE = scored(), scored(1, 1), scored(3)
MEDIUM, HIGH = scored(2, 2, 2), scored(3, 2, 2)
UNKNOWN = scored(1, None, 1)


@pytest.mark.parametrize(
    ("score", "due", "overdue"),
    [
        (WELL, 720, 720),
        (scored(1), 240, 360),
        (scored(2, 2), 240, 360),
        (ONE_THREE, 60, 60),
        (scored(3, 1), 60, 60),
        (scored(2, 2, 1), 60, 60),
        (MEDIUM, 60, 60),
        (HIGH, 30, 30),
        (scored(3, 3, 2, 3, 3, 3, 3), 30, 30),
    ],
)
def test_the_next_set_after_a_score(score, due, overdue):
    assert minutes(next_of([a_set(score)], None)) == (due, overdue, "news2")


@pytest.mark.parametrize(
    ("recorded", "due", "overdue"),
    [
        (scored(3, None), 60, 60),
        (scored(2, 2, 1, None), 60, 60),
        (scored(3, 2, 2, None), 30, 30),
        (UNKNOWN, 240, 360),
        (scored(None), 240, 360),
    ],
    ids=["a single 3", "5", "7", "calls for nothing", "nothing but zeros"],
)
def test_the_next_set_after_an_incomplete_one_alone(recorded, due, overdue):
    assert minutes(next_of([a_set(recorded)], None)) == (due, overdue, "news2")


def test_an_incomplete_set_does_not_put_off_the_next_whole_one():
    sets = [a_set(UNKNOWN), a_set(UNKNOWN, 10), a_set(HIGH, 20), a_set(WELL, 90)]

    assert minutes(next_of(sets, None)) == (10, 10, "news2")


def test_an_incomplete_set_that_calls_for_more_counts_by_itself():
    assert minutes(next_of([a_set(scored(3, None)), a_set(WELL, 10)], None)) == (60, 60, "news2")


@pytest.mark.parametrize("why", NotScored)
def test_who_has_no_score_has_no_clock_but_an_ordered_one(why):
    sets = [a_set(why, 30)]

    assert next_of(sets, None) is None
    assert minutes(next_of(sets, Ordered(120, NOON - timedelta(days=1)))) == (90, 90, "ordered")


@pytest.mark.parametrize(
    ("every", "due", "overdue", "source"),
    [
        (60, 60, 60, "ordered"),
        (239, 239, 239, "ordered"),
        (240, 240, 240, "news2"),
        (300, 240, 300, "news2"),
        (480, 240, 360, "news2"),
    ],
)
def test_the_sooner_of_score_and_order_counts(every, due, overdue, source):
    coming = next_of([a_set(FEVERISH)], Ordered(every, NOON - timedelta(days=1)))

    assert minutes(coming) == (due, overdue, source)


@pytest.mark.parametrize(
    ("sets", "due"),
    [
        ([], 0),
        ([a_set(WELL, 30)], 30),
        ([a_set(WELL, 90)], 0),
        ([a_set(WELL, 30, recorded=0)], 0),
    ],
    ids=["no set yet", "a set half an hour ago", "a set long ago", "nothing but a weight"],
)
def test_an_order_for_every_hour_given_at_noon(sets, due):
    assert minutes(next_of(sets, Ordered(60, NOON)))[:2] == (due, due)


def test_who_went_home_is_not_observed_any_more():
    gone = [a_set(HIGH, is_at_hand=False)]

    assert next_of(gone, None) is None
    assert minutes(next_of(gone, Ordered(60, NOON))) == (60, 60, "ordered")


def test_a_set_of_a_weight_alone_starts_no_clock():
    assert next_of([a_set(scored(*[None] * 7))], None) is None


def test_the_clock_tells_the_set_that_it_goes_by():
    whole = a_set(HIGH, 20)
    coming = next_of([a_set(UNKNOWN), whole], None)

    assert (coming.after, coming.after.level, coming.after.at_least) == (whole, Level.SEVEN_OR_MORE, 7)


@pytest.mark.parametrize(
    ("score", "kind"),
    [
        (WELL, None),
        (scored(2, 2), None),
        (ONE_THREE, "urgent"),
        (scored(2, 2, 1), "urgent"),
        (MEDIUM, "urgent"),
        (HIGH, "emergency"),
        (scored(3, None), "urgent"),
        (scored(3, 2, 2, None), "emergency"),
        (UNKNOWN, None),
        (NotScored.UNDER_16, None),
        (NotScored.PREGNANT, None),
    ],
)
def test_what_a_score_calls_for_at_once(score, kind):
    assert called_by(score) == kind
