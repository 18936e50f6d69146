"""Coming in by name and password, and being told plainly when that does not work."""

import re

from playwright.sync_api import expect

from e2e.pages.patients import PatientList
from e2e.pages.sign_in import SignIn
from e2e.people import sign_in


def test_nadia_signs_in_and_stands_before_her_patients(page):
    sign_in(page, "nadia")

    patients = PatientList(page)
    expect(patients.title).to_have_text("Patients")
    expect(patients.count).to_have_text("45 patients")
    expect(patients.own_menu).to_be_visible()
    expect(page).to_have_url(re.compile("/patients/$"))


def test_enter_is_as_good_as_the_button(page):
    door = SignIn(page).open()
    expect(door.name).to_be_focused()
    page.keyboard.type("nadia")
    page.keyboard.press("Tab")
    page.keyboard.type("chartside-demo")
    page.keyboard.press("Enter")

    expect(PatientList(page).title).to_have_text("Patients")


def test_whoever_comes_by_an_address_goes_on_there_after_the_door(page):
    page.goto("/patients/?status=inactive&sort=born")
    SignIn(page).send("nadia")

    expect(page).to_have_url(re.compile(r"/patients/\?status=inactive&sort=born$"))
    expect(PatientList(page).chip("Status", "inactive")).to_be_visible()


def test_a_wrong_password_is_refused_in_words_and_the_name_is_kept(page, console):
    console.expect("status of 422")
    door = SignIn(page).open()
    door.send("nadia", "not-her-password")

    expect(door.complaint).to_contain_text("The user name or the password is wrong.")
    expect(door.complaint).to_be_focused()
    expect(door.name).to_have_value("nadia")
    expect(door.password).to_have_value("")
    door.send("nadia")
    expect(PatientList(page).title).to_have_text("Patients")


def test_an_unknown_name_is_refused_in_the_same_words(page, console):
    console.expect("status of 422")
    door = SignIn(page).open()
    door.send("nobody-of-that-name")

    expect(door.complaint).to_contain_text("The user name or the password is wrong.")


def test_five_wrong_passwords_close_the_door_and_it_says_for_how_long(page, console):
    console.expect("status of (422|429)")
    door = SignIn(page).open()
    for _ in range(4):
        door.send("nadia", "not-her-password")
        expect(door.complaint).to_contain_text("The user name or the password is wrong.")
    door.send("nadia", "not-her-password")
    told = "Too many failed attempts. Try again in 15 minutes, or ask your administrator."
    expect(door.complaint).to_contain_text(told)
    door.send("nadia")

    expect(door.complaint).to_contain_text(told)
    expect(door.title).to_have_text("Sign in")
    door.send("dan")
    expect(PatientList(page).title).to_have_text("Patients")
