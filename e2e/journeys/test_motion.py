"""What moves, and that it stands still for those who asked for that; and that nothing is pushed aside."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from e2e import clinic
from e2e.pages.account import Password
from e2e.pages.patients import PatientList, PatientPage
from features.foundation.records.clock import now
from features.interchange.clinic import DEMO_PASSWORD
from tests.factories import PatientFactory
from tests.vitals.sets import take

STILL = {"reduced_motion": "reduce"}
MOVING = {"reduced_motion": "no-preference"}
WATCH = """
    window.shifts = [];
    new PerformanceObserver((seen) => window.shifts.push(...seen.getEntries()))
        .observe({ type: "layout-shift", buffered: true });
"""
SHIFTED = """() => new Promise((drawn) => requestAnimationFrame(() => setTimeout(() => drawn(window.shifts.map(
    ({ value, sources }) => `${value}: ${sources.map(({ node }) => node?.className ?? node?.nodeName)}`)), 50)))"""
RUNNING = "document.getAnimations().filter((one) => one.playState === 'running').length"


@pytest.mark.parametrize(("wish", "is_moving"), [(STILL, False), (MOVING, True)])
def test_a_slow_list_shows_a_bar_that_moves_only_for_those_who_like_it(as_person, wish, is_moving):
    patients = PatientList(as_person("nadia", **wish)).open()
    held = []
    patients.page.route("**/patients/?at=*", lambda route: held.append(route))
    patients.next.click()
    expect(patients.region).to_have_attribute("aria-busy", "true")

    assert (patients.page.evaluate(RUNNING) > 0) is is_moving
    held[0].continue_()
    expect(patients.previous).to_be_visible()
    expect(patients.region).not_to_have_attribute("aria-busy", "true")


@pytest.mark.parametrize(("wish", "duration"), [(STILL, "0s"), (MOVING, "0.12s")])
def test_a_toast_slides_in_only_for_those_who_like_it(as_person, wish, duration):
    form = Password(as_person("nadia", **wish)).open()
    form.send(DEMO_PASSWORD, "four plain words together")
    toast = form.page.get_by_text("Your password is changed.").locator("xpath=ancestor::*[@data-toast]")

    expect(toast).to_be_visible()
    expect(toast).to_have_css("animation-duration", duration)


def changes(page, event: str) -> None:
    """What the stream of events does: the regions that show this ask for themselves anew."""
    page.evaluate("(event) => document.body.dispatchEvent(new CustomEvent(event))", event)


def test_nothing_on_the_list_is_pushed_aside_by_its_count_or_by_a_swap(as_person):
    page = as_person("nadia")
    page.add_init_script(WATCH)
    patients = PatientList(page).open()
    expect(patients.count).to_be_visible()
    PatientFactory(family_name="Aaron", given_names="Ada", at=clinic.links().first().facility)
    changes(page, "patients-changed")

    expect(patients.arrivals).to_have_text("1 new – show")
    assert page.evaluate(SHIFTED) == []


def test_nothing_on_a_chart_is_pushed_aside_by_a_swap(as_person):
    patient = clinic.newcomer()
    for hours in (8, 4):
        take(patient, at=now() - timedelta(hours=hours), pulse="72")
    page = as_person("nadia")
    page.add_init_script(WATCH)
    chart = PatientPage(page).open(patient.public_id)
    take(patient, at=now(), pulse="131")
    changes(page, "vitals-changed")

    expect(chart.page.get_by_role("region", name="Vital signs")).to_contain_text("critical")
    others = [shift for shift in page.evaluate(SHIFTED) if "vital__age" not in shift]
    assert others == []  # beside a longer value, its own age makes room
