"""Dates as far as they are known, whole dates and moments: every way to write them, and none by a guess."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone, translation
from hypothesis import given
from hypothesis import strategies as st

from features.foundation.clinical.ages import Precision
from features.foundation.records import clock
from features.foundation.ui.fields.moments import MomentField
from features.foundation.ui.fields.partial_dates import DayField, PartialDateField
from features.foundation.ui.fields.reading_dates import PartialDate
from tests.ui.fields.bad import answer, group

DAY, MONTH, YEAR = Precision.DAY, Precision.MONTH, Precision.YEAR
THAT_DAY = PartialDate(date(2019, 3, 14))
BERLIN, NEW_YORK = ZoneInfo("Europe/Berlin"), ZoneInfo("America/New_York")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("2019", PartialDate(date(2019, 1, 1), YEAR)),
        ("3/2019", PartialDate(date(2019, 3, 1), MONTH)),
        ("03.2019", PartialDate(date(2019, 3, 1), MONTH)),
        ("2019-03", PartialDate(date(2019, 3, 1), MONTH)),
        ("2019/3", PartialDate(date(2019, 3, 1), MONTH)),
        ("Mar 2019", PartialDate(date(2019, 3, 1), MONTH)),
        ("march 2019", PartialDate(date(2019, 3, 1), MONTH)),
        ("14 Mar 2019", THAT_DAY),
        ("14 MARCH 2019", THAT_DAY),
        ("14. March 2019", THAT_DAY),
        ("14-Mar-2019", THAT_DAY),
        ("14mar2019", THAT_DAY),
        ("Mar 14, 2019", THAT_DAY),
        ("March 14 2019", THAT_DAY),
        ("2019-03-14", THAT_DAY),
        ("2019/3/14", THAT_DAY),
        ("14/3/2019", THAT_DAY),
        ("3/14/2019", THAT_DAY),
        ("14.3.2019", THAT_DAY),
        ("14. 3. 2019", THAT_DAY),
        ("  2019-03-14 ", THAT_DAY),
        ("3/3/2019", PartialDate(date(2019, 3, 3))),
        ("5 Sept 2019", PartialDate(date(2019, 9, 5))),
        ("2024-1-2", PartialDate(date(2024, 1, 2))),
        ("29 Feb 2024", PartialDate(date(2024, 2, 29))),
        ("14 Mar 2026", PartialDate(date(2026, 3, 14))),
        ("3/4/2019", "<ambiguous>"),
        ("01/02/2024", "<ambiguous>"),
        ("13/13/2019", "<month>"),
        ("0/4/2019", "<unreadable>"),
        ("32/1/2019", "<day>"),
        ("3/4/0019", "<unreadable>"),
        ("2024-02-30", "<day>"),
        ("29 Feb 2023", "<day>"),
        ("2024-13-01", "<month>"),
        ("13/2024", "<month>"),
        ("14 Foo 2019", "<month>"),
        ("14 Ma 2019", "<unreadable>"),
        ("14 Mar 19", "<short_year>"),
        ("14/3/19", "<short_year>"),
        ("Mar '19", "<short_year>"),
        ("0019", "<year>"),
        ("9999-12-31", "<year>"),
        ("10000-01-01", "<unreadable>"),
        ("15 Mar 2026", "<future>"),
        ("Apr 2026", "<future>"),
        ("2027", "<future>"),
        ("2024-W01-1", "<unreadable>"),
        ("1e10", "<unreadable>"),
        ("tomorrow", "<unreadable>"),
        ("２０１９", "<unreadable>"),
        ("2019-03/14", "<unreadable>"),
        ("2019\x00", "<control>"),
        ("1" * 1000, "<unreadable>"),
        ("", "<required>"),
    ],
)
def test_a_date_as_far_as_it_is_known(typed, said):
    assert answer(PartialDateField(), typed) == said


def test_a_date_that_can_be_two_is_asked_back_with_both():
    with pytest.raises(Exception, match=r"This can be 3 Apr 2019 or 4 Mar 2019."):
        PartialDateField().clean("3/4/2019")


def test_a_day_that_a_month_does_not_have_is_named():
    with pytest.raises(Exception, match=r"Feb 2024 has no day 30: it has 29 days."):
        PartialDateField().clean("2024-02-30")


@pytest.mark.parametrize(
    "said", [THAT_DAY, PartialDate(date(2019, 5, 1), MONTH), PartialDate(date(2019, 1, 1), YEAR)]
)
@pytest.mark.parametrize("language", ["en", "de", "fr", "es", "ar", "ru", "el", "it"])
def test_what_is_shown_can_be_typed_again_in_every_language(said, language):
    with translation.override(language):
        field = PartialDateField()
        assert answer(field, str(field.prepare_value(said))) == said
        assert not field.has_changed(said, str(said))


@pytest.mark.parametrize(
    ("said", "last"),
    [
        (PartialDate(date(2024, 2, 1), MONTH), date(2024, 2, 29)),
        (PartialDate(date(2024, 12, 1), MONTH), date(2024, 12, 31)),
        (PartialDate(date(2024, 1, 1), YEAR), date(2024, 12, 31)),
        (PartialDate(date(2024, 2, 3)), date(2024, 2, 3)),
    ],
)
def test_the_last_day_that_it_may_be(said, last):
    assert said.last == last


@pytest.mark.parametrize(
    ("typed", "outcome"),
    [
        ("1 Jun 1958", "<too_early>"),
        ("2 Jun 1958", PartialDate(date(1958, 6, 2))),
        ("Jun 1958", PartialDate(date(1958, 6, 1), MONTH)),
        ("May 1958", "<too_early>"),
        ("1958", PartialDate(date(1958, 1, 1), YEAR)),
        ("2000", PartialDate(date(2000, 1, 1), YEAR)),
        ("2 Jan 2000", "<too_late>"),
        ("2001", "<too_late>"),
    ],
)
def test_limits_refuse_what_lies_wholly_outside(typed, outcome):
    field = PartialDateField(earliest=date(1958, 6, 2), latest=date(2000, 1, 1), earliest_is="the birth date")
    assert answer(field, typed) == outcome


def test_a_limit_says_what_it_is():
    field = PartialDateField(earliest=date(1958, 6, 2), earliest_is="the birth date")
    with pytest.raises(Exception, match=r"1950 is before the birth date, 2 Jun 1958. Check both."):
        field.clean("1950")


def test_the_future_begins_on_the_calendar_of_the_facility():
    with clock.stopped_at(datetime(2026, 3, 14, 23, 30, tzinfo=UTC)):
        with timezone.override("Europe/Berlin"):
            assert answer(DayField(), "15 Mar 2026") == date(2026, 3, 15)
        with timezone.override("America/New_York"):
            assert answer(DayField(), "15 Mar 2026") == "<future>"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("14 Mar 2019", date(2019, 3, 14)),
        ("Mar 2019", "<incomplete>"),
        ("2019", "<incomplete>"),
        ("3/4/2019", "<ambiguous>"),
        ("1899-12-31", date(1899, 12, 31)),
    ],
)
def test_a_whole_date(typed, said):
    assert answer(DayField(), typed) == said
    assert answer(DayField(required=False), "") is None


@pytest.mark.parametrize(
    ("typed", "code"), [("1899", "date-long-ago"), ("2040", "date-far-ahead"), ("2026", None)]
)
def test_a_date_far_away_is_asked_about(typed, code):
    field = PartialDateField(may_be_future=True)
    warning = field.warn(field.clean(typed))
    assert (warning and warning.code) == code
    assert field.warn(None) is None


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("14 Mar 2019, 09:30", "2019-03-14T09:30:00+01:00"),
        ("14 Mar 2019 9:30", "2019-03-14T09:30:00+01:00"),
        ("2019-03-14T09:30", "2019-03-14T09:30:00+01:00"),
        ("2019-03-14 09:30:15", "2019-03-14T09:30:15+01:00"),
        ("14 Mar 2019, 9:30 pm", "2019-03-14T21:30:00+01:00"),
        ("14 Mar 2019, 12:05 a.m.", "2019-03-14T00:05:00+01:00"),
        ("2019-03-14T09:30Z", "2019-03-14T10:30:00+01:00"),
        ("2024-01-02T00:00-12:00", "2024-01-02T13:00:00+01:00"),
        ("2024-10-27T02:30+02:00", "2024-10-27T02:30:00+02:00"),
        ("27 Oct 2024, 02:30+01:00", "2024-10-27T02:30:00+01:00"),
        ("2024-03-31T02:30", "<gap>"),
        ("2024-10-27T02:30", "<twice>"),
        ("2024-01-02T25:00", "<time>"),
        ("2024-01-02T23:59:60Z", "<time>"),
        ("2024-01-02T13:00 pm", "<time>"),
        ("2024-01-02T09:00+15:00", "<offset>"),
        ("3/4/2019 09:30", "<ambiguous>"),
        ("14 Mar 2019", "<incomplete>"),
        ("Mar 2019, 09:30", "<incomplete>"),
        ("09:30", "<incomplete>"),
        ("soon", "<unreadable>"),
        ("15 Mar 2026, 14:05", "<future>"),
        ("14 Mar 2026, 15:05", "2026-03-14T15:05:00+01:00"),
        ("14 Mar 2026, 15:06", "<future>"),
        ("", "<required>"),
    ],
)
def test_a_moment_on_the_clock_in_berlin(typed, said):
    with timezone.override(BERLIN):
        read = answer(MomentField(), typed)
    assert (read if isinstance(read, str) else read.isoformat()) == said


def test_an_hour_that_came_twice_is_asked_back_with_both_ways_to_say_it():
    with (
        timezone.override(NEW_YORK),
        pytest.raises(Exception, match=r"01:30-04:00 for the first time, 01:30-05:00"),
    ):
        MomentField().clean("2024-11-03T01:30")


@given(
    st.datetimes(datetime(1950, 1, 1), datetime(2025, 12, 31)),
    st.sampled_from(["Europe/Berlin", "America/New_York"]),
)
def test_a_moment_that_is_shown_can_be_typed_again(wall, zone):
    at = wall.replace(microsecond=0, tzinfo=UTC)
    with timezone.override(zone):
        field = MomentField()
        # In UTC: of an hour that comes twice, Python calls no two moments of different zones equal (PEP 495).
        assert answer(field, field.prepare_value(at)).astimezone(UTC) == at
        assert not field.has_changed(at, field.prepare_value(at))


@pytest.mark.parametrize("typed", group("D"))
def test_every_hostile_date_is_refused_in_words_or_read_as_it_says(typed):
    written = typed.partition(" (")[0].replace(" Europe/Berlin", "").replace(" America/New_York", "")
    with timezone.override(BERLIN):
        moment = answer(MomentField(required=False), written)
        day = answer(DayField(required=False), written)
    assert day in (None, date(1899, 12, 31), date(2024, 1, 2)) or day.startswith("<")
    assert moment is None or not isinstance(moment, str) or moment.startswith("<")


@given(
    st.one_of(
        st.text(max_size=40),
        st.from_regex(r"[0-9]{1,4}[-/. ][0-9A-Za-z]{1,4}[-/. ][0-9]{1,5}", fullmatch=True),
    )
)
def test_whatever_is_typed_is_refused_in_words_or_read(typed):
    for field in (PartialDateField(), DayField(), MomentField(may_be_future=True)):
        said = answer(field, typed)
        assert isinstance(said, str) or answer(field, str(field.prepare_value(said))) == said
