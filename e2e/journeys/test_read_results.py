"""Reading results: the grid by keyboard and without JavaScript, a trend with its range, both on paper."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from e2e import clinic
from e2e.journeys.test_keyboard import press_until
from e2e.pages.chart import ResultGrid, Trend
from e2e.pages.patients import PatientPage
from features.foundation.records.clock import now
from tests.labs.results import report


@pytest.fixture
def newcomer(made_clinic):
    """Twelve potassiums, the newest critical and preliminary, and one haemoglobin."""
    patient = clinic.newcomer()
    limits = {"range_low": "3.5", "range_high": "5.1", "critical_high": "6.2"}
    for step in range(12):
        newest = {"number": "6.4", "flag": "HH", "status": "preliminary"}
        told = newest if step == 0 else {"number": f"4.{step % 10}", "flag": "N"}
        report(patient, at=now() - timedelta(hours=8 * step), **limits, **told)
    report(patient, at=now(), code="718-7", display="Haemoglobin", number="10.8", unit="g/dL")
    return patient


def test_the_grid_is_reached_from_the_summary_and_leafed_through(newcomer, as_person):
    chart = PatientPage(as_person("nadia")).open(newcomer.public_id)
    chart.page.get_by_role("link", name="Over time", exact=True).click()
    grid = ResultGrid(chart.page)

    expect(grid.values("Potassium").first).to_contain_text("6.4 critical")
    expect(grid.values("Potassium").first).to_contain_text("preliminary")
    grid.older.click()
    expect(grid.values("Potassium")).to_have_count(2)
    expect(grid.newer).to_be_visible()


def test_arrows_move_by_cell(newcomer, as_person):
    grid = ResultGrid(as_person("nadia")).open(newcomer.public_id)
    press_until(grid.page, "Tab", grid.values("Haemoglobin").first)

    grid.page.keyboard.press("ArrowDown")
    expect(grid.values("Potassium").first).to_be_focused()
    grid.page.keyboard.press("Home")
    expect(grid.trend_of("Potassium")).to_be_focused()
    grid.page.keyboard.press("Enter")
    expect(Trend(grid.page).points).to_have_count(12)


def test_a_point_of_a_trend_says_value_and_mark_in_focus(newcomer, as_person):
    trend = Trend(as_person("nadia")).open_at("labs:trend", newcomer.public_id, "2823-3")
    expect(trend.page.get_by_text("reference 3.5–5.1 mmol/L")).to_be_visible()
    trend.points.last.focus()

    expect(trend.readout).to_contain_text("6.4 mmol/L, critical high, preliminary")


def test_results_are_read_without_javascript_and_in_a_hand(newcomer, as_person):
    grid = ResultGrid(as_person("nadia", java_script_enabled=False, viewport={"width": 390, "height": 844}))
    grid.open(newcomer.public_id)
    expect(grid.values("Potassium").first).to_be_in_viewport()
    grid.trend_of("Potassium").click()

    Trend(grid.page).table_switch.click()
    expect(Trend(grid.page).table.get_by_role("row")).to_have_count(13)


def test_on_paper_stands_the_table_behind_the_chart(newcomer, as_person):
    trend = Trend(as_person("nadia", color_scheme="dark")).open_at("labs:trend", newcomer.public_id, "2823-3")
    trend.page.emulate_media(media="print")

    expect(trend.table.get_by_role("row").last).to_be_visible()
    expect(trend.page.get_by_role("navigation").filter(visible=True)).to_have_count(0)
