"""Leaving: afterwards the browser shows nobody, not even by its Back button."""

from playwright.sync_api import expect

from e2e.pages.patients import PatientList, PatientPage
from e2e.pages.session import Curtain
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


def test_signing_out_in_one_tab_leads_all_others_to_the_door(page, console):
    console.expect("status of 401")
    sign_in(page, "nadia")
    others = [PatientList(page.context.new_page()).open() for _ in range(2)]
    page.bring_to_front()
    PatientList(page).sign_out()

    for other in others:
        expect(SignIn(other.page).reason("You are signed out.")).to_be_visible()
        expect(other.table).to_have_count(0)
        other.page.go_back()
        expect(other.table).to_have_count(0)


def test_a_page_that_the_browser_kept_is_hidden_before_it_is_shown_again(as_person, console):
    """A browser may bring a left page back from memory: Chromium does not here, so the events are its own."""
    console.expect("status of 401")
    patients = PatientList(as_person("nadia")).open()
    leave, come_back = (
        f"dispatchEvent(new PageTransitionEvent('{event}', {{persisted: true}}))"
        for event in ("pagehide", "pageshow")
    )
    patients.page.evaluate(leave)
    expect(patients.table).to_be_hidden()
    patients.page.evaluate(come_back)
    expect(patients.table).to_be_visible()

    patients.page.evaluate(leave)
    patients.page.context.clear_cookies()
    patients.page.evaluate(come_back)
    expect(Curtain(patients.page).dialog).to_be_visible()
    expect(patients.table).to_be_hidden()
