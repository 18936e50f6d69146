"""Eight tabs at once: a browser opens six connections to a server, and nothing waits for a seventh."""

from playwright.sync_api import expect

from e2e import clinic
from e2e.pages.patients import PatientList, PatientPage

TABS = 8


def test_eight_tabs_work_side_by_side(as_person):
    first = as_person("nadia")
    tabs = [PatientList(page) for page in (first, *(first.context.new_page() for _ in range(TABS - 1)))]
    for tab in tabs:
        tab.open()
    for tab in tabs:
        tab.page.bring_to_front()
        tab.go_on()
        expect(tab.names).to_have_text(clinic.names()[20:40])
    tabs[0].page.bring_to_front()
    tabs[0].names.first.click()

    expect(PatientPage(tabs[0].page).title).to_have_text(clinic.names()[20])
