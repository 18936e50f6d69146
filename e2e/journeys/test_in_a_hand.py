"""On a telephone, 390 pixels wide: nothing sideways, two lines a row, controls for fingers."""

import pytest
from playwright.sync_api import Page, expect

from e2e import clinic
from e2e.pages.patients import PatientList, PatientPage
from e2e.pages.sign_in import SignIn
from e2e.touch import target_of

TELEPHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
FINGER = 44


@pytest.fixture
def telephone(as_person):
    return lambda username: as_person(username, **TELEPHONE)


def overflow(page: Page) -> int:
    """Pixels by which the page is wider than the window."""
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


def test_no_page_scrolls_sideways(telephone, new_context):
    longest = clinic.links().get(patient__family_name__startswith="Fernández-Quiroga")
    page = telephone("nadia")
    for path in (
        "/patients/",
        "/patients/?status=active&sex=female&age=40-65&size=100",
        "/patients/?status=deceased&age=0-1",
        f"/patients/{longest.public_id}/",
        "/help/",
        "/account/security/",
        "/account/security/app/",
        "/account/password/",
    ):
        page.goto(path)
        assert overflow(page) <= 0, path
    outside = new_context(**TELEPHONE).new_page()
    outside.goto("/sign-in/")
    assert overflow(outside) <= 0


def test_the_open_panels_stay_within_the_window(telephone):
    patients = PatientList(telephone("nadia")).open()
    patients.open_filters()
    expect(patients.filter_panel.get_by_role("button", name="Show")).to_be_in_viewport()
    assert overflow(patients.page) <= 0
    patients.close_filters()
    patients.own_menu.click()
    box = patients.page.get_by_role("button", name="Sign out").bounding_box()

    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390
    assert overflow(patients.page) <= 0


def test_a_row_is_two_lines_who_it_is_and_by_what_numbers(telephone):
    patients = PatientList(telephone("nadia")).open()
    row = patients.names.first.locator("xpath=ancestor::tr")
    upper, lower = row.locator(".p-name").bounding_box(), row.locator(".p-mrn").bounding_box()

    assert lower["y"] >= upper["y"] + upper["height"] - 2
    assert abs(row.locator(".p-age").bounding_box()["y"] - upper["y"]) < 10
    assert abs(row.locator(".p-born").bounding_box()["y"] - lower["y"]) < 10
    assert FINGER <= row.bounding_box()["height"] <= 72
    for column in ("p-phone", "p-provider", "p-payer"):
        expect(row.locator(f".{column}")).to_be_hidden()
    expect(patients.table.locator("thead")).to_be_hidden()


def test_only_a_status_that_matters_is_shown(telephone):
    patients = PatientList(telephone("nadia")).open()
    for status, is_shown in (("active", False), ("inactive", True), ("deceased", True)):
        patients.page.goto(f"/patients/?status={status}")
        cell = patients.names.first.locator("xpath=ancestor::tr").locator(".p-status")
        expect(cell).to_be_visible(visible=is_shown)


def test_the_pager_stands_on_the_bottom_bar_and_hides_no_row(telephone):
    patients = PatientList(telephone("nadia")).open()
    for place in ("0", "document.body.scrollHeight / 2", "document.body.scrollHeight"):
        patients.page.evaluate(f"scrollTo(0, {place})")
        pager, bar = patients.pager.bounding_box(), patients.places.bounding_box()
        assert pager["y"] + pager["height"] <= bar["y"] + 0.5, place
        assert bar["y"] + bar["height"] <= 844.5
    last = patients.names.last.locator("xpath=ancestor::tr").bounding_box()

    assert last["y"] + last["height"] <= pager["y"] + 0.5


def test_controls_are_large_enough_for_a_finger(telephone, new_context):
    patients = PatientList(telephone("nadia"))
    patients.page.goto("/patients/?status=active")
    patients.settle()
    row = patients.names.nth(5).locator("xpath=ancestor::tr")
    outside = SignIn(new_context(**TELEPHONE).new_page()).open()
    controls = {
        "search": patients.search_box,
        "own menu": patients.own_menu,
        "filter": patients.filter_button,
        "sort": patients.page.get_by_label("Sort", exact=True),
        "chip": patients.chip("Status", "active"),
        "row": row,
        "next page": patients.next,
        "place": patients.places.get_by_role("link").first,
        "user name": outside.name.locator("xpath=.."),
        "sign in": outside.button,
    }
    too_small = {name: size for name, control in controls.items() if min(size := target_of(control)) < FINGER}

    assert too_small == {}


def test_a_patient_is_found_filtered_and_opened_by_touch(telephone):
    patients = PatientList(telephone("nadia")).open()
    patients.filter_button.tap()
    patients.choose("Status", "inactive")
    patients.filter_panel.get_by_role("button", name="Show").tap()
    expect(patients.filter_panel).to_be_hidden()
    patients.settle()
    patients.page.get_by_label("Sort", exact=True).tap()
    patients.page.get_by_role("link", name="Born", exact=True).tap()
    expected = clinic.names(clinic.links().filter(status="inactive"), "birth_date name_key")
    expect(patients.names).to_have_text(expected)
    patients.settle()
    patients.names.first.locator("xpath=ancestor::tr").locator(".p-born").tap()

    expect(PatientPage(patients.page).title).to_have_text(expected[0])
