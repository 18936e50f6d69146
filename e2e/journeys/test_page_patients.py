"""Leafing through the list: everybody once, forward and back, and as many at a time as one likes."""

from playwright.sync_api import expect

from e2e import clinic
from e2e.pages.patients import PatientList


def test_leafing_forward_and_back_shows_every_patient_once(as_person):
    patients = PatientList(as_person("nadia")).open()
    pages = [patients.names.all_inner_texts()]
    while patients.next.count():
        patients.go_on()
        pages.append(patients.names.all_inner_texts())

    assert [len(page) for page in pages] == [20, 20, 5]
    assert [name for page in pages for name in page] == clinic.names()
    expect(patients.count).to_have_text("45 patients")
    for page in pages[-2::-1]:
        patients.go_back()
        expect(patients.names).to_have_text(page)
    expect(patients.previous).to_have_count(0)


def test_fifty_rows_hold_everybody(as_person):
    patients = PatientList(as_person("nadia")).open()
    patients.size(50).click()
    patients.settle()

    expect(patients.names).to_have_text(clinic.names())
    expect(patients.size(50)).to_have_attribute("aria-current", "true")
    expect(patients.next).to_have_count(0)


def test_a_page_can_be_loaded_again_and_sent_to_a_colleague(as_person):
    hers = PatientList(as_person("nadia")).open()
    hers.go_on()
    expected = hers.names.all_inner_texts()
    his = PatientList(as_person("dan"))
    his.page.goto(hers.page.url)
    hers.page.reload()

    expect(hers.names).to_have_text(expected)
    expect(his.names).to_have_text(expected)


def test_leafing_by_keyboard_gives_the_focus_to_the_first_row(as_person):
    patients = PatientList(as_person("nadia")).open()
    patients.next.focus()
    patients.page.keyboard.press("Enter")
    patients.settle()

    expect(patients.names.first).to_be_focused()
    expect(patients.names.first).to_have_text(clinic.names()[20])
