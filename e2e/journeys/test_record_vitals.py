"""Recording vital signs: by keyboard within seconds, slips mended, odd values asked once, mistakes taken back."""

import time

import pytest
from playwright.sync_api import expect

from e2e import clinic
from e2e.pages.chart import Flowsheet
from e2e.pages.vitals import RecordVitals
from features.foundation.records.clock import now
from features.vitals.models import VitalSigns
from tests.vitals.sets import take

KEY = 100
"""Milliseconds that a nurse takes for a key."""


@pytest.fixture
def amara(made_clinic):
    return clinic.patient("Okafor", "Amara")


@pytest.fixture
def sheet(as_person, amara):
    return RecordVitals(as_person("nadia")).open(amara.public_id)


def test_a_whole_set_by_keyboard_alone_within_twelve_seconds(sheet, amara):
    page, started = sheet.page, time.monotonic()
    for keys in "22 Tab 96 Tab Space Tab 108 Tab 62 Tab 88 Tab 37.2 Tab Tab Space Tab 3 Enter".split():
        if keys in ("Tab", "Space", "Enter"):
            page.wait_for_timeout(KEY)
            page.keyboard.press(keys)
        else:
            page.keyboard.type(keys, delay=KEY)
    expect(page.get_by_text("Vitals saved")).to_be_visible()
    assert time.monotonic() - started <= 12

    written = VitalSigns.objects.filter(patient=amara).latest("id")
    told = (
        written.respiratory_rate,
        written.spo2,
        written.oxygen_device,
        written.systolic,
        written.diastolic,
    )
    assert told == (22, 96, "air", 108, 62)
    assert (written.pulse, str(written.temperature), written.consciousness, written.pain) == (
        88,
        "37.2",
        "A",
        3,
    )


def test_the_score_builds_while_the_fields_are_left(sheet):
    sheet.type(respiratory_rate="22", spo2="94").choose("Oxygen")
    sheet.form.locator("select[name=oxygen_device]").select_option("nasal cannula")
    sheet.type(oxygen_flow="4", systolic="108", diastolic="62", pulse="108").choose("Alert")
    expect(sheet.score).to_contain_text("6 of 7 recorded")
    expect(sheet.score).to_contain_text("Missing: Temperature")
    expect(sheet.score).to_contain_text("at least 7")
    sheet.type(temperature="38.4")
    expect(sheet.score).to_contain_text("7 of 7 recorded")
    expect(sheet.score).to_contain_text("Emergency response")
    expect(sheet.said("respiratory_rate")).to_contain_text("high")
    sheet.save()
    expect(Flowsheet(sheet.page).values("NEWS2").first).to_contain_text("8")


def test_swapped_pressures_are_offered_to_be_swapped_back(sheet, amara):
    sheet.type(systolic="80", diastolic="120")
    expect(sheet.said("diastolic")).to_contain_text("must be below the systolic one")
    sheet.form.get_by_role("button", name="Swap: 120/80").click()
    expect(sheet.field("Systolic")).to_have_value("120")
    expect(sheet.field("Diastolic")).to_have_value("80")
    assert not VitalSigns.objects.filter(patient=amara, systolic=120, created_by__isnull=False).exists()
    sheet.save()
    expect(sheet.page.get_by_text("Vitals saved")).to_be_visible()
    assert VitalSigns.objects.filter(patient=amara).latest("id").diastolic == 80


def test_fahrenheit_typed_as_celsius_is_offered_as_fahrenheit(sheet, amara):
    sheet.type(temperature="98.6")
    sheet.form.get_by_role("button", name="It is 98.6 °F").click()
    expect(sheet.form.locator("select[name=temperature_unit]")).to_have_value("[degF]")
    sheet.save()
    expect(sheet.page.get_by_text("Vitals saved")).to_be_visible()
    assert VitalSigns.objects.filter(patient=amara).latest("id").temperature == 37


def test_an_odd_value_is_confirmed_once_at_its_field(sheet, amara):
    sheet.type(temperature="32.1")
    sheet.said("temperature").get_by_label("Keep 32.1 °C").check()
    sheet.page.keyboard.press("Enter")
    expect(sheet.page.get_by_text("Vitals saved")).to_be_visible()
    assert VitalSigns.objects.filter(patient=amara).latest("id").confirmed == ["temperature"]


def test_what_was_just_saved_is_taken_back_in_one_press(sheet, amara):
    sheet.type(pulse="72").save()
    page = sheet.page
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("Undone: the set is entered in error.")).to_be_visible()
    expect(page.get_by_text("entered in error: undone by author")).to_be_visible()
    assert VitalSigns.objects.filter(patient=amara).latest("id").status == "entered-in-error"


def test_a_correction_shows_the_new_values_beside_the_old_ones(as_person, made_clinic):
    patient = clinic.newcomer()
    take(patient, at=now(), pulse="270")
    sheet = Flowsheet(as_person("nadia")).open(patient.public_id)
    sheet.page.get_by_role("link", name="Correct").click()
    form = sheet.page.locator("#vitals-correct")
    expect(form.get_by_role("textbox", name="Pulse", exact=True)).to_have_value("270")
    form.get_by_role("textbox", name="Pulse", exact=True).fill("72")
    form.get_by_label("Why is it corrected?").fill("typed twice")
    form.get_by_role("button", name="Save correction").click()
    expect(sheet.page.get_by_text("Correction saved")).to_be_visible()
    expect(sheet.page.get_by_text("entered in error: typed twice")).to_be_visible()
    expect(sheet.row("Pulse")).to_contain_text("270")
    expect(sheet.row("Pulse")).to_contain_text("72")


def test_scale_2_is_ordered_from_the_form_and_scores_by_it(sheet):
    sheet.type(spo2="90")
    expect(sheet.score).to_contain_text("at least 3")
    sheet.score.get_by_role("link", name="Score on scale 2").click()
    page = sheet.page
    page.get_by_label("Why scale 2?").fill("COPD, target 88 to 92 %")
    page.get_by_role("button", name="Order scale 2").click()
    expect(page.get_by_text("Scale 2 ordered")).to_be_visible()


def test_a_set_is_saved_without_javascript(as_person, amara, console):
    console.expect("status of 422")
    sheet = RecordVitals(as_person("nadia", java_script_enabled=False)).open(amara.public_id)
    sheet.form.locator("input[name=systolic]").fill("80")
    sheet.form.locator("input[name=diastolic]").fill("120")
    sheet.save()
    sheet.form.get_by_role("button", name="Swap: 120/80").click()
    sheet.save()
    expect(sheet.page.get_by_text("Vitals saved")).to_be_visible()
    assert VitalSigns.objects.filter(patient=amara).latest("id").systolic == 120


def test_in_a_hand_the_score_stays_in_view_and_nothing_runs_sideways(as_person, amara):
    sheet = RecordVitals(as_person("nadia", viewport={"width": 390, "height": 844})).open(amara.public_id)
    sheet.type(spo2="90")
    expect(sheet.score).to_contain_text("at least 3")
    expect(sheet.score).to_be_in_viewport()
    overflow = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert sheet.page.evaluate(overflow) == 0
