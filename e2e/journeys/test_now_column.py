"""The flowsheet under the form: what is being typed stands in it before it is saved, and disturbs nobody."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from e2e import clinic
from e2e.moments import asked_on
from e2e.pages.living import LivingChart
from e2e.pages.vitals import RecordVitals
from features.foundation.audit.actors import Actor
from features.foundation.records.clock import now
from features.vitals.models import VitalSigns
from features.vitals.recording import record_vitals
from tests.vitals.sets import NORMAL, take

HAND = "field => [document.activeElement === field, field.selectionStart, field.selectionEnd, field.value]"
BOXES = """() => [...document.querySelectorAll("form .input, #vitals-last_sets tr")]
    .map((one) => one.getBoundingClientRect().toJSON())"""


@pytest.fixture
def nell(made_clinic):
    patient = clinic.newcomer()
    take(patient, at=now() - timedelta(hours=4), **NORMAL)
    return patient


@pytest.fixture
def sheet(as_person, nell):
    return RecordVitals(as_person("nadia")).open(nell.public_id)


def test_the_column_fills_as_fields_are_left_and_asks_nothing_more(sheet):
    expect(sheet.now("pulse")).to_be_empty()
    sheet.type(respiratory_rate="25", spo2="94", systolic="108", diastolic="62", pulse="108").choose("Air")
    sheet.choose("Alert")

    expect(sheet.now("score")).to_contain_text("≥ 6")
    expect(sheet.now("respiratory_rate")).to_contain_text(re.compile("25.*critical"))
    expect(sheet.now("pulse")).to_contain_text(re.compile("108.*high"))
    expect(sheet.now("temperature")).to_have_text("missing")
    sheet.type(temperature="38.4")
    expect(sheet.now("temperature")).to_contain_text("38.4")
    expect(sheet.now("score")).to_contain_text("7")
    assert not asked_on(sheet.page, sheet.last_sets.get_attribute("hx-get"))


def test_whoever_types_is_not_disturbed_and_nothing_moves(sheet):
    sheet.type(respiratory_rate="22")
    expect(sheet.now("respiratory_rate")).to_contain_text("22")
    pulse = sheet.field("Pulse")
    pulse.fill("131")
    pulse.evaluate("field => field.setSelectionRange(1, 2)")
    before = sheet.page.evaluate(BOXES)
    expect(sheet.now("pulse")).to_contain_text("critical")

    assert pulse.evaluate(HAND) == [True, 1, 2, "131"]
    after = sheet.page.evaluate(BOXES)
    assert [pair for pair in zip(before, after, strict=True) if pair[0]["width"] and pair[0] != pair[1]] == []


def test_a_set_of_a_colleague_comes_into_the_sheet_and_leaves_form_and_column_alone(sheet, nell):
    expect(LivingChart(sheet.page).state).to_have_attribute("data-state", "live")
    sheet.type(spo2="90")
    expect(sheet.now("spo2")).to_contain_text("90")
    pulse = sheet.field("Pulse")
    pulse.fill("13")
    expect(sheet.now("pulse")).to_contain_text("13")
    sheet.last_sets.scroll_into_view_if_needed()
    record_vitals(
        patient=nell, taken_at=now(), signs={"pulse": 77}, not_measured={}, typed={}, confirmed=[],
        by=Actor.system("a test"),
    )  # fmt: skip

    expect(sheet.cells("Pulse")).to_have_text([re.compile("13"), re.compile("77"), re.compile("70")])
    expect(sheet.now("spo2")).to_contain_text("90")
    expect(pulse).to_be_focused()
    expect(pulse).to_have_value("13")
    sheet.type(pulse="131")
    expect(sheet.now("pulse")).to_contain_text("131")


def test_without_javascript_the_last_sets_stand_there_and_no_empty_column(as_person, nell):
    sheet = RecordVitals(as_person("nadia", java_script_enabled=False)).open(nell.public_id)
    expect(sheet.cells("Pulse").filter(visible=True)).to_have_text([re.compile("70")])
    expect(sheet.now("pulse")).to_be_hidden()


def test_in_a_hand_score_and_save_stay_at_the_thumb_and_only_the_sheet_runs_sideways(as_person, nell):
    sheet = RecordVitals(as_person("nadia", viewport={"width": 390, "height": 844})).open(nell.public_id)
    sheet.type(spo2="90")
    save = sheet.page.get_by_role("button", name="Save vitals")
    expect(sheet.score).to_contain_text("at least 3")
    expect(save).to_have_count(1)
    expect(save).to_be_in_viewport()
    sheet.last_sets.scroll_into_view_if_needed()
    expect(sheet.now("spo2")).to_be_in_viewport()
    assert (
        sheet.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        == 0
    )
    save.click()
    expect(sheet.page.get_by_text("Vitals saved")).to_be_visible()
    assert VitalSigns.objects.filter(patient=nell).count() == 2
