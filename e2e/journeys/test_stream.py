"""The stream behind an open page: it says when it is there and since when it is not, and heals by itself."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from e2e import clinic
from e2e.pages.living import LivingChart
from e2e.pages.session import Curtain
from features.foundation.access.models import RoleAssignment, User
from features.foundation.live.hub import HUB
from features.foundation.records import clock
from features.foundation.records.clock import now
from features.problems.models import Allergy
from features.problems.rules import AllergyStatus, Verification

SOON = 6_000
"""Milliseconds: within five seconds a stream has noticed that something ended."""


@pytest.fixture
def nell():
    return clinic.newcomer()


@pytest.fixture
def chart(as_person, nell):
    opened = LivingChart(as_person("nadia")).open(nell.public_id)
    expect(opened.state).to_have_attribute("data-state", "live")
    return opened


def happens_meanwhile(patient) -> None:
    Allergy.objects.create(
        patient=patient,
        display="Walnuts",
        status=AllergyStatus.ACTIVE,
        verification=Verification.CONFIRMED,
        recorded_at=now(),
    )


def break_off() -> None:
    """Every stream of the server ends, as when it is started anew."""
    for task in HUB._tasks[:1]:
        task.get_loop().call_soon_threadsafe(HUB.end)


def test_a_broken_line_is_said_with_the_time_and_heals(chart, nell, console):
    console.expect("net::ERR_FAILED")
    chart.page.route("**/live/**", lambda route: route.abort())
    break_off()
    expect(chart.state).to_contain_text("reconnecting since")
    happens_meanwhile(nell)
    chart.page.unroute("**/live/**")

    expect(chart.state).to_have_attribute("data-state", "live")
    expect(chart.allergies).to_contain_text("Walnuts")


def test_without_a_stream_regions_ask_once_a_minute(as_person, nell, console):
    console.expect("net::ERR_FAILED")
    page = as_person("nadia")
    page.clock.install()
    page.route("**/live/**", lambda route: route.abort())
    chart = LivingChart(page).open(nell.public_id)
    expect(chart.state).to_contain_text("reconnecting since")
    happens_meanwhile(nell)
    page.clock.fast_forward(61_000)

    expect(chart.allergies).to_contain_text("Walnuts")


def test_a_hidden_tab_has_no_stream_and_is_current_when_it_is_seen_again(chart, nell):
    chart.hide()
    expect(chart.state).to_be_visible()
    wait_until(lambda: not HUB.open_pages, chart)
    happens_meanwhile(nell)
    chart.show()

    expect(chart.allergies).to_contain_text("Walnuts")
    expect(chart.state).to_have_attribute("data-state", "live")


def wait_until(holds, chart) -> None:
    """Gives the browser and the server time until `holds`."""
    for _ in range(100):
        if holds():
            return
        chart.page.wait_for_timeout(50)
    raise AssertionError("it did not come to be")


def test_whose_rights_end_sees_the_chart_no_longer(chart, nell, console):
    console.expect("status of 403|Status Error Code 403")
    RoleAssignment.objects.filter(user=User.objects.get(username="nadia"), ended_at=None).update(
        ended_at=now()
    )

    expect(chart.banner).to_be_hidden(timeout=SOON)
    expect(chart.page.get_by_text("Newcomer")).to_have_count(0)


def test_a_patient_who_becomes_restricted_leaves_the_screen(chart, nell, console):
    console.expect("status of 404|Status Error Code 404")
    type(nell).objects.filter(pk=nell.pk).update(restricted=True)

    expect(chart.banner).to_be_hidden(timeout=SOON)
    expect(chart.page.get_by_text("Newcomer")).to_have_count(0)


def test_an_idle_screen_hides_itself_and_goes_on_after_the_sign_in(chart, nell, console):
    """Nobody presses anything: the stream says that the session is over."""
    console.expect("status of 401")
    clock.move_by(timedelta(minutes=16))
    curtain = Curtain(chart.page)
    expect(curtain.dialog).to_be_visible(timeout=SOON)
    assert "Newcomer" not in curtain.seen()
    happens_meanwhile(nell)
    curtain.send()

    expect(chart.allergies).to_contain_text("Walnuts")
    expect(chart.state).to_have_attribute("data-state", "live")


def test_without_javascript_nothing_is_said_of_it(as_person, nell):
    chart = LivingChart(as_person("nadia", java_script_enabled=False)).open(nell.public_id)

    expect(chart.state).to_be_hidden()
    expect(chart.colleagues).to_have_count(0)
