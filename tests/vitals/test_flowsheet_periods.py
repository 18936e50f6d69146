"""The periods of the flowsheet: how far back it looks, leafing within one, and the way out of an empty one."""

from datetime import date, timedelta

import pytest

from features.foundation.records.clock import now, stopped_at
from tests.factories import PatientFactory
from tests.pages_read import link, row, words
from tests.vitals.sets import THEN, take, take_many

SPANS = {"4h": timedelta(hours=4), "24h": timedelta(hours=24), "week": timedelta(days=7)}


@pytest.fixture
def amara(harbour):
    return PatientFactory(birth_date=date(1958, 6, 2), at=harbour)


@pytest.fixture(autouse=True)
def at_half_past_nine():
    with stopped_at(THEN):
        yield


@pytest.fixture
def sheet(amara, nadia, signed_in):
    def shown(asked: str = "") -> str:
        url = asked if asked.startswith("/") else f"/patients/{amara.public_id}/vitals/{asked}"
        return signed_in(nadia).get(url).content.decode()

    return shown


@pytest.mark.parametrize("period", SPANS)
def test_a_period_holds_what_is_younger_than_its_length(amara, sheet, period):
    take(amara, at=now() - SPANS[period] + timedelta(seconds=1), pulse="61")
    take(amara, at=now() - SPANS[period], pulse="62")

    assert row(sheet(f"?period={period}"), "Pulse") == ["61 normal"]
    assert row(sheet(), "Pulse") == ["61 normal", "62 normal"]


def test_each_period_is_a_link_and_the_present_one_says_so(amara, sheet):
    take(amara, pulse="70")
    html = sheet("?period=24h")

    assert link(html, "7 days").endswith("?period=week")
    assert link(html, "All").endswith("/vitals/")
    assert html.count('aria-current="true">24 hours') == 1


def test_leafing_stays_within_the_period(amara, sheet):
    take_many(amara, 30, every=timedelta(hours=2))
    html, seen = sheet("?period=24h"), []
    while True:
        seen += [value.split()[0] for value in row(html, "Pulse")]
        older = link(html, "Older")
        if not older:
            break
        html = sheet(older)

    assert seen == [str(60 + step) for step in range(12)]
    assert "period=24h" in link(html, "Newer")


@pytest.mark.parametrize(
    ("ago", "leads_to"), [(timedelta(hours=20), "24h"), (timedelta(days=3), "week"), (timedelta(days=90), "")]
)
def test_an_empty_period_says_when_the_last_set_was_and_leads_there(amara, sheet, ago, leads_to):
    take(amara, at=now() - ago, pulse="71")
    html = sheet("?period=4h")

    assert "No set in this period" in html
    assert "The last set was taken on" in words(html)
    there = link(html, "Show the last set")
    assert there.endswith(f"?period={leads_to}" if leads_to else "/vitals/")
    assert row(sheet(there), "Pulse") == ["71 normal"]


def test_an_unknown_period_is_all_and_a_chart_without_sets_has_none(amara, sheet):
    assert "No vital signs yet" in sheet("?period=4h")
    assert "7 days" not in sheet("?period=4h")
    take(amara, at=now() - timedelta(days=300), pulse="71")
    assert row(sheet("?period=century"), "Pulse") == ["71 normal"]
