"""A patient who gets worse: who is called, when the next set is due, and that nobody overdue is overlooked."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import transaction
from playwright.sync_api import expect

from e2e import clinic
from e2e.accessibility import faults
from e2e.pages.living import LivingChart
from e2e.pages.patients import PatientList
from features.foundation.audit.actors import Actor
from features.foundation.records.clock import now
from features.vitals.models import VitalSigns
from features.vitals.rules import SetStatus
from features.vitals.services import settle
from tests.vitals.sets import NORMAL, take

BY = Actor(user=uuid4(), role="nurse")
ILL = {**NORMAL, "respiratory_rate": "22", "pulse": "120", "systolic": "95", "temperature": "38.5"}
"""NEWS2 7."""


@pytest.fixture
def nell():
    return clinic.newcomer()


def record(patient, *, ago=timedelta(), **signs) -> VitalSigns:
    """Somebody takes a set."""
    with transaction.atomic():
        written = take(patient, at=now() - ago, **signs)
        settle(patient=patient, by=BY)
    return written


def correct(wrong: VitalSigns, **signs) -> None:
    """Somebody sees that it was another patient's, and takes a right one."""
    with transaction.atomic():
        wrong.status, wrong.error_reason = SetStatus.ENTERED_IN_ERROR, "of the neighbour"
        wrong.save()
        take(wrong.patient, at=wrong.taken_at, status=SetStatus.CORRECTED, corrects=wrong, **signs)
        settle(patient=wrong.patient, by=BY)


def live(screen):
    expect(LivingChart(screen.page).state).to_have_attribute("data-state", "live")
    return screen


def test_a_score_of_7_calls_an_emergency_and_a_correction_takes_it_back(as_person, nell):
    chart = live(LivingChart(as_person("nadia")).open(nell.public_id))
    expect(chart.observed).to_contain_text("No next set is due")
    wrong = record(nell, **ILL)
    expect(chart.observed).to_contain_text("emergency call")
    expect(chart.observed).to_contain_text("in 30 min")

    correct(wrong, **NORMAL)
    expect(chart.observed).not_to_contain_text("emergency")
    expect(chart.observed).to_contain_text("in 12 h")


def test_who_is_overdue_stands_first_on_the_list_of_a_colleague_and_leaves_it_with_the_next_set(
    as_person, nell, console
):
    patients = live(PatientList(as_person("dan")).open())
    patients.sort_by("Next set")
    record(nell, ago=timedelta(days=2), **ILL)
    patients.arrivals.click()
    expect(patients.names.first).to_have_text("Newcomer, Nell")
    expect(patients.row("Newcomer, Nell")).to_contain_text("overdue 47 h")
    patients.choose("Next set", "overdue")
    expect(patients.name("Newcomer, Nell")).to_be_visible()
    record(nell, **NORMAL)
    patients.arrivals.click()
    expect(patients.name("Newcomer, Nell")).to_have_count(0)
    assert faults(patients.page, console) == []


def test_time_alone_makes_a_set_overdue_on_an_open_list(as_person, nell):
    record(nell, ago=timedelta(minutes=29, seconds=30), **ILL)
    page = as_person("nadia")
    page.clock.install()
    patients = PatientList(page).open()
    patients.sort_by("Next set")
    due = patients.row("Newcomer, Nell").locator(".due")
    expect(due).to_have_text("in 1 min")
    expect(due.locator(".icon")).to_be_hidden()
    page.clock.fast_forward("01:00")

    expect(due).to_have_text("overdue 1 min")
    expect(due.locator(".icon")).to_be_visible()


def test_a_nurse_orders_a_set_every_two_hours_and_ends_that_again(as_person, nell, console):
    chart = LivingChart(as_person("nadia")).open(nell.public_id)
    chart.page.get_by_role("link", name="Order a frequency").click()
    chart.settle()
    chart.field("A set every").fill("2")
    chart.form.get_by_label("Unit").select_option("h")
    chart.field("Why").fill("First hours after surgery")
    chart.save()
    expect(chart.observed).to_contain_text("every 2 hours: First hours after surgery")
    expect(chart.observed).to_contain_text("overdue")

    chart.page.get_by_role("link", name="Change how often a set is taken").click()
    chart.page.get_by_role("link", name="End the ordered frequency").click()
    chart.settle()
    chart.field("Why does it end?").fill("Stable")
    chart.form.get_by_role("button", name="End it").click()
    expect(chart.observed).to_contain_text("No next set is due")
    assert faults(chart.page, console) == []
