"""Reading vital signs: the flowsheet by keyboard and without JavaScript, a trend point by point, both on paper."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from e2e import clinic
from e2e.journeys.test_keyboard import press_until
from e2e.pages.chart import Flowsheet, Trend
from e2e.pages.patients import PatientPage
from e2e.paper import words_on
from features.foundation.records.clock import now
from features.patients.models import Provider
from tests.vitals.sets import NORMAL, take


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


def test_a_printed_sheet_says_on_each_page_whose_it_is_and_which_page(newcomer, as_person):
    page = Flowsheet(as_person("nadia", color_scheme="dark")).open(newcomer.public_id).page
    (whole,) = words_on(page.pdf(format="A4"))
    assert "1/1" in whole
    assert whole.count("Newcomer,Nell") == 1
    assert newcomer.mrn in whole
    assert "14Mar2026" in whole and "131critical" in whole

    take(newcomer, at=now(), **NORMAL, pain="2", weight="80", height="170")
    page.reload()
    halves = words_on(page.pdf(width="210mm", height="110mm"))
    assert len(halves) > 1
    for at, words in enumerate(halves):
        assert f"{at + 1}/{len(halves)}" in words
        assert "Newcomer,Nell" in words
        assert newcomer.mrn in words


def test_times_and_names_stay_while_a_sheet_is_scrolled(newcomer, as_person):
    sheet = Flowsheet(as_person("nadia", viewport={"width": 700, "height": 380})).open(newcomer.public_id)
    take(newcomer, at=now() - timedelta(minutes=5), **NORMAL, pain="2", weight="80", height="170")
    sheet.page.reload()
    sheet.values("Weight").last.scroll_into_view_if_needed()

    expect(sheet.row("Weight").get_by_role("rowheader")).to_be_in_viewport()
    expect(sheet.table.get_by_role("columnheader", name="Sign")).to_be_in_viewport()
    expect(sheet.table.get_by_role("columnheader").last).to_be_in_viewport()


def test_a_period_is_chosen_and_an_empty_one_leads_on(made_clinic, as_person):
    patient = clinic.newcomer()
    take(patient, at=now() - timedelta(hours=30), pulse="77")
    sheet = Flowsheet(as_person("nadia")).open(patient.public_id)
    periods = sheet.page.get_by_role("navigation", name="Period")
    expect(periods.locator("[aria-current]")).to_have_text("All")
    periods.get_by_role("link", name="24 hours").click()

    expect(sheet.page.get_by_text("No set in this period")).to_be_visible()
    sheet.page.get_by_role("link", name="Show the last set").click()
    expect(sheet.values("Pulse").first).to_contain_text("77")
    expect(periods.locator("[aria-current]")).to_have_text("7 days")
