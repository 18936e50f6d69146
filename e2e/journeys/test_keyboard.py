"""Everything by keyboard: a front desk that never touches the mouse."""

import re

from playwright.sync_api import Page, expect

from e2e import clinic
from e2e.pages.patients import PatientList, PatientPage
from e2e.pages.search import SearchBox
from e2e.pages.sign_in import SignIn

MOST_STEPS = 60
"""Presses of Tab within which everything on a page is reached."""


def press_until(page: Page, key: str, reached) -> None:
    """Presses `key` until the focus is on `reached`, as somebody does who looks for it."""
    for _ in range(MOST_STEPS):
        if reached.evaluate_all("(all) => all.includes(document.activeElement)"):
            return
        page.keyboard.press(key)
    raise AssertionError(f"{key} does not lead to {reached}")


def test_freda_finds_and_opens_a_patient_without_a_mouse(page):
    door = SignIn(page).open()
    page.keyboard.type("freda")
    page.keyboard.press("Tab")
    page.keyboard.type("chartside-demo")
    page.keyboard.press("Enter")
    patients = PatientList(page)
    expect(patients.title).to_have_text("Patients")
    patients.settle()

    page.keyboard.press("/")
    expect(patients.search_box).to_be_focused()
    page.keyboard.type("martin")
    page.keyboard.press("Enter")
    found = SearchBox(page)
    expect(found.found).to_have_count(2)
    press_until(page, "Tab", found.in_the_list)
    page.keyboard.press("Enter")
    expect(patients.names).to_have_text(["Martin, Claire", "Martin, Clara"])
    patients.settle()

    press_until(page, "Tab", patients.names)
    expect(patients.name("Martin, Claire")).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(patients.name("Martin, Clara")).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(patients.name("Martin, Clara")).to_be_focused()
    page.keyboard.press("Home")
    expect(patients.name("Martin, Claire")).to_be_focused()
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    expect(PatientPage(page).title).to_have_text("Martin, Clara")

    page.keyboard.press("g")
    page.keyboard.press("p")
    expect(patients.title).to_have_text("Patients")
    expect(patients.chips).to_have_count(0)
    expect(door.title).not_to_have_text("Sign in")


def test_the_list_is_narrowed_ordered_and_leafed_by_keyboard(as_person):
    patients = PatientList(as_person("freda")).open()
    page = patients.page
    press_until(page, "Tab", patients.filter_button)
    page.keyboard.press("Enter")
    expect(patients.filter_panel).to_be_visible()
    press_until(page, "Tab", patients.filter_panel.get_by_label("Status", exact=True))
    page.keyboard.press("ArrowDown")
    expect(patients.chip("Status", "active")).to_be_visible()
    patients.settle()
    page.keyboard.press("Escape")
    expect(patients.filter_panel).to_be_hidden()
    expect(patients.filter_button).to_be_focused()

    born = patients.heading("Born").get_by_role("link")
    press_until(page, "Tab", born)
    page.keyboard.press("Enter")
    expect(patients.heading("Born")).to_have_attribute("aria-sort", "ascending")
    patients.settle()
    active = clinic.names(clinic.links().filter(status="active"), "birth_date name_key")
    expect(patients.names).to_have_text(active[:20])

    press_until(page, "Tab", patients.next)
    page.keyboard.press("Enter")
    expect(patients.names).to_have_text(active[20:40])
    patients.settle()
    expect(patients.names.first).to_be_focused()


def test_a_heading_keeps_the_focus_when_it_orders_the_list(as_person):
    patients = PatientList(as_person("freda")).open()
    patients.heading("Born").get_by_role("link").focus()
    patients.page.keyboard.press("Enter")
    expect(patients.heading("Born")).to_have_attribute("aria-sort", "ascending")
    patients.settle()

    expect(patients.heading("Born").get_by_role("link")).to_be_focused()


def test_the_first_stop_of_the_tab_key_leads_past_the_frame(as_person):
    patients = PatientList(as_person("freda")).open()
    patients.page.keyboard.press("Tab")
    expect(patients.page.get_by_role("link", name="Skip to the content")).to_be_focused()
    patients.page.keyboard.press("Enter")

    expect(patients.page.get_by_role("main")).to_be_focused()


def test_the_question_mark_shows_the_keys_and_escape_gives_the_focus_back(as_person):
    patients = PatientList(as_person("freda")).open()
    patients.names.nth(2).focus()
    patients.page.keyboard.press("?")
    expect(patients.shortcut_sheet).to_be_visible()
    for key in ("/", "g", "p", "?", "Esc", "Enter"):
        expect(patients.shortcut_sheet.get_by_text(key, exact=True).first).to_be_visible()
    patients.page.keyboard.press("Escape")

    expect(patients.shortcut_sheet).to_be_hidden()
    expect(patients.names.nth(2)).to_be_focused()


def test_escape_leaves_the_search_and_closes_the_menu(as_person):
    patients = PatientList(as_person("freda")).open()
    patients.page.keyboard.press("/")
    expect(patients.search_box).to_be_focused()
    patients.page.keyboard.press("Escape")
    expect(patients.search_box).not_to_be_focused()

    patients.own_menu.focus()
    patients.page.keyboard.press("Enter")
    leave = patients.page.get_by_role("button", name="Sign out")
    press_until(patients.page, "Tab", leave)
    patients.page.keyboard.press("Escape")
    expect(leave).to_be_hidden()
    expect(patients.own_menu).to_be_focused()


def test_letters_typed_into_a_field_are_no_shortcuts(as_person):
    patients = PatientList(as_person("freda")).open()
    patients.search_box.focus()
    patients.page.keyboard.type("gp/?")

    expect(patients.search_box).to_have_value("gp/?")
    expect(patients.shortcut_sheet).to_be_hidden()
    expect(patients.page).to_have_url(re.compile("/patients/$"))


def test_shortcuts_can_be_switched_off_and_stay_off(as_person):
    patients = PatientList(as_person("freda")).open()
    patients.own_menu.click()
    patients.page.get_by_role("radiogroup", name="Keyboard shortcuts").get_by_label("Off").check()
    for attempt in (patients, PatientList(patients.page)):
        attempt.page.reload()
        attempt.settle()
        attempt.page.keyboard.press("/")
        attempt.page.keyboard.press("?")
        expect(attempt.search_box).not_to_be_focused()
        expect(attempt.shortcut_sheet).to_be_hidden()


def test_the_focus_is_always_seen(as_person):
    screen = PatientList(as_person("freda")).open()
    for _ in range(12):
        screen.page.keyboard.press("Tab")
        drawn = screen.focused.evaluate(
            """(element) => {
                for (let at = element; at && at !== document.body; at = at.parentElement) {
                    const style = getComputedStyle(at);
                    if (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2) return true;
                    if (style.boxShadow !== 'none') return true;
                }
                return false;
            }"""
        )
        assert drawn, screen.focused.evaluate("(element) => element.outerHTML")


def test_g_and_a_letter_lead_through_the_parts_of_a_chart(as_person):
    chart = PatientPage(as_person("nadia")).open(clinic.patient("Okafor", "Amara").public_id)
    part = chart.page.get_by_role("navigation", name="Parts of the chart").get_by_role("link")
    for letter, name in (
        ("v", "Vitals"),
        ("r", "Results"),
        ("m", "Medications"),
        ("o", "Problems"),
        ("s", "Summary"),
    ):
        chart.page.keyboard.press("g")
        chart.page.keyboard.press(letter)
        expect(part.filter(has_text=name)).to_have_attribute("aria-current", "page")
        chart.settle()
    chart.page.keyboard.press("?")
    expect(chart.shortcut_sheet.get_by_text("In a chart, go to Vitals")).to_be_visible()
    chart.page.keyboard.press("Escape")

    chart.page.keyboard.press("v")
    chart.page.keyboard.press("g")
    chart.page.keyboard.press("x")
    expect(part.filter(has_text="Summary")).to_have_attribute("aria-current", "page")
    chart.page.keyboard.press("g")
    chart.page.keyboard.press("p")
    expect(PatientList(chart.page).title).to_have_text("Patients")
    chart.page.keyboard.press("g")
    chart.page.keyboard.press("v")
    expect(chart.page).to_have_url(re.compile("/patients/$"))


def test_letters_of_parts_are_switched_off_with_the_others(as_person):
    chart = PatientPage(as_person("nadia")).open(clinic.patient("Okafor", "Amara").public_id)
    chart.own_menu.click()
    chart.page.get_by_role("radiogroup", name="Keyboard shortcuts").get_by_label("Off").check()
    chart.page.keyboard.press("Escape")
    chart.page.keyboard.press("g")
    chart.page.keyboard.press("v")

    expect(chart.page).to_have_title("Chart – Chartside")
