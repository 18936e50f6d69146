"""Reading vital signs: the flowsheet by keyboard and without JavaScript, a trend point by point, both on paper."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from e2e import clinic
from e2e.journeys.test_keyboard import press_until
from e2e.pages.chart import Flowsheet, Trend
from e2e.pages.patients import PatientPage
from features.foundation.records.clock import now
from features.patients.models import Provider
from tests.vitals.sets import take


@pytest.fixture
def newcomer(made_clinic):
    """24 sets, four hours apart, the newest of them critical and taken by Dan."""
    patient = clinic.newcomer()
    dan = Provider.objects.filter(user__username="dan").first()
    for step in range(24):
        pulse = "131" if step == 0 else str(60 + step)
        take(patient, at=now() - timedelta(hours=4 * step), pulse=pulse, spo2="96", taken_by=dan)
    return patient


def test_the_flowsheet_opens_at_its_newest_column_and_leafs_back(newcomer, as_person):
    sheet = Flowsheet(as_person("nadia", viewport={"width": 390, "height": 844})).open(newcomer.public_id)

    expect(sheet.values("Pulse").first).to_be_in_viewport()
    expect(sheet.values("Pulse").last).not_to_be_in_viewport()
    expect(sheet.row("Pulse").get_by_role("rowheader")).to_be_in_viewport()
    overflow = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert sheet.page.evaluate(overflow) == 0
    sheet.older.click()
    expect(sheet.values("Pulse").first).to_contain_text("70")
    sheet.newer.click()
    expect(sheet.values("Pulse").first).to_contain_text("131")


def test_arrows_move_by_cell_and_tab_leaves_the_grid(newcomer, as_person):
    sheet = Flowsheet(as_person("nadia")).open(newcomer.public_id)
    page = sheet.page
    expect(page.get_by_role("grid")).to_be_visible()
    press_until(page, "Tab", sheet.values("NEWS2").first)

    page.keyboard.press("ArrowDown")
    expect(sheet.values("SpO₂").first).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(sheet.values("Pulse").first).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(sheet.values("Pulse").nth(1)).to_be_focused()
    page.keyboard.press("Home")
    expect(sheet.trend_of("Pulse")).to_be_focused()
    page.keyboard.press("End")
    expect(sheet.values("Pulse").last).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(sheet.values("Pulse").last).to_be_focused()
    page.keyboard.press("Tab")
    expect(sheet.older).to_be_focused()


def test_the_summary_leads_to_a_trend_whose_points_speak_in_focus(newcomer, as_person):
    chart = PatientPage(as_person("nadia")).open(newcomer.public_id)
    chart.page.get_by_role("link", name="Pulse", exact=True).click()
    trend = Trend(chart.page)
    expect(trend.points).to_have_count(24)
    expect(trend.readout).to_have_count(0)

    trend.points.last.focus()
    expect(trend.readout).to_contain_text("131 /min, critical high")
    expect(trend.readout).to_contain_text("14 Mar 2026, 14:05")
    trend.page.keyboard.press("ArrowLeft")
    expect(trend.readout).to_contain_text("61 /min, normal")
    trend.point_at(0).hover()
    expect(trend.readout).to_contain_text("83 /min, normal")


def test_everything_is_read_without_javascript(newcomer, as_person):
    sheet = Flowsheet(as_person("nadia", java_script_enabled=False, viewport={"width": 390, "height": 844}))
    sheet.open(newcomer.public_id)
    expect(sheet.values("Pulse").first).to_be_in_viewport()
    sheet.trend_of("Pulse").click()
    trend = Trend(sheet.page)

    trend.points.last.focus()
    expect(trend.readout).to_contain_text("131 /min, critical high")
    expect(trend.table).to_be_hidden()
    trend.table_switch.click()
    expect(trend.table.get_by_role("row")).to_have_count(25)


def test_on_paper_stands_the_table_behind_the_chart(newcomer, as_person):
    trend = Trend(as_person("nadia")).open_at("vitals:trend", newcomer.public_id, "pulse")
    expect(trend.table).to_be_hidden()
    trend.page.emulate_media(media="print")

    expect(trend.table.get_by_role("row").last).to_be_visible()
    expect(trend.title).to_be_visible()
    expect(trend.page.get_by_role("navigation").filter(visible=True)).to_have_count(0)
