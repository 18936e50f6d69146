"""Leaving: afterwards the browser shows nobody, not even by its Back button."""

from playwright.sync_api import expect

from e2e.pages.patients import PatientList, PatientPage
from e2e.pages.sign_in import SignIn
from e2e.people import sign_in


def test_after_signing_out_back_shows_no_patient(page):
    sign_in(page, "nadia")
    patients = PatientList(page)
    patients.settle()
    patients.go_on()
    patients.names.first.click()
    expect(PatientPage(page).banner).to_be_visible()
    patients.sign_out()
    door = SignIn(page)
    expect(door.reason("You are signed out.")).to_be_visible()

    for _ in range(3):
        page.go_back()
        expect(door.title).to_have_text("Sign in")
        expect(PatientPage(page).banner).to_have_count(0)
        expect(patients.table).to_have_count(0)


def test_nothing_that_a_signed_in_person_sees_may_be_stored(page):
    stored = []
    page.on(
        "response",
        lambda answer: (
            "no-store" in (answer.headers.get("cache-control") or "")
            or "/static/" in answer.url
            or stored.append(answer.url)
        ),
    )
    sign_in(page, "nadia")
    patients = PatientList(page)
    patients.settle()
    patients.go_on()
    patients.search("okafor")
    patients.names.first.click()
    expect(PatientPage(page).banner).to_be_visible()
    patients.page.goto("/help/")
    patients.sign_out()

    assert stored == []


def test_signing_out_in_one_tab_ends_the_others(page, console):
    console.expect("status of 401")
    sign_in(page, "nadia")
    other = PatientList(page.context.new_page()).open()
    PatientList(page).sign_out()
    other.next.click()

    expect(SignIn(other.page).title).to_have_text("Sign in")
    expect(other.table).to_have_count(0)
