"""What stays in the browser: three cookies, a row number, a scroll; no patient."""

import json

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from e2e import clinic
from e2e.pages.patients import PatientList, PatientPage
from e2e.people import sign_in
from features.patients.models import Patient

KEPT = """async () => ({
    local: {...localStorage},
    session: {...sessionStorage},
    databases: (await indexedDB.databases()).map((one) => one.name),
    caches: await caches.keys(),
    workers: (await navigator.serviceWorker.getRegistrations()).length,
    name: window.name,
})"""


@pytest.fixture
def words_of_patients() -> set[str]:
    """Everything by which a patient could be told: names, MRNs, telephones, birth dates."""
    words = set()
    for patient in Patient.objects.all():
        words |= {patient.family_name, patient.given_names, patient.mrn, patient.phone}
        words |= {str(patient.birth_date)} if patient.birth_date else set()
    return {word.lower() for word in words if word and len(word) > 3}


def cookies_of(context: BrowserContext) -> str:
    return json.dumps(context.cookies(), ensure_ascii=False).lower()


def histories_of(page: Page) -> list[object]:
    """The state of every entry from here back to the first."""
    states = []
    while (state := page.evaluate("history.state")) is not None or page.url != "about:blank":
        states.append((page.url, state))
        if page.go_back() is None:
            break
        PatientList(page).settle()
    return states


def test_nothing_about_a_patient_stays_in_the_browser(page, words_of_patients):
    sign_in(page, "nadia")
    patients = PatientList(page)
    patients.settle()
    patients.choose("Status", "active")
    patients.close_filters()
    patients.sort_by("Born")
    patients.go_on()
    patients.names.nth(3).click()
    expect(PatientPage(page).banner).to_be_visible()
    patients.back()
    patients.search("okafor")
    patients.names.first.click()
    expect(PatientPage(page).banner).to_be_visible()

    for _moment in ("while working", "after signing out"):
        kept = page.evaluate(KEPT)
        assert kept == {"local": {}, "session": {}, "databases": [], "caches": [], "workers": 0, "name": ""}
        assert not [word for word in words_of_patients if word in cookies_of(page.context)]
        if patients.own_menu.count():
            patients.sign_out()


def test_the_history_remembers_a_row_number_and_a_scroll_and_no_more(as_person, words_of_patients):
    patients = PatientList(as_person("nadia", viewport={"width": 1280, "height": 480})).open()
    patients.go_on()
    patients.names.nth(12).click()
    expect(PatientPage(patients.page).banner).to_be_visible()
    patients.back()
    states = histories_of(patients.page)

    assert any(state and state.get("row") == 12 for _url, state in states)
    for url, state in states:
        assert set(state or {}) <= {"htmx", "row", "scroll"}, url
        assert not [word for word in words_of_patients if word in f"{url}{state}".lower()]


def test_the_title_of_a_page_says_its_kind_and_no_name(as_person):
    record = PatientPage(as_person("nadia")).open(clinic.patient("Okafor", "Amara").public_id)

    expect(record.page).to_have_title("Chart – Chartside")
    assert "okafor" not in record.page.url.lower()
