"""What moves, and that it stands still for those who asked for that."""

import pytest
from playwright.sync_api import expect

from e2e.pages.account import Password
from e2e.pages.patients import PatientList
from features.interchange.clinic import DEMO_PASSWORD

STILL = {"reduced_motion": "reduce"}
MOVING = {"reduced_motion": "no-preference"}
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
