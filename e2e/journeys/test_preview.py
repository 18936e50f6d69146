"""A look at a patient from the list: by pointer and by key, and back to where one was."""

import re

import pytest
from playwright.sync_api import expect

from e2e import clinic
from e2e.pages.patients import PatientList, PatientPage
from tests.factories import ProblemFactory, VitalSignsFactory
from tests.owner import as_owner

CLAIRE = "Martin, Claire"
TABLET = {"viewport": {"width": 1024, "height": 768}, "has_touch": True, "is_mobile": True}
LONG = 2_000
"""Milliseconds after which everything that was to open or close has done so."""


@pytest.fixture
def patients(as_person):
    """The list of a nurse, in a browser whose time can be moved on."""
    page = as_person("nadia")
    page.clock.install()
    return PatientList(page).open()


def announce(patients, name: str) -> None:
    """Says to the page that something has changed, as the event stream does."""
    patients.page.evaluate("(name) => document.body.dispatchEvent(new Event(name))", name)


def boxes(patients) -> list[dict]:
    """Where the rows stand."""
    return [row.bounding_box() for row in patients.table.get_by_role("row").all()]


def overlap(one: dict, other: dict) -> bool:
    return one["y"] < other["y"] + other["height"] and other["y"] < one["y"] + one["height"]


def test_nadia_rests_on_a_row_and_sees_how_somebody_is(patients):
    claire = clinic.patient("Martin", "Claire")
    VitalSignsFactory(patient=claire, pulse=131)
    ProblemFactory(patient=claire, display="Gout of the left foot")
    before = boxes(patients)
    patients.rest_on(CLAIRE)

    for said in (CLAIRE, claire.mrn, "131", "critical", "Gout of the left foot"):
        expect(patients.preview).to_contain_text(said)
    assert boxes(patients) == before
    expect(patients.page).to_have_url(re.compile("/patients/$"))


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
@pytest.mark.parametrize("where", [0, 9, 19])
def test_a_preview_never_covers_its_row_and_can_be_entered(patients, where, direction):
    patients.page.evaluate("(way) => { document.documentElement.dir = way; }", direction)
    name = patients.names.nth(where).inner_text()
    patients.rest_on(name)
    expect(patients.preview).to_contain_text(name)

    row, panel = patients.row(name).bounding_box(), patients.preview_panel.bounding_box()
    assert not overlap(row, panel)
    assert panel["height"] > 150
    assert panel["y"] >= 0
    assert panel["y"] + panel["height"] <= 800
    assert panel["x"] >= 0
    assert panel["x"] + panel["width"] <= 1280
    patients.preview.get_by_role("heading", name=name).hover()
    patients.page.clock.run_for(LONG)
    expect(patients.preview).to_contain_text(name)
    patients.point_away()
    expect(patients.preview).to_have_count(0)


def test_another_row_takes_the_preview_over(patients):
    patients.rest_on("Lindqvist, Henrik")
    expect(patients.preview).to_contain_text("Lindqvist, Henrik")
    patients.rest_on(CLAIRE)

    expect(patients.preview).to_contain_text(CLAIRE)
    expect(patients.preview).to_have_count(1)


def test_an_answer_that_comes_late_is_not_shown_beside_another_row(patients):
    held = []
    patients.page.route("**/preview/", lambda route: held.append(route), times=1)
    with patients.page.expect_request("**/preview/"):
        patients.rest_on("Lindqvist, Henrik")
    patients.rest_on(CLAIRE)
    expect(patients.preview).to_contain_text(CLAIRE)
    with patients.page.expect_response("**/preview/"):
        held[0].continue_()
    patients.settle()

    expect(patients.preview).to_contain_text(CLAIRE)
    expect(patients.preview_panel).not_to_contain_text("Lindqvist")


def test_escape_closes_what_the_pointer_opened_and_it_stays_closed(patients):
    patients.rest_on(CLAIRE)
    expect(patients.preview).to_be_visible()
    patients.page.keyboard.press("Escape")
    expect(patients.preview).to_have_count(0)
    patients.row(CLAIRE).locator(".p-mrn").hover()
    patients.page.clock.run_for(LONG)

    expect(patients.preview).to_have_count(0)


def test_space_shows_and_hides_it_and_the_focus_stays_on_the_row(patients):
    link = patients.name(CLAIRE)
    link.focus()
    for leaving in (" ", "Escape"):
        patients.page.keyboard.press(" ")
        expect(patients.preview).to_contain_text(CLAIRE)
        expect(link).to_be_focused()
        assert patients.page.evaluate("scrollY") == 0
        patients.page.keyboard.press(leaving)
        expect(patients.preview).to_have_count(0)
        expect(link).to_be_focused()

    patients.page.keyboard.press(" ")
    expect(patients.preview).to_be_visible()
    patients.page.keyboard.press("ArrowDown")
    expect(patients.preview).to_have_count(0)
    patients.page.keyboard.press("Enter")
    expect(PatientPage(patients.page).title).to_have_text("Martin, Clara")


def test_the_key_is_shown_and_can_be_switched_off(patients):
    patients.page.keyboard.press("?")
    expect(patients.shortcut_sheet.get_by_text("Space", exact=True)).to_be_visible()
    patients.page.keyboard.press("Escape")
    patients.page.evaluate("document.documentElement.dataset.shortcuts = 'off'")
    patients.names.first.focus()
    patients.page.keyboard.press(" ")
    patients.page.clock.run_for(LONG)

    expect(patients.preview).to_have_count(0)


def test_a_preview_that_fails_says_so_and_is_asked_again(patients, console):
    console.expect(r"status of 500|Response Status Error Code 500")
    patients.page.route("**/preview/", lambda route: route.fulfill(status=500, body=""))
    patients.rest_on(CLAIRE)
    alert = patients.preview_panel.get_by_role("alert")
    expect(alert).to_contain_text("Could not load")
    patients.page.unroute("**/preview/")
    alert.get_by_role("button", name="Try again").click()

    expect(patients.preview).to_contain_text(CLAIRE)
    expect(alert).to_have_count(0)
    patients.page.keyboard.press("Escape")
    expect(patients.preview).to_have_count(0)


def test_the_preview_is_renewed_stays_with_its_row_and_goes_with_it(patients, console):
    claire = clinic.patient("Martin", "Claire")
    patients.name(CLAIRE).focus()
    patients.page.keyboard.press(" ")
    expect(patients.preview).to_be_visible()
    VitalSignsFactory(patient=claire, pulse=77)
    announce(patients, "vitals-changed")
    expect(patients.preview).to_contain_text("77")
    with patients.page.expect_response(lambda answer: "/listing/" in answer.url and answer.status == 200):
        announce(patients, "patients-changed")
    patients.settle()
    expect(patients.preview).to_contain_text(CLAIRE)
    assert not overlap(patients.row(CLAIRE).bounding_box(), patients.preview_panel.bounding_box())

    console.expect("status of 404|Status Error Code 404")
    with as_owner():
        clinic.links().get(patient=claire).delete()
    announce(patients, "patients-changed")
    expect(patients.preview).to_contain_text(CLAIRE)  # a row that is read does not go by itself
    patients.arrivals.press("Enter")
    expect(patients.name(CLAIRE)).to_have_count(0)
    expect(patients.preview_panel).to_be_empty()


def test_a_preview_moves_only_for_those_who_like_it(as_person):
    for wish, duration in (("reduce", "0s"), ("no-preference", "0.12s")):
        patients = PatientList(as_person("nadia", reduced_motion=wish)).open()
        patients.rest_on(CLAIRE)
        expect(patients.preview).to_have_css("animation-duration", duration)


def test_a_preview_is_not_printed(patients):
    patients.rest_on(CLAIRE)
    expect(patients.preview).to_be_visible()
    patients.page.emulate_media(media="print")

    expect(patients.preview_panel).to_be_hidden()


def test_a_finger_opens_the_chart_and_asks_for_no_preview(as_person, served):
    patients = PatientList(as_person("nadia", **TABLET)).open()
    patients.row(CLAIRE).locator(".p-born").tap()

    expect(PatientPage(patients.page).title).to_have_text(CLAIRE)
    assert not [address for address in served.watched.addresses if address.endswith("/preview/")]


def test_a_narrow_window_has_no_preview(patients):
    patients.page.set_viewport_size({"width": 390, "height": 844})
    patients.rest_on(CLAIRE)
    patients.page.clock.run_for(LONG)
    patients.name(CLAIRE).focus()
    patients.page.keyboard.press(" ")
    patients.page.clock.run_for(LONG)

    expect(patients.preview_panel).to_be_empty()


def test_the_front_desk_sees_who_it_is_and_nothing_clinical(as_person):
    claire = clinic.patient("Martin", "Claire")
    ProblemFactory(patient=claire, display="Gout of the left foot")
    patients = PatientList(as_person("freda")).open()
    patients.rest_on(CLAIRE)

    expect(patients.preview).to_contain_text(claire.mrn)
    expect(patients.preview).to_contain_text("Last visit")
    expect(patients.preview).not_to_contain_text("Gout")
