"""A person whose every field holds one word is registered, changed and printed: the word stays in the pages alone."""

import json
from collections.abc import Iterator

import pytest
from django.core.cache import caches
from django.urls import reverse
from playwright.sync_api import Page, expect

from e2e.journeys.test_browser_storage import KEPT, cookies_of
from e2e.pages.forms import ChartForms
from e2e.pages.patients import PatientPage
from e2e.pages.registration import Registration
from e2e.pages.search import SearchBox
from features.patients.models import Patient
from tests.factories import PayerFactory
from tests.patients.faces import face
from tests.ui.test_patient_data_stays import log_lines  # noqa: F401 - a fixture

WORD = "Quokkamarker"
SECTIONS = {
    "change_identity": {"preferred_name": WORD, "gender_identity": WORD},
    "change_contacts": {"email": f"{WORD}@example.org"},
    "add_address": {"lines": WORD, "city": WORD},
    "add_name": {"family_name": WORD, "given_names": f"Former{WORD}"},
    "add_relative": {"full_name": WORD},
    "add_consent": {"note": WORD, "given_on": "1 Mar 2026"},
    "add_coverage": {"member_id": WORD, "plan": WORD, "group_number": WORD},
}
"""What is typed into the form of each section, by the names of its inputs."""


class Overheard:
    """What leaves the pages of a browser beside what they show: addresses, titles, headers of answers, frames."""

    def __init__(self, page: Page) -> None:
        self.told: list[str] = []
        self.page = page
        page.on("request", lambda request: self.told.append(request.url))
        page.on("response", lambda answer: self.told.append(json.dumps(answer.headers)))
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        session.on("Network.eventSourceMessageReceived", lambda frame: self.told.append(json.dumps(frame)))

    def look(self) -> None:
        """Notes the title, and what the browser keeps at this moment."""
        self.told += [self.page.title(), self.page.url, json.dumps(self.page.evaluate("history.state"))]
        self.told += [json.dumps(self.page.evaluate(KEPT)), cookies_of(self.page.context)]


@pytest.fixture
def announced() -> Iterator[list[bytes]]:
    """Everything that is announced to other processes; filled when it is over."""
    heard: list[bytes] = []
    with caches["default"].client.get_client().pubsub() as listening:
        listening.psubscribe("*")
        yield heard
        while (message := listening.get_message(timeout=0.2)) is not None:
            heard.append(repr(message).encode())


def kept_by_valkey() -> list[bytes]:
    """Every key with what stands under it, as bytes."""
    client = caches["default"].client.get_client()
    return [part for key in client.keys("*") for part in (key, client.dump(key) or b"")]


def change_every_section(chart: ChartForms, patient: Patient, overheard: Overheard) -> None:
    for name, typed in SECTIONS.items():
        chart.page.goto(reverse(f"patients:{name}", args=[patient.public_id]))
        chart.settle()
        if name == "add_coverage":
            chart.field("Payer").select_option(label="Quayside Health")
        if name == "add_consent":
            chart.field("Consent to").select_option(index=1)
            chart.form.get_by_label("agreed").check()
        for field, text in typed.items():
            chart.form.locator(f"[name={field}]").fill(text)
        overheard.look()
        with chart.page.expect_response(
            lambda answer: (
                answer.request.method == "POST"
                and answer.request.url.endswith(chart.page.url[-12:])
                and "form_draft" not in (answer.request.post_data or "")
            )
        ) as saved:
            chart.save()
        assert saved.value.status == 200, name


def test_the_word_stays_in_the_pages(as_person, served, announced, log_lines, console):  # noqa: F811
    console.expect("status of 422|Status Error Code 422")
    PayerFactory(name="Quayside Health")
    desk = Registration(as_person("freda")).open()
    overheard = Overheard(desk.page)
    desk.type(family=WORD, given=f"Given{WORD}", birth="14 Mar 1982", sex="Female")
    overheard.look()
    desk.save()
    chart = ChartForms(desk.page)
    expect(PatientPage(desk.page).title).to_have_text(f"{WORD}, Given{WORD}")
    patient = Patient.objects.get(family_name=WORD)

    desk.open().type(family=WORD, given=f"Given{WORD}", birth="14 Mar 1982", sex="Female")
    expect(desk.candidates).to_contain_text([WORD])
    desk.save()
    expect(desk.why).to_be_visible()
    overheard.look()

    change_every_section(chart, patient, overheard)
    chart.open(patient.public_id)
    chart.page.get_by_role("link", name="Add photo").click()
    chart.settle()
    chart.field("Photo").set_input_files({"name": f"{WORD}.png", "mimeType": "image/png", "buffer": face()})
    chart.save()
    expect(chart.contact.get_by_alt_text("Photo of the patient")).to_be_visible()

    box = SearchBox(chart.page).open()
    box.type(WORD[:8])
    expect(box.offered.first).to_contain_text(WORD)
    overheard.look()
    box.look_for(WORD)
    expect(box.found.first).to_contain_text(WORD)
    overheard.look()
    for name in ("registration_sheet", "wristband", "identity_history", "coverages"):
        chart.page.goto(reverse(f"patients:{name}", args=[patient.public_id]))
        expect(chart.page.get_by_text(WORD).first).to_be_visible()
        overheard.look()
    chart.page.goto(reverse("administration:providers"))
    overheard.look()

    sinks = {
        "the browser": "\n".join(overheard.told),
        "the addresses": "\n".join(served.watched.addresses),
        "the log": "\n".join(log_lines),
        "Valkey": b"\n".join([*kept_by_valkey(), *announced]).decode("latin-1"),
    }
    assert all(sinks.values()), "a sink is empty: the check would mean nothing"
    assert [name for name, told in sinks.items() if WORD.lower() in told.lower()] == []
