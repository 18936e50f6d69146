"""axe finds nothing on any page, in both colour schemes, at a desk and in a hand."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from e2e import clinic
from e2e.accessibility import faults
from e2e.pages.account import Password, SetUp
from e2e.pages.chart import Flowsheet, ResultGrid, Trend
from e2e.pages.histories import KeptDocuments, ProblemHistory, ResultHistory, VisitHistory
from e2e.pages.patients import PatientList, PatientPage
from e2e.pages.screen import Screen
from e2e.pages.session import Curtain, LastMinute
from e2e.pages.sign_in import SignIn, SignInCode
from e2e.people import sign_in
from e2e.second_factor import give_second_factor
from features.foundation.records import clock
from features.medications.models import Drug, MedicationOrder
from features.notes.models import Note
from tests import chart_rows
from tests.chart_rows import fill_chart
from tests.factories import VitalSignsFactory
from tests.labs.results import report
from tests.vitals.sets import THEN, take

PROVOKED = r"status of (401|403|404|422|500)|Response Status Error Code 500"


def the_door(page: Page) -> None:
    SignIn(page).open()


def the_door_that_refuses(page: Page) -> None:
    SignIn(page).open().send("nadia", "wrong")
    expect(SignIn(page).complaint).to_be_visible()


def the_code(page: Page) -> None:
    give_second_factor("nadia")
    sign_in(page, "nadia")
    expect(SignInCode(page).title).to_have_text("Your code")


SIGNED_OUT = (the_door, the_door_that_refuses, the_code)


def the_list(page: Page) -> None:
    PatientList(page).open()


def the_list_filtered(page: Page) -> None:
    page.goto("/patients/?status=active&sex=female&sort=-born")


def the_list_where_nobody_matches(page: Page) -> None:
    page.goto("/patients/?status=deceased&age=0-1")


def the_list_of_a_search_for_nobody(page: Page) -> None:
    PatientList(page).open().search("qqq")


def the_open_filters(page: Page) -> None:
    PatientList(page).open().open_filters()


def the_open_menu(page: Page) -> None:
    PatientList(page).open().own_menu.click()


def the_keys(page: Page) -> None:
    patients = PatientList(page).open()
    page.keyboard.press("?")
    expect(patients.shortcut_sheet).to_be_visible()


def a_preview(page: Page) -> None:
    patients = PatientList(page)
    VitalSignsFactory(patient=clinic.patient("Martin", "Claire"), pulse=131, systolic=150, diastolic=80)
    patients.open().rest_on("Martin, Claire")
    expect(patients.preview).to_contain_text("critical")


def the_list_that_could_not_load(page: Page) -> None:
    patients = PatientList(page).open()
    page.route("**/patients/?at=*", lambda route: route.fulfill(status=500, body=""))
    patients.go_on()
    expect(patients.failure).to_be_visible()


def a_patient(page: Page) -> None:
    longest = clinic.links().get(patient__family_name__startswith="Fernández-Quiroga")
    PatientPage(page).open(longest.public_id)


def the_style_page(page: Page) -> None:
    page.goto("/styleguide/")


def newcomer_with_a_full_chart():
    """A critical set, a mistake, a corrected result, orders and a note: everything that pages of a chart mark."""
    patient = clinic.newcomer()
    take(patient, pulse="131", spo2="90", systolic="130", diastolic="80", status="corrected")
    take(
        patient,
        at=THEN - timedelta(hours=4),
        pulse="80",
        status="entered-in-error",
        error_reason="of another",
    )
    report(patient, number="6.4", flag="HH", status="corrected", range_high="5.1", critical_high="6.2")
    report(patient, at=THEN - timedelta(hours=4), number="4.0", flag="N", status="preliminary")
    drug = Drug.objects.create(display="Levofloxacin 500 mg")
    for status in ("active", "on-hold", "stopped"):
        MedicationOrder.objects.create(
            patient=patient, drug=drug, ordered_at=THEN, starts_at=THEN, status=status
        )
    note = {"kind": "physician", "title": "Progress note", "text": "Slept well. " * 200}
    signed = {"status": "signed", "signed_at": THEN, "content_hash": "0" * 64}
    Note.objects.create(patient=patient, written_at=THEN, **note, **signed)
    return patient


def the_flowsheet(page: Page) -> None:
    Flowsheet(page).open(newcomer_with_a_full_chart().public_id)


def the_trend_of_a_sign(page: Page) -> None:
    trend = Trend(page).open_at("vitals:trend", newcomer_with_a_full_chart().public_id, "pulse")
    trend.points.last.focus()
    trend.table_switch.click()


def two_signs_together(page: Page) -> None:
    trend = Trend(page).open_at(
        "vitals:together", newcomer_with_a_full_chart().public_id, "temperature-pulse"
    )
    trend.table_switch.click()


def a_growth_chart(page: Page) -> None:
    child = clinic.newcomer()
    child.sex, child.birth_date = "female", THEN.date() - timedelta(days=400)
    child.save()
    take(child, weight="9.2", height="75")
    trend = Trend(page).open_at("vitals:growth", child.public_id, "weight")
    trend.points.last.focus()
    trend.table_switch.click()


def all_results(page: Page) -> None:
    ResultGrid(page).open(newcomer_with_a_full_chart().public_id)


def the_trend_of_a_test(page: Page) -> None:
    Trend(page).open_at("labs:trend", newcomer_with_a_full_chart().public_id, "2823-3").table_switch.click()


def medications_over_time(page: Page) -> None:
    Trend(page).open_at("medications:timeline", newcomer_with_a_full_chart().public_id).table_switch.click()


def all_notes(page: Page) -> None:
    Trend(page).open_at("notes:timeline", newcomer_with_a_full_chart().public_id)


def an_empty_flowsheet(page: Page) -> None:
    Flowsheet(page).open(clinic.newcomer().public_id)


def a_history(page: Page) -> None:
    patient = fill_chart(clinic.patient("Okafor", "Amara"), 25)
    chart_rows.problem(patient, 90, display="Wrong", status="", verification="entered-in-error").save()
    ProblemHistory(page).open(patient.public_id)


def a_history_of_results(page: Page) -> None:
    patient = fill_chart(clinic.patient("Okafor", "Amara"), 3)
    chart_rows.result(patient, 90, flag="HH", status="corrected").save()
    ResultHistory(page).open(patient.public_id)


def a_history_of_nothing(page: Page) -> None:
    VisitHistory(page).open(clinic.patient("Okafor", "Amara").public_id)


def a_document(page: Page) -> None:
    patient = fill_chart(clinic.patient("Okafor", "Amara"), 1)
    expect(KeptDocuments(page).open(patient.public_id).read(0)).to_be_visible()


def the_help(page: Page) -> None:
    page.goto("/help/")


def the_account(page: Page) -> None:
    page.goto("/account/security/")


def the_password(page: Page) -> None:
    Password(page).open()


def the_password_refused(page: Page) -> None:
    Password(page).open().send("wrong", "short")


def a_new_app(page: Page) -> None:
    SetUp(page).open()


def a_page_that_is_not_here(page: Page) -> None:
    page.goto("/nowhere/")
    expect(Screen(page).title).to_have_text("This page is not here")


def the_last_minute(page: Page) -> None:
    PatientList(page).open()
    page.evaluate("document.dispatchEvent(new CustomEvent('session:left', {detail: 43}))")
    expect(LastMinute(page).dialog).to_be_visible()


def the_curtain(page: Page) -> None:
    PatientList(page).open()
    clock.move_by(timedelta(minutes=16))
    page.evaluate("document.dispatchEvent(new CustomEvent('session:doubted'))")
    expect(Curtain(page).password).to_be_focused()


def the_curtain_that_refuses(page: Page) -> None:
    the_curtain(page)
    Curtain(page).send(password="wrong")
    expect(Curtain(page).complaint).to_be_focused()


OF_NADIA = (
    the_last_minute, the_curtain, the_curtain_that_refuses,
    the_list, the_list_filtered, the_list_where_nobody_matches, the_list_of_a_search_for_nobody,
    the_flowsheet, the_trend_of_a_sign, two_signs_together, a_growth_chart,
    all_results, the_trend_of_a_test, medications_over_time, all_notes,
    an_empty_flowsheet,
    the_open_filters, the_open_menu, the_keys, the_list_that_could_not_load, a_preview, a_patient,
    a_history, a_history_of_results, a_history_of_nothing, a_document, the_help, the_style_page,
    the_account, the_password, the_password_refused, a_new_app, a_page_that_is_not_here,
)  # fmt: skip


def the_start_without_places(page: Page) -> None:
    page.goto("/")


def a_page_that_is_forbidden(page: Page) -> None:
    page.goto("/patients/")
    expect(Screen(page).title).to_have_text("You may not see this")


OF_LARS = (the_start_without_places, a_page_that_is_forbidden)


@pytest.mark.parametrize("shown", SIGNED_OUT)
def test_axe_finds_nothing_outside(shown: Callable, page, console):
    console.expect(PROVOKED)
    shown(page)

    assert not (found := faults(page, console)), "\n".join(found)


@pytest.mark.parametrize("shown", OF_NADIA)
def test_axe_finds_nothing_where_nadia_works(shown: Callable, as_person, console):
    page = as_person("nadia")
    console.expect(PROVOKED)
    shown(page)

    assert not (found := faults(page, console)), "\n".join(found)


@pytest.mark.parametrize("shown", OF_LARS)
def test_axe_finds_nothing_for_lars_who_has_no_place(shown: Callable, as_person, console):
    page = as_person("lars")
    console.expect(PROVOKED)
    shown(page)

    assert not (found := faults(page, console)), "\n".join(found)
