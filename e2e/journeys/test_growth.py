"""How a child grows, by keyboard, as a table and on paper; and an adult's temperature and pulse over one time."""

from datetime import date, timedelta

import pytest
from playwright.sync_api import expect

from e2e import clinic
from e2e.pages.chart import Flowsheet, GrowthChart, Trend
from features.foundation.access.models import Facility
from features.foundation.records.clock import now
from features.patients.models import Provider
from tests.factories import PatientFactory
from tests.vitals.sets import take

A_PHONE = {"width": 390, "height": 844}


@pytest.fixture
def tom(made_clinic):
    """A boy of a year who was weighed three times, the last time by Dan."""
    harbour = Facility.objects.get(name="Harbour Clinic")
    child = PatientFactory(
        family_name="Reed", given_names="Tom", sex="male", birth_date=date(2025, 3, 14), at=harbour
    )
    take(child, weight="3.35", height="50", at=now() - timedelta(days=365))
    take(child, weight="7.9", at=now() - timedelta(days=180))
    take(child, weight="9.65", height="76", taken_by=Provider.objects.get(user__username="dan"), at=now())
    return child


def test_a_childs_growth_is_read_by_keyboard(tom, as_person):
    sheet = Flowsheet(as_person("nadia")).open(tom.public_id)
    sheet.page.get_by_role("link", name="Growth chart").press("Enter")
    chart = GrowthChart(sheet.page)
    expect(chart.curve_names).to_have_text(["−3", "−2", "0", "+2", "+3"])

    chart.points.last.focus()
    expect(chart.readout).to_contain_text("9.65 kg, z 0.00, centile 50.2")
    expect(chart.readout).to_contain_text("Dan Whitlow")
    chart.page.keyboard.press("Home")
    expect(chart.readout).to_contain_text("3.35 kg, z +0.01, centile 50.3")
    chart.choose("Curves", "Centiles")
    expect(chart.curve_names).to_have_text(["3", "15", "50", "85", "97"])
    chart.choose("Measure", "Height")
    expect(chart.points).to_have_count(2)


def test_the_table_behind_is_read_on_a_phone_without_javascript_and_on_paper(tom, as_person):
    page = as_person("nadia", java_script_enabled=False, viewport=A_PHONE)
    chart = GrowthChart(page).open_at("vitals:growth", tom.public_id, "weight")
    overflow = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(overflow) == 0
    expect(chart.table).to_be_hidden()
    chart.table_switch.click()
    expect(chart.table.get_by_role("row").nth(1)).to_contain_text("9.65 kg")
    expect(chart.table.get_by_role("row").nth(1)).to_contain_text("50.2")

    chart.table_switch.click()
    page.emulate_media(media="print")
    expect(chart.table.get_by_role("row").last).to_be_visible()
    expect(chart.title).to_be_visible()
    expect(page.get_by_text("WHO Child Growth Standards (2006)")).to_be_visible()


def test_the_scale_on_paper_is_that_of_the_screen(tom, as_person):
    chart = GrowthChart(as_person("nadia")).open_at("vitals:growth", tom.public_id, "weight")
    heights = "points => points.map(point => point.querySelector('svg').getAttribute('y'))"
    seen = chart.points.evaluate_all(heights)
    box = chart.plot.bounding_box()
    chart.page.emulate_media(media="print")

    assert chart.points.evaluate_all(heights) == seen
    assert chart.plot.bounding_box()["height"] == box["height"]


def test_temperature_and_pulse_stand_over_one_time(made_clinic, as_person):
    patient = clinic.newcomer()
    for step in range(6):
        take(patient, at=now() - timedelta(hours=4 * step), pulse=str(70 + step), temperature="37.1")
    take(patient, at=now() - timedelta(hours=24), pulse="131")
    trend = Trend(as_person("nadia")).open_at("vitals:trend", patient.public_id, "pulse")
    trend.page.get_by_role("link", name="Temperature and pulse").click()

    temperature, pulse = (trend.charts.nth(place).locator(".trend__point") for place in (0, 1))
    expect(temperature).to_have_count(6)
    expect(pulse).to_have_count(7)
    assert temperature.last.locator("svg").get_attribute("x") == pulse.last.locator("svg").get_attribute("x")
    pulse.last.focus()
    expect(trend.readout).to_contain_text("70 /min, normal")
    trend.page.keyboard.press("Home")
    expect(trend.readout).to_contain_text("131 /min, critical high")
    trend.table_switch.click()
    expect(trend.table.get_by_role("row")).to_have_count(8)


def test_a_pressure_says_both_of_its_ends(made_clinic, as_person):
    patient = clinic.newcomer()
    take(patient, at=now() - timedelta(hours=4), systolic="120", diastolic="70")
    take(patient, at=now(), systolic="190", diastolic="95")
    trend = Trend(as_person("nadia")).open_at("vitals:trend", patient.public_id, "blood_pressure")

    trend.points.last.focus()
    expect(trend.readout).to_contain_text("190/95 mmHg, Systolic critical high, Diastolic high")
    trend.points.first.locator(".trend__mark").last.hover()
    expect(trend.readout).to_contain_text("120/70 mmHg, normal")
