"""Many tabs, a line that breaks or falls silent, a colleague who signs out: what a screen says, and that it heals."""

import re

import pytest
from playwright.sync_api import expect

from e2e import clinic
from e2e.accessibility import faults
from e2e.pages.allergies import AllergyForm
from e2e.pages.living import LivingChart
from e2e.pages.patients import PatientList
from e2e.pages.sign_in import SignIn
from features.foundation.live.hub import HUB
from tests.factories import AllergyFactory

TABS = 8
STREAMS = 4
KEPT = "() => [localStorage.length, sessionStorage.length, window.name]"


@pytest.fixture
def nell():
    return clinic.newcomer()


@pytest.fixture
def open_chart(as_person, nell):
    def opened(username: str = "nadia", **options) -> LivingChart:
        chart = LivingChart(as_person(username, **options)).open(nell.public_id)
        expect(chart.state).to_have_attribute("data-state", "live")
        return chart

    return opened


def test_eight_tabs_of_one_chart_load_save_and_learn_of_it(open_chart, nell, console):
    first = open_chart()
    context = first.page.context
    tabs = [first, *(LivingChart(context.new_page()).open(nell.public_id) for _ in range(TABS - 1))]
    last = AllergyForm(tabs[-1].page)
    last.add_allergy()
    last.tell("Latex", note="")
    last.save()
    expect(last.allergies).to_contain_text("Latex")

    for tab in tabs[:STREAMS]:
        expect(tab.banner).to_contain_text("Latex")
        expect(tab.state).to_have_text("live")
    for tab in tabs[STREAMS:]:
        expect(tab.state).to_contain_text("reconnecting since")
    seatless = tabs[STREAMS]
    for tab in (seatless, *tabs[:STREAMS]):
        tab.hide()
    seatless.show()
    expect(seatless.state).to_have_text("live")
    expect(seatless.banner).to_contain_text("Latex")


def test_a_browser_without_a_net_says_since_when_and_heals_by_itself(open_chart, nell, console):
    console.expect("net::ERR_|htmx-2|page error: undefined")
    chart = open_chart(timezone_id="America/Boise")
    chart.page.context.set_offline(True)
    expect(chart.state).to_have_text(re.compile(r"^reconnecting since \d\d:\d\d$"))
    AllergyFactory(patient=nell, display="Walnuts")
    assert faults(chart.page, console) == []
    chart.page.context.set_offline(False)

    expect(chart.state).to_have_text("live")
    expect(chart.banner).to_contain_text("Walnuts")
    expect(chart.page.locator("[data-failure]")).to_have_count(0)


def test_a_line_that_says_nothing_for_long_counts_as_broken(as_person, nell, settings):
    settings.LIVE_HEARTBEAT_SECONDS = 3_600
    page = as_person("nadia")
    page.clock.install()
    chart = LivingChart(page).open(nell.public_id)
    expect(chart.state).to_have_attribute("data-state", "live")
    with page.expect_request("**/live/**"):
        page.clock.fast_forward(50_000)

    expect(chart.state).to_have_text("live")


def test_signing_out_elsewhere_ends_every_stream_and_leaves_nothing_in_the_browser(open_chart, console):
    console.expect("status of 401")
    chart = open_chart()
    patients = PatientList(chart.page.context.new_page()).open()
    assert chart.page.evaluate(KEPT) == [0, 0, ""]
    patients.sign_out()

    expect(SignIn(chart.page).reason("You are signed out.")).to_be_visible()
    expect(chart.banner).to_have_count(0)
    chart.page.wait_for_function("async () => (await navigator.locks.query()).held.length === 0")
    assert not HUB.open_pages
    assert chart.page.evaluate(KEPT) == [0, 0, ""]
