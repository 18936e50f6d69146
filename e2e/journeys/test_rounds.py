"""Rounds: from bed to bed by keyboard, what a hand shows of them, on paper, and while others record."""

import time
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from e2e import clinic
from e2e.journeys.test_in_a_hand import TELEPHONE, overflow
from e2e.journeys.test_keyboard import press_until
from e2e.moments import shown_at, watch_for
from e2e.pages.chart import Flowsheet
from e2e.pages.living import LivingChart
from e2e.pages.patients import PatientList, PatientPage
from e2e.pages.rounds import Rounds
from e2e.paper import words_on
from features.foundation.access.models import Facility, User
from features.foundation.audit.actors import Actor
from features.foundation.records.clock import now
from features.patients.services import tell_lists
from features.vitals.recording import record_vitals
from tests.factories import VisitFactory
from tests.vitals.sets import NORMAL, take

SECOND = 1_000
BAD = {**NORMAL, "respiratory_rate": "24", "spo2": "91", "pulse": "112"}
NELL = "Newcomer, Nell"


def admit(patient) -> None:
    harbour = Facility.objects.get(name="Harbour Clinic")
    VisitFactory(patient=patient, facility=harbour, status="in-progress", ward="Ward 4B", bed="07")


def nadia() -> Actor:
    return Actor(user=User.objects.get(username="nadia").public_id)


@pytest.fixture
def nell(made_clinic):
    """Here now, with a bad set of half an hour ago."""
    patient = clinic.newcomer()
    admit(patient)
    take(patient, at=now() - timedelta(minutes=30), **BAD)
    return patient


def live(screen):
    expect(LivingChart(screen.page).state).to_have_attribute("data-state", "live")
    return screen


def test_arrows_move_from_cell_to_cell_and_enter_records(nell, as_person):
    rounds = Rounds(as_person("nadia")).open()
    page = rounds.page
    expect(page.get_by_role("grid")).to_be_visible()
    rounds.name(NELL).focus()
    above = rounds.rows.nth(
        rounds.rows.evaluate_all("(all) => all.findIndex((row) => row.contains(document.activeElement)) - 1")
    )

    page.keyboard.press("ArrowUp")
    expect(above.get_by_role("link").first).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(rounds.name(NELL)).to_be_focused()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    expect(rounds.cell(NELL, "r-score")).to_be_focused()
    page.keyboard.press("End")
    expect(rounds.cell(NELL, "r-taken").get_by_role("link")).to_be_focused()
    page.keyboard.press("ArrowLeft")
    expect(rounds.signs(NELL).last).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/patients/{nell.public_id}/vitals/record/")


def test_the_grid_is_one_stop_of_the_tab_key_and_one_letter_leads_there(nell, as_person):
    page = PatientList(as_person("nadia")).open().page
    page.keyboard.press("g")
    page.keyboard.press("u")
    page.wait_for_url("**/vitals/rounds/")
    rounds = Rounds(page)
    rounds.settle()
    stops = rounds.table.locator("tbody [tabindex='0']")

    expect(stops).to_have_count(1)
    press_until(page, "Tab", stops)
    page.keyboard.press("Tab")
    expect(rounds.region.locator(".pager").get_by_role("link").first).to_be_focused()


def test_a_row_says_score_flags_and_age(nell, as_person):
    rounds = Rounds(as_person("nadia")).open()

    expect(rounds.cell(NELL, "r-score")).to_contain_text("7 high")
    expect(rounds.cell(NELL, "r-place")).to_have_text("Ward 4B 07")
    expect(rounds.signs(NELL).nth(1)).to_contain_text("91")
    expect(rounds.signs(NELL).nth(1)).to_contain_text("critical")
    expect(rounds.cell(NELL, "r-taken")).to_have_text("30 min")
    rounds.cell(NELL, "r-taken").get_by_role("link").click()
    expect(Flowsheet(rounds.page).values("NEWS2")).to_contain_text(["7 high"])


def test_in_a_hand_a_row_is_who_it_is_the_score_and_what_is_not_normal(nell, as_person):
    rounds = Rounds(as_person("nadia", **TELEPHONE)).open()

    assert overflow(rounds.page) <= 0
    expect(rounds.name(NELL)).to_be_visible()
    expect(rounds.cell(NELL, "r-score")).to_be_visible()
    respiration, saturation, oxygen, pressure, pulse, temperature, _state = rounds.signs(NELL).all()
    for told in (respiration, saturation, pulse):
        expect(told).to_be_visible()
    for normal in (oxygen, pressure, temperature):
        expect(normal).to_be_hidden()
    expect(saturation).to_contain_text("SpO₂ %")


def test_without_javascript_the_names_lead_to_recording(nell, as_person):
    rounds = Rounds(as_person("nadia", java_script_enabled=False)).open()
    rounds.name(NELL).click()

    rounds.page.wait_for_url(f"**/patients/{nell.public_id}/vitals/record/")


def test_a_set_is_on_every_screen_of_others_within_a_second(nell, as_person):
    strip = live(PatientPage(as_person("dan")).open(nell.public_id)).page.locator("#vitals-latest")
    sheet = live(Flowsheet(as_person("dan")).open(nell.public_id))
    rounds = live(Rounds(as_person("dan")).open())
    watched = (strip, sheet.page.locator("#vitals-flowsheet"), rounds.region)
    watch_for("133", *watched)

    saved = time.time() * SECOND
    record_vitals(patient=nell, taken_at=now(), signs={"pulse": 133}, by=nadia())

    for region in watched:
        assert shown_at(region) - saved < SECOND
    expect(rounds.cell(NELL, "r-taken")).to_have_text("now")
    expect(rounds.cell(NELL, "r-score")).to_contain_text("≥ 3 low-medium")
    expect(sheet.values("Pulse").first).to_contain_text("133 critical")


def test_the_patient_list_tells_the_new_day_of_the_last_set(made_clinic, as_person):
    first = clinic.links().order_by("name_key").first()
    patients = live(PatientList(as_person("dan")).open())
    name = clinic.names()[0]
    cell = patients.row(name).locator("td.p-vitals")
    record_vitals(patient=first.patient, taken_at=now(), signs={"pulse": 70}, by=nadia())

    expect(cell).to_have_text("14 Mar 2026")


def test_what_did_not_change_is_answered_with_304(nell, as_person):
    rounds = live(Rounds(as_person("dan")).open())
    with rounds.page.expect_response("**/vitals/rounds/listing/**") as answered:
        tell_lists(patient=nell)

    assert answered.value.status == 304


def test_rounds_on_paper_have_names_numbers_and_the_time_of_each_set(nell, as_person):
    for number in range(40):
        patient = clinic.links().order_by("name_key")[number].patient
        admit(patient)
    page = Rounds(as_person("nadia")).open().page
    page.goto("/vitals/rounds/?size=50")
    pages = words_on(page.pdf(format="A4"))

    assert len(pages) > 1
    for at, words in enumerate(pages):
        assert f"{at + 1}/{len(pages)}" in words
        assert "NEWS2" in words, "the heads of the columns stand on every page"
    whole = "".join(pages)
    assert "Newcomer,Nell" in whole
    assert "14Mar2026,13:35" in whole
