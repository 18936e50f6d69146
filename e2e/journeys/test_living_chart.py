"""What a refresh leaves alone: the hand, the eye, the place; and what it costs and says."""

import itertools
import re
from datetime import timedelta

import pytest
from django.db import connection
from playwright.sync_api import expect

from e2e import clinic
from e2e.journeys.test_keyboard import press_until
from e2e.moments import (
    answered_at,
    asked_on,
    listen_to,
    said_on,
    shown_at,
    watch_for,
    watch_for_an_answer,
)
from e2e.pages.allergies import AllergyForm
from e2e.pages.chart import Flowsheet, Trend
from e2e.pages.living import LivingChart
from features.foundation.live.announcing import publish
from features.foundation.records.clock import now
from features.notes.models import Note
from features.patients.events import chart_topic
from tests.factories import AllergyFactory, ProblemFactory
from tests.labs.results import report
from tests.vitals.sets import take

SECOND = 1_000
CHECKED = 5_000
"""Milliseconds within which an open page knows what nobody announced."""
RUNNING = "document.getAnimations().filter((one) => one.playState === 'running').length"


@pytest.fixture
def nell():
    return clinic.newcomer()


@pytest.fixture
def nadias(as_person, nell):
    return live(LivingChart(as_person("nadia")).open(nell.public_id))


def live(chart):
    expect(LivingChart(chart.page).state).to_have_attribute("data-state", "live")
    return chart


def changed(event: str, patient) -> None:
    """Says what a service says once it has written."""
    publish(event, chart_topic(patient))


def test_a_save_is_in_every_region_of_a_colleague_within_a_second_and_each_hears_it_once(
    as_person, nell, nadias
):
    dans = live(AllergyForm(as_person("dan")).open(nell.public_id))
    announcer = LivingChart(dans.page).announced
    listen_to(announcer)
    listen_to(nadias.announced)
    # nothing but the save is announced
    dans.page.route("**/presence/", lambda route: route.fulfill(status=204))
    watch_for("Latex", nadias.banner, nadias.allergies)
    dans.tell("Latex", note="Rash after gloves")
    watch_for_an_answer(dans.page)
    dans.save()

    saved = answered_at(dans.page)
    for region in (nadias.banner, nadias.allergies):
        assert shown_at(region) - saved < SECOND
    expect(nadias.allergies.locator("[data-changed]")).to_have_count(1)
    expect(nadias.announced).to_contain_text("changed.")
    expect(nadias.changed).to_have_count(0)
    assert len(said_on(nadias.page)) == 1
    assert said_on(dans.page) in ([], ["Patient changed."])  # the toast says what was saved


def test_what_is_written_by_sql_is_found_within_five_seconds(as_person, nell):
    AllergyFactory(patient=nell, display="Latex")
    chart = live(LivingChart(as_person("nadia")).open(nell.public_id))
    watch_for("Walnuts", chart.banner, chart.allergies)
    began = chart.page.evaluate("Date.now()")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE problems_allergy SET display = 'Walnuts' WHERE patient_id = %s", [nell.pk])

    for region in (chart.banner, chart.allergies):
        assert shown_at(region) - began < CHECKED


def test_the_flowsheet_keeps_cell_and_scroll_when_a_set_arrives(as_person, nell):
    for hours in range(1, 11):
        take(nell, at=now() - timedelta(hours=4 * hours), pulse=str(60 + hours), spo2="96")
    sheet = live(Flowsheet(as_person("nadia", viewport={"width": 700, "height": 800})).open(nell.public_id))
    page = sheet.page
    press_until(page, "Tab", sheet.values("NEWS2").first)
    page.keyboard.press("ArrowDown")
    for _ in range(4):
        page.keyboard.press("ArrowRight")
    expect(sheet.values("SpO₂").nth(4)).to_be_focused()
    scroller = page.locator(".flow")
    scrolled = scroller.evaluate("box => box.scrollLeft += 30")
    take(nell, at=now(), pulse="131", spo2="96")
    changed("vitals-changed", nell)

    expect(sheet.values("Pulse").first).to_contain_text("131")
    expect(sheet.values("SpO₂").nth(5)).to_be_focused()  # the same set: the oldest has left at the other end
    assert scroller.evaluate("box => box.scrollLeft") == scrolled
    expect(page.get_by_role("grid")).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(sheet.values("Pulse").nth(5)).to_be_focused()
    expect(sheet.values("Pulse").nth(5)).to_contain_text("65")
    assert page.locator("[data-grid] [tabindex='0']").count() == 1


def test_a_new_row_of_a_table_in_a_chart_is_there_at_once_and_the_rest_stays(as_person, nell):
    report(nell, at=now() - timedelta(hours=4), number="4.2")
    chart = live(LivingChart(as_person("nadia")).open(nell.public_id))
    results = chart.page.get_by_role("region", name="Results", exact=True)
    potassium = results.get_by_role("link", name="Potassium")
    potassium.focus()
    report(nell, at=now(), code="2951-2", display="Sodium [Moles/volume] in Serum", number="140")
    changed("labs-changed", nell)

    expect(results.get_by_role("link", name="Sodium")).to_be_visible()
    expect(potassium).to_be_focused()
    expect(chart.page.locator("[data-arrivals]")).to_have_count(0)


def note(patient, title: str, text: str) -> Note:
    at = now() - timedelta(hours=1)
    return Note.objects.create(
        patient=patient, kind="physician", title=title, text=text, written_at=at,
        status="signed", signed_at=at, content_hash="0" * 64,
    )  # fmt: skip


def test_an_open_note_a_selection_and_the_scroll_survive_a_new_note(as_person, nell):
    note(nell, "Admission", "Slept well. " * 200)
    note(nell, "Round", "Walks to the window.")
    timeline = Trend(as_person("nadia")).open_at("notes:timeline", nell.public_id)
    live(timeline)
    page = timeline.page
    fold = page.locator("details", has_text="Slept well.")
    fold.locator("summary").click()
    words = page.get_by_text("Walks to the window.")
    words.evaluate("words => getSelection().selectAllChildren(words)")
    page.evaluate("scrollTo(0, 200)")
    before = words.bounding_box()["y"]
    note(nell, "Night", "Asked for water.")
    changed("notes-changed", nell)

    expect(page.get_by_text("Asked for water.")).to_be_visible()
    expect(fold).to_have_attribute("open", "")
    assert page.evaluate("String(getSelection()).trim()") == "Walks to the window."
    assert abs(words.bounding_box()["y"] - before) < 1


def test_a_point_in_focus_and_an_open_table_of_a_trend_survive_a_new_value(as_person, nell):
    for hours in range(1, 6):
        take(nell, at=now() - timedelta(hours=4 * hours), pulse=str(70 + hours))
    trend = live(Trend(as_person("nadia")).open_at("vitals:trend", nell.public_id, "pulse"))
    trend.table_switch.click()
    trend.points.last.focus()
    trend.page.keyboard.press("ArrowLeft")
    expect(trend.readout).to_contain_text("72 /min")
    take(nell, at=now(), pulse="131")
    changed("vitals-changed", nell)

    expect(trend.points).to_have_count(6)
    expect(trend.readout).to_contain_text("72 /min")
    expect(trend.table).to_be_visible()
    trend.page.keyboard.press("End")
    expect(trend.readout).to_contain_text("131 /min")


def test_a_field_in_a_region_is_not_replaced_while_it_is_in_use(nell, nadias):
    """No region holds a field today; the first that will is safe."""
    nadias.allergies.evaluate("(region) => region.append(document.createElement('input'))")
    field = nadias.allergies.get_by_role("textbox")
    field.fill("half a w")
    AllergyFactory(patient=nell, display="Latex")
    changed("allergies-changed", nell)
    expect(nadias.banner).to_contain_text("Latex")

    expect(field).to_be_focused()
    expect(field).to_have_value("half a w")
    expect(nadias.allergies).not_to_contain_text("Latex")
    nadias.page.keyboard.press("Tab")
    expect(nadias.allergies).to_contain_text("Latex")


@pytest.mark.parametrize(("wish", "glows"), [("reduce", False), ("no-preference", True)])
def test_a_row_that_changed_is_marked_for_a_moment_and_glows_only_for_those_who_like_it(
    wish, glows, as_person, nell
):
    ProblemFactory.create_batch(3, patient=nell)
    chart = live(LivingChart(as_person("nadia", reduced_motion=wish)).open(nell.public_id))
    ProblemFactory(patient=nell, display="Asthma")
    changed("problems-changed", nell)

    expect(chart.changed).to_have_text([re.compile("Asthma")])
    assert (chart.page.evaluate(RUNNING) > 0) is glows
    expect(chart.changed).to_have_count(0)


def test_two_hundred_writes_cost_a_region_one_fetch_a_second(nell, nadias):
    allergy = AllergyFactory(patient=nell, display="Walnuts")
    with connection.cursor() as cursor:
        for turn in range(200):
            cursor.execute(
                "UPDATE problems_allergy SET display = %s WHERE id = %s", [f"Walnuts {turn}", allergy.pk]
            )
            changed("allergies-changed", nell)
            if turn % 50 == 0:
                nadias.page.wait_for_function("() => true")  # the browser has its turn
    expect(nadias.banner).to_contain_text("Walnuts 199")
    expect(nadias.allergies).to_contain_text("Walnuts 199")

    for part in ("banner", "problems/allergies"):
        asked = asked_on(nadias.page, f"/patients/{nell.public_id}/{part}/")
        assert asked, part
        assert all(later - sooner > 0.95 * SECOND for sooner, later in itertools.pairwise(asked))
