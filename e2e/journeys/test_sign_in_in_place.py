"""A session that ends while somebody works: the page is hidden in every tab, and comes back as it was to the same
person only."""

import re
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache
from playwright.sync_api import Page, expect

from e2e import clinic
from e2e.pages.patients import PatientList, PatientPage
from e2e.pages.search import SearchBox
from e2e.pages.session import Curtain, LastMinute
from e2e.people import let_in
from e2e.second_factor import code_of, give_second_factor
from features.foundation.records import clock

IDLE = timedelta(minutes=15)
STATE = """() => {
    const field = document.activeElement;
    return [field.id, field.value, field.selectionStart, field.selectionEnd, Math.round(scrollY)];
}"""


@pytest.fixture
def patients(new_context, base_url, console):
    """Nadia's list, in a browser whose clock the journey moves."""
    console.expect("status of (401|422|429)")
    context = new_context()
    context.clock.install()
    let_in(context, "nadia", base_url)
    return PatientList(context.new_page()).open()


def pass_time(page: Page, time: timedelta) -> None:
    """Both clocks go on, as when a machine slept: the browser's timers ring once, late."""
    clock.move_by(time)
    page.clock.fast_forward(int(time.total_seconds() * 1000))


def type_and_select(patients: PatientList, text: str = "okafor") -> list:
    """Half a search, with its middle selected; where the hand is."""
    for act in (patients.search_box.click, lambda: patients.page.keyboard.type(text)):
        with patients.page.expect_response("**/patients/suggestions/"):  # asking is being there
            act()
    patients.settle()
    patients.search_box.evaluate("box => box.setSelectionRange(1, 3)")
    return patients.page.evaluate(STATE)


def test_a_minute_before_the_end_it_is_counted_down_and_one_button_stays(patients):
    before = type_and_select(patients)
    pass_time(patients.page, IDLE - timedelta(seconds=50))
    last = LastMinute(patients.page)
    expect(last.dialog).to_contain_text("You will be signed out in 50 s.")
    pass_time(patients.page, timedelta(seconds=7))
    expect(last.dialog).to_contain_text("You will be signed out in 43 s.")
    expect(last.stay).to_be_focused()
    last.stay.click()

    expect(last.dialog).to_be_hidden()
    assert patients.page.evaluate(STATE) == before
    pass_time(patients.page, timedelta(minutes=13))
    expect(last.dialog).to_be_hidden()
    patients.go_on()
    expect(patients.names).to_have_text(clinic.names()[20:40])


def test_the_same_person_comes_back_to_everything_as_it_was(patients):
    patients.choose("Status", "active")
    patients.close_filters()
    patients.go_on()
    address, names = patients.page.url, patients.names.all_inner_texts()
    before = type_and_select(patients)
    pass_time(patients.page, IDLE)
    curtain = Curtain(patients.page)
    expect(curtain.password).to_be_focused()
    expect(curtain.name).to_have_value("nadia")
    assert not [name for name in [*names, "okafor", "Patients"] if name in curtain.seen()]
    curtain.send()

    expect(curtain.dialog).to_be_hidden()
    expect(patients.names).to_have_text(names)
    assert patients.page.url == address
    assert patients.page.evaluate(STATE) == before
    patients.page.keyboard.press("End")
    patients.page.keyboard.press("Enter")
    okafors = clinic.links().filter(patient__family_name="Okafor").count()
    expect(SearchBox(patients.page).found).to_have_count(okafors)


def test_the_page_is_hidden_in_every_tab_and_one_sign_in_brings_all_back(patients):
    other = PatientList(patients.page.context.new_page()).open()
    other.go_on()
    pass_time(other.page, IDLE)
    curtains = [Curtain(patients.page), Curtain(other.page)]
    for curtain in curtains:
        expect(curtain.dialog).to_be_visible()
    curtains[1].send()

    for curtain in curtains:
        expect(curtain.dialog).to_be_hidden()
    expect(patients.names).to_have_text(clinic.names()[:20])
    expect(other.names).to_have_text(clinic.names()[20:40])
    patients.page.bring_to_front()
    patients.search("tadesse")
    expect(patients.names).to_have_text(["Tadesse, Selam"])
    other.page.bring_to_front()
    pass_time(other.page, IDLE - timedelta(seconds=30))
    LastMinute(other.page).stay.click()
    expect(LastMinute(other.page).dialog).to_be_hidden()


def test_somebody_else_lands_on_the_home_page_and_sees_nothing_of_what_was_there(patients, console):
    console.expect("status of 403")
    other = PatientList(patients.page.context.new_page()).open()
    record = clinic.patient("Okafor", "Amara")
    PatientPage(patients.page).open(record.public_id)
    pass_time(patients.page, IDLE)
    curtain = Curtain(patients.page)
    expect(curtain.password).to_be_focused()  # the form stands
    curtain.send("lars")

    for page in (patients.page, other.page):
        expect(page).to_have_url(re.compile(r"//[^/]+/$"))
        expect(page.get_by_text("No place is open to you yet")).to_be_visible()
        assert "Okafor" not in page.content()
    patients.page.go_back()
    expect(PatientPage(patients.page).banner).to_have_count(0)


def test_a_wrong_password_and_a_closed_door_are_told_in_the_dialog(patients):
    pass_time(patients.page, IDLE)
    curtain = Curtain(patients.page)
    for _ in range(4):
        curtain.send(password="wrong-password")
        expect(curtain.complaint).to_contain_text("The user name or the password is wrong.")
        expect(curtain.complaint).to_be_focused()
    curtain.send(password="wrong-password")
    expect(curtain.complaint).to_contain_text("Try again in 15 minutes")
    curtain.send()

    expect(curtain.complaint).to_contain_text("Try again in 15 minutes")
    expect(patients.table).to_be_hidden()


def test_a_dialog_whose_token_has_become_worthless_asks_once_more(patients, console):
    """Somebody signed in elsewhere in this browser, and was signed out again."""
    console.expect("status of 403")
    pass_time(patients.page, IDLE)
    curtain = Curtain(patients.page)
    expect(curtain.password).to_be_focused()
    patients.page.context.clear_cookies()
    curtain.send()
    expect(curtain.password).to_have_value("")
    curtain.send()

    expect(curtain.dialog).to_be_hidden()
    expect(patients.names).to_have_text(clinic.names()[:20])


def test_the_second_factor_is_asked_in_the_dialog(patients, settings):
    secret, _codes = give_second_factor("nadia")
    before = type_and_select(patients)
    patients.settle()
    settings.MFA_REQUIRED = True
    pass_time(patients.page, IDLE)
    curtain = Curtain(patients.page)
    curtain.send()
    expect(curtain.code).to_be_focused()
    expect(patients.table).to_be_hidden()
    curtain.somebody_else.click()
    curtain.send("nadia")
    curtain.send_code("12345")
    expect(curtain.complaint).to_contain_text("The code is wrong")
    curtain.send_code(code_of(secret))

    expect(curtain.dialog).to_be_hidden()
    assert patients.page.evaluate(STATE) == before
    patients.go_on()
    expect(patients.names).to_have_text(clinic.names()[20:40])


def test_without_a_connection_the_page_is_hidden_all_the_same(patients, console):
    console.expect("net::ERR_|status of 401|htmx-2|page error: undefined")
    patients.page.context.set_offline(True)
    pass_time(patients.page, IDLE)
    curtain = Curtain(patients.page)
    expect(curtain.complaint).to_contain_text("The connection broke.")
    expect(patients.table).to_be_hidden()
    patients.page.context.set_offline(False)
    curtain.try_again.click()
    curtain.send()

    expect(curtain.dialog).to_be_hidden()
    expect(patients.names).to_have_text(clinic.names()[:20])


def test_esc_does_not_lift_the_curtain_and_paper_shows_nothing(patients):
    pass_time(patients.page, IDLE)
    curtain = Curtain(patients.page)
    expect(curtain.password).to_be_focused()
    curtain.dialog.evaluate("dialog => dialog.removeAttribute('closedby')")  # not every browser knows it
    for _ in range(4):
        patients.page.keyboard.press("Escape")
        expect(curtain.dialog).to_be_visible()
    patients.page.emulate_media(media="print")

    assert curtain.seen().strip() == ""


def test_leafing_in_a_session_that_was_ended_elsewhere_opens_the_dialog_and_then_leafs(patients):
    Session.objects.all().delete()
    cache.clear()
    patients.next.click()
    curtain = Curtain(patients.page)
    expect(curtain.dialog).to_be_visible()
    expect(patients.table).to_be_hidden()
    curtain.send()

    expect(patients.names).to_have_text(clinic.names()[20:40])


def test_a_page_that_nobody_touches_notices_within_a_minute_that_its_session_was_ended(patients):
    Session.objects.all().delete()
    cache.clear()
    pass_time(patients.page, timedelta(seconds=62))

    expect(Curtain(patients.page).dialog).to_be_visible()


def test_typing_into_a_form_is_being_there(patients):
    pass_time(patients.page, timedelta(minutes=10))
    patients.search_box.click()
    with patients.page.expect_response(lambda answer: answer.url.endswith("/session/stay/")):
        patients.page.keyboard.type("o")
    patients.page.keyboard.type("kafor")
    pass_time(patients.page, timedelta(minutes=13))
    expect(patients.table).to_be_visible()
    patients.go_on()

    expect(patients.names).to_have_text(clinic.names()[20:40])


def test_after_twelve_hours_the_last_minute_says_that_staying_is_impossible(patients):
    for _ in range(59):
        clock.move_by(timedelta(minutes=12))
        patients.page.request.get("/help/")
    clock.move_by(timedelta(minutes=11, seconds=10))
    patients.page.reload()
    last = LastMinute(patients.page)
    expect(last.dialog).to_be_visible()
    last.stay.click()
    expect(last.dialog).to_contain_text("After 12 hours everybody signs in again")
    last.go_on.click()
    expect(last.dialog).to_be_hidden()
    pass_time(patients.page, timedelta(seconds=50))

    expect(Curtain(patients.page).dialog).to_be_visible()
