"""Back brings the list as it was left: page, conditions, order, scroll, and the row one stood on."""

from playwright.sync_api import Page, expect

from e2e.pages.patients import PatientList, PatientPage

LOW_WINDOW = {"width": 1280, "height": 480}


def scroll_of(page: Page) -> int:
    return page.evaluate("Math.round(scrollY)")


def open_row(patients: PatientList, number: int) -> str:
    """Opens a row by its link, after scrolling it into view; its name."""
    link = patients.names.nth(number)
    name = link.inner_text()
    link.scroll_into_view_if_needed()
    link.click()
    expect(PatientPage(patients.page).title).to_have_text(name)
    return name


def test_back_from_a_patient_restores_page_filter_order_scroll_and_row(as_person):
    patients = PatientList(as_person("nadia", viewport=LOW_WINDOW)).open()
    patients.choose("Status", "active")
    patients.close_filters()
    patients.sort_by("Born")
    patients.go_on()
    address, names = patients.page.url, patients.names.all_inner_texts()
    patients.names.nth(15).scroll_into_view_if_needed()
    scroll = scroll_of(patients.page)
    assert scroll > 100
    name = open_row(patients, 15)
    patients.back()

    expect(patients.page).to_have_url(address)
    expect(patients.names).to_have_text(names)
    expect(patients.chip("Status", "active")).to_be_visible()
    expect(patients.heading("Born")).to_have_attribute("aria-sort", "ascending")
    expect(patients.name(name)).to_be_focused()
    assert abs(scroll_of(patients.page) - scroll) <= 2


def test_back_through_several_patients_and_pages_retraces_every_step(as_person):
    patients = PatientList(as_person("nadia", viewport=LOW_WINDOW)).open()
    first = open_row(patients, 3)
    patients.back()
    expect(patients.name(first)).to_be_focused()
    patients.go_on()
    second = open_row(patients, 17)
    patients.back()
    expect(patients.name(second)).to_be_focused()
    patients.back()

    expect(patients.previous).to_have_count(0)
    expect(patients.name(first)).to_be_focused()
    patients.page.go_forward()
    patients.settle()
    expect(patients.name(second)).to_be_focused()


def test_the_link_in_a_row_opens_what_the_whole_row_opens(as_person):
    patients = PatientList(as_person("nadia")).open()
    name = patients.names.nth(4).inner_text()
    patients.row(name).get_by_role("cell").nth(3).click()

    expect(PatientPage(patients.page).title).to_have_text(name)
