"""Reading without JavaScript: every link and form leads somewhere by itself."""

import re

from playwright.sync_api import expect

from e2e import clinic
from e2e.pages.patients import PatientList, PatientPage
from e2e.pages.sign_in import SignIn


def test_the_whole_way_from_the_door_to_a_patient_and_out(new_context):
    page = new_context(java_script_enabled=False).new_page()
    SignIn(page).open().send("nadia")
    patients = PatientList(page)
    expect(patients.names).to_have_text(clinic.names()[:20])

    patients.next.click()
    expect(patients.names).to_have_text(clinic.names()[20:40])
    patients.sort_by("Born")
    expect(patients.names).to_have_text(clinic.names(order="birth_date name_key")[:20])

    patients.open_filters()
    patients.filter_panel.get_by_label("Sex", exact=True).select_option(label="female")
    patients.filter_panel.get_by_role("button", name="Show").click()
    expect(patients.chip("Sex", "female")).to_be_visible()
    women = clinic.names(clinic.links().filter(sex="female"), "birth_date name_key")
    expect(patients.names).to_have_text(women[:20])
    expect(patients.heading("Born")).to_have_attribute("aria-sort", "ascending")
    patients.chip("Sex", "female").click()
    expect(patients.chips).to_have_count(0)

    patients.search("tadesse")
    expect(patients.names).to_have_text(["Tadesse, Selam"])
    expect(page).to_have_url(re.compile(r"/patients/\?found=[0-9a-f-]{36}$"))
    patients.names.first.click()
    expect(PatientPage(page).title).to_have_text("Tadesse, Selam")
    patients.sign_out()
    expect(SignIn(page).reason("You are signed out.")).to_be_visible()


def test_nothing_is_offered_that_cannot_work(new_context, as_person):
    patients = PatientList(as_person("nadia", java_script_enabled=False)).open()
    patients.own_menu.click()

    expect(patients.page.get_by_role("radiogroup")).to_have_count(0)
    expect(patients.page.get_by_role("button", name="Try again")).to_have_count(0)
