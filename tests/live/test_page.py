"""What a page is told: whatever differs from what it shows, once, however slowly it reads."""

import pytest

from features.foundation.live.pages import BEAT, RESTARTING, Page, Seen
from features.foundation.live.presence import PRESENCE_CHANGED
from features.foundation.live.tickets import Ticket

CHART, OTHER = "patient:1", "patient:2"
NADIA, DAN = "nadia", "dan"


@pytest.fixture
def hers() -> Page:
    return Page("session", NADIA, Ticket({CHART: {"allergies-changed": "1", "labs-changed": "4"}}, "rights"))


def versions(**told: str) -> Seen:
    return Seen({CHART: {f"{kind}-changed": number for kind, number in told.items()}}, {})


def company(*pairs: tuple[str, str]) -> Seen:
    return Seen({}, {CHART: frozenset(pairs)})


def test_what_differs_is_told_once(hers):
    hers.see(versions(allergies="2", labs="4"))
    hers.see(versions(allergies="2", labs="4"))

    assert hers.take() == ["allergies-changed"]
    hers.see(versions(allergies="2", labs="4"))
    assert hers.take() == []


def test_what_is_equal_is_not_told(hers):
    hers.see(versions(allergies="1", labs="4"))

    assert hers.take() == []
    assert not hers.wakes.is_set()


def test_a_first_record_of_a_kind_is_told(hers):
    hers.see(versions(allergies="1", labs="4", notes="1"))

    assert hers.take() == ["notes-changed"]


def test_a_version_that_nobody_can_tell_now_is_not_a_change(hers):
    hers.see(versions(labs="4"))
    hers.see(versions(allergies="1", labs="4"))

    assert hers.take() == []


def test_a_version_that_went_back_is_told(hers):
    """A restored database."""
    hers.see(versions(allergies="0", labs="4"))

    assert hers.take() == ["allergies-changed"]


def test_a_slow_reader_gets_each_name_once_whatever_happened_meanwhile(hers):
    for number in range(2, 300):
        hers.see(versions(allergies=str(number), labs=str(number + 4)))

    assert hers.take() == ["allergies-changed", "labs-changed"]
    assert hers.take() == []


def test_what_is_said_of_another_chart_is_not_told(hers):
    hers.see(Seen({OTHER: {"allergies-changed": "9"}}, {OTHER: frozenset({(DAN, "")})}))

    assert hers.take() == []


def test_the_page_keeps_versions_of_its_own(hers):
    """Two tabs may be opened by one ticket."""
    ticket = Ticket({CHART: {"allergies-changed": "1"}}, "rights")
    one, other = Page("session", NADIA, ticket), Page("session", NADIA, ticket)
    one.see(versions(allergies="2"))
    other.see(versions(allergies="2"))

    assert one.take() == other.take() == ["allergies-changed"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ([(NADIA, "")], [(NADIA, ""), (DAN, "")]),
        ([(DAN, "")], []),
        ([(DAN, "")], [(DAN, "problems-allergies")]),
        ([(DAN, "problems-allergies")], [(DAN, "")]),
    ],
    ids=["comes", "leaves", "opens a form", "closes a form"],
)
def test_it_is_told_that_a_colleague(hers, before, after):
    hers.see(company(*before))
    hers.take()
    hers.see(company(*after))
    hers.see(company(*after))

    assert hers.take() == [PRESENCE_CHANGED]


def test_oneself_is_no_colleague(hers):
    hers.see(company((NADIA, "")))
    hers.see(company((NADIA, "problems-allergies")))

    assert hers.take() == []


def test_after_the_end_only_the_last_words_are_told(hers):
    hers.see(versions(allergies="2"))
    hers.end(RESTARTING)

    assert (hers.take(), hers.is_over) == ([RESTARTING], True)


def test_where_nobody_knows_why_nothing_is_said(hers):
    hers.see(versions(allergies="2"))
    hers.end()

    assert (hers.take(), hers.is_over) == ([], True)


def test_it_beats_only_when_nothing_was_told_for_a_while(hers):
    hers.take()
    hers.beat(hers.beat_at + 14, every=15)
    assert hers.take() == []
    hers.beat(hers.beat_at + 15, every=15)
    assert hers.take() == [BEAT]
