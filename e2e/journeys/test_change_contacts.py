"""Contact details are changed in the chart: a key, a word, a key; and nothing that goes wrong loses the word."""

import re

import pytest
from playwright.sync_api import Route, expect

from e2e import clinic
from e2e.accessibility import faults
from e2e.pages.forms import ChartForms
from features.foundation.records.models import SavedForm
from features.patients.models import Patient


@pytest.fixture
def nell():
    return clinic.newcomer()


@pytest.fixture
def chart(as_person, nell):
    return ChartForms(as_person("freda")).open(nell.public_id)


def now(patient) -> Patient:
    return Patient.objects.get(pk=patient.pk)


def test_a_section_is_edited_by_keyboard_alone(chart, nell):
    chart.page.get_by_role("link", name="Edit contact details").focus()
    chart.page.keyboard.press("Enter")
    expect(chart.field("Mobile phone")).to_be_focused()
    chart.page.keyboard.press("Control+A")
    chart.page.keyboard.type("617-253-1000")
    chart.page.keyboard.press("Enter")
    chart.settle()

    expect(chart.contact).to_contain_text("617-253-1000")
    expect(chart.page.get_by_text(re.compile(r"Contact details saved, \d\d:\d\d\."))).to_be_visible()
    expect(chart.focused).to_have_text("Edit contact details")
    assert now(nell).phone_mobile == "617-253-1000"


def test_escape_leaves_everything_as_it_was_and_gives_the_focus_back(chart, nell):
    chart.edit_contact()
    chart.field("E-mail").fill("never@example.org")
    chart.page.keyboard.press("Escape")
    chart.settle()

    expect(chart.form).to_have_count(0)
    expect(chart.focused).to_have_text("Edit contact details")
    assert now(nell).email == nell.email


def test_what_is_wrong_is_said_when_the_field_is_left_and_nothing_moves(chart):
    chart.edit_contact()
    chart.field("Mobile phone").fill("12")
    before = chart.field("E-mail").bounding_box()
    chart.page.keyboard.press("Tab")
    expect(chart.form.get_by_text("There are digits missing in this number.")).to_be_visible()
    expect(chart.field("Mobile phone")).to_have_attribute("aria-invalid", "true")
    assert chart.field("E-mail").bounding_box() == before
    chart.field("Mobile phone").fill("617-253-1000")
    chart.page.keyboard.press("Tab")
    expect(chart.form.get_by_text("There are digits missing in this number.")).to_have_count(0)
    expect(chart.field("Mobile phone")).to_have_attribute("aria-invalid", "false")


def test_a_wrong_answer_comes_back_with_the_focus_and_every_word(chart, nell, console):
    console.expect("status of 422")
    chart.edit_contact()
    chart.field("Home phone").fill("617-253-2000")
    chart.field("E-mail").fill("no address")
    chart.save()

    expect(chart.form.get_by_role("alert")).to_contain_text("E-mail")
    expect(chart.field("E-mail")).to_be_focused()
    expect(chart.field("E-mail")).to_have_value("no address")
    expect(chart.field("Home phone")).to_have_value("617-253-2000")
    assert now(nell).version == nell.version


def test_a_double_click_saves_once(chart, nell):
    chart.edit_contact()
    chart.field("E-mail").fill("new@example.org")
    chart.save_button.dblclick()
    chart.settle()

    expect(chart.contact).to_contain_text("new@example.org")
    assert (now(nell).version, SavedForm.objects.count()) == (nell.version + 1, 1)


def test_two_people_change_one_section_and_one_chooses_by_keyboard(chart, nell, as_person, console):
    console.expect("status of 409")
    other = ChartForms(as_person("nadia")).open(nell.public_id)
    for screen in (chart, other):
        screen.edit_contact()
    other.field("E-mail").fill("nadia@example.org")
    other.field("Work phone").fill("617-253-3000")
    other.save()
    chart.field("E-mail").fill("freda@example.org")
    chart.field("Home phone").fill("617-253-2000")
    chart.save()

    expect(chart.form.get_by_role("alert")).to_contain_text("changed this meanwhile")
    expect(chart.field("Work phone")).to_have_value("617-253-3000")
    expect(chart.choice("Theirs: nadia@example.org")).to_be_focused()
    assert faults(chart.page, console) == []
    chart.page.keyboard.press("Space")
    chart.page.keyboard.press("Enter")
    chart.settle()

    expect(chart.contact).to_contain_text("nadia@example.org")
    saved = now(nell)
    assert (saved.email, saved.phone_home, saved.phone_work) == (
        "nadia@example.org",
        "617-253-2000",
        "617-253-3000",
    )


def test_offline_the_text_stays_and_a_later_try_saves_it_once(chart, nell, console):
    console.expect(r"ERR_INTERNET_DISCONNECTED|^page error: undefined|htmx-2\.min\.js\)$")
    chart.edit_contact()
    chart.field("E-mail").fill("new@example.org")
    chart.page.context.set_offline(True)
    chart.save_button.click()

    expect(chart.failure).to_contain_text("Could not save – your text is kept")
    expect(chart.field("E-mail")).to_have_value("new@example.org")
    chart.page.context.set_offline(False)
    chart.try_again.click()
    chart.settle()
    expect(chart.contact).to_contain_text("new@example.org")
    assert now(nell).version == nell.version + 1


def test_an_answer_that_is_lost_after_the_save_is_asked_for_again_and_saves_nothing_twice(
    chart, nell, console
):
    console.expect(r"ERR_FAILED|ERR_CONNECTION|^page error: undefined|htmx-2\.min\.js\)$")
    lost = []

    def lose(route: Route) -> None:
        if route.request.method == "POST" and not lost:
            lost.append(route.fetch())
            route.abort("connectionfailed")
        else:
            route.continue_()

    chart.edit_contact()
    chart.field("E-mail").fill("new@example.org")
    chart.page.route("**/contacts/", lose)
    chart.save_button.click()
    expect(chart.failure).to_contain_text("The connection broke.")
    assert now(nell).email == "new@example.org"
    chart.try_again.click()
    chart.settle()

    expect(chart.contact).to_contain_text("new@example.org")
    assert (now(nell).version, SavedForm.objects.count()) == (nell.version + 1, 1)


@pytest.mark.parametrize("status", ["500", "503", "403", "413"])
def test_a_save_that_fails_says_so_at_the_form(status, chart, nell, console):
    console.expect(rf"status of {status}|^page error: undefined|htmx-2\.min\.js\)$")
    chart.edit_contact()
    chart.field("E-mail").fill("new@example.org")
    chart.page.route(
        "**/contacts/",
        lambda route: (
            route.fulfill(status=int(status), body="<p>a proxy</p>")
            if route.request.method == "POST"
            else route.continue_()
        ),
    )
    with chart.page.expect_response(
        lambda answer: answer.request.method == "POST" and answer.status == int(status)
    ):
        chart.save_button.click()

    expect(chart.failure).to_be_visible(timeout=1_000)
    expect(chart.field("E-mail")).to_have_value("new@example.org")
    expect(chart.form.get_by_text("a proxy")).to_have_count(0)
    assert now(nell).version == nell.version


def test_a_field_that_is_checked_later_leaves_the_failure_standing(chart, console):
    console.expect(r"status of 503|^page error: undefined|htmx-2\.min\.js\)$")
    held: list[Route] = []
    chart.edit_contact()
    chart.page.route("**/contacts/check/", lambda route: held.append(route))
    chart.page.route("**/contacts/", lambda route: route.fulfill(status=503, body="away"))
    chart.field("E-mail").fill("new@example.org")
    chart.save_button.click()
    expect(chart.failure).to_be_visible()
    with chart.page.expect_response("**/contacts/check/"):
        held[0].continue_()
    chart.settle()

    expect(chart.failure).to_be_visible()


def test_going_back_and_sending_again_saves_nothing_twice(as_person, nell):
    page = as_person("freda", java_script_enabled=False)
    chart = ChartForms(page)
    page.goto(f"/patients/{nell.public_id}/contacts/")
    chart.field("E-mail").fill("new@example.org")
    chart.save_button.click()
    expect(chart.contact).to_contain_text("new@example.org")
    page.go_back()
    chart.save_button.click()

    expect(chart.contact).to_contain_text("new@example.org")
    assert now(nell).version == nell.version + 1


def test_without_javascript_a_conflict_is_chosen_as_well(as_person, nell, console):
    console.expect("status of 409")
    page = as_person("freda", java_script_enabled=False)
    chart = ChartForms(page).open(nell.public_id)
    page.get_by_role("link", name="Edit contact details").click()
    Patient.objects.filter(pk=nell.pk).update(email="else@example.org")
    chart.field("E-mail").fill("freda@example.org")
    chart.save_button.click()
    expect(chart.form.get_by_role("alert")).to_contain_text("changed this meanwhile")
    chart.choice("Yours: freda@example.org").check()
    chart.save_button.click()

    expect(chart.contact).to_contain_text("freda@example.org")
    assert now(nell).email == "freda@example.org"
