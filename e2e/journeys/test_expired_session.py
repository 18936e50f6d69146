"""A session that ends while somebody leafs: the whole page goes to the door, and comes back after it."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from e2e.pages.patients import PatientList
from e2e.pages.sign_in import SignIn
from features.foundation.records import clock


@pytest.fixture
def patients(as_person, console):
    console.expect("status of 401")
    return PatientList(as_person("nadia")).open()


def test_leafing_after_sixteen_idle_minutes_leads_to_the_door_and_back(patients):
    patients.choose("Status", "active")
    patients.close_filters()
    patients.go_on()
    address, names = patients.page.url, patients.names.all_inner_texts()
    clock.move_by(timedelta(minutes=16))
    patients.previous.click()
    door = SignIn(patients.page)
    expect(door.reason("You were signed out after 15 minutes without activity.")).to_be_visible()
    expect(patients.table).to_have_count(0)
    door.send("nadia")

    expect(patients.page).to_have_url(address)
    expect(patients.names).to_have_text(names)


def test_loading_again_comes_back_to_the_same_page_and_filter(patients):
    patients.choose("Status", "active")
    patients.close_filters()
    patients.go_on()
    address, names = patients.page.url, patients.names.all_inner_texts()
    clock.move_by(timedelta(minutes=16))
    patients.page.reload()
    SignIn(patients.page).send("nadia")

    expect(patients.page).to_have_url(address)
    expect(patients.names).to_have_text(names)


def test_whoever_keeps_working_stays_signed_in(patients):
    for _ in range(4):
        clock.move_by(timedelta(minutes=10))
        patients.page.reload()
        patients.settle()
        expect(patients.title).to_have_text("Patients")


def test_after_twelve_hours_everybody_signs_in_again(patients):
    for _ in range(59):
        clock.move_by(timedelta(minutes=12))
        patients.page.request.get("/help/")
    clock.move_by(timedelta(minutes=12))
    patients.next.click()

    expect(SignIn(patients.page).reason("You were signed out after 12 hours.")).to_be_visible()
