"""The code that only the person has: setting it up, signing in with it, being without the telephone."""

from playwright.sync_api import expect

from e2e.pages.account import RecoveryCodes, Security, SetUp
from e2e.pages.patients import PatientList
from e2e.pages.sign_in import SignIn, SignInCode
from e2e.people import sign_in
from e2e.second_factor import code_of, give_second_factor


def test_nadia_sets_up_an_app_and_signs_in_with_it(page):
    sign_in(page, "nadia")
    Security(page).open().set_up.click()
    app = SetUp(page)
    expect(app.picture).to_be_visible()
    secret = app.key
    app.send(code_of(secret))
    expect(RecoveryCodes(page).title).to_have_text("Recovery codes")
    expect(RecoveryCodes(page).codes).to_have_count(10)
    app.sign_out()

    SignIn(page).open().send("nadia")
    second = SignInCode(page)
    expect(second.title).to_have_text("Your code")
    expect(second.code).to_be_focused()
    second.send(code_of(secret, later=1))
    expect(PatientList(page).title).to_have_text("Patients")


def test_a_password_alone_opens_nothing(page):
    give_second_factor("nadia")
    sign_in(page, "nadia")
    patients = PatientList(page).open()

    expect(SignInCode(page).title).to_have_text("Your code")
    expect(patients.table).to_have_count(0)


def test_a_wrong_code_is_refused_in_words(page, console):
    console.expect("status of 422")
    secret, _codes = give_second_factor("nadia")
    sign_in(page, "nadia")
    second = SignInCode(page)
    second.send("12345")
    expect(second.complaint).to_contain_text("The code is wrong, or it was used already.")
    second.send(code_of(secret))

    expect(PatientList(page).title).to_have_text("Patients")


def test_a_code_is_good_for_one_sign_in(page, console):
    console.expect("status of 422")
    secret, _codes = give_second_factor("nadia")
    code = code_of(secret)
    sign_in(page, "nadia")
    second = SignInCode(page)
    second.send(code)
    expect(PatientList(page).title).to_have_text("Patients")
    second.sign_out()
    sign_in(page, "nadia")
    second.send(code)

    expect(second.complaint).to_contain_text("The code is wrong, or it was used already.")


def test_a_recovery_code_opens_once(page, console):
    console.expect("status of 422")
    _secret, codes = give_second_factor("nadia")
    sign_in(page, "nadia")
    second = SignInCode(page)
    second.send(codes[0])
    expect(PatientList(page).title).to_have_text("Patients")
    second.sign_out()
    sign_in(page, "nadia")
    second.send(codes[0])
    expect(second.complaint).to_contain_text("The code is wrong, or it was used already.")
    second.send(codes[1])

    expect(PatientList(page).title).to_have_text("Patients")
