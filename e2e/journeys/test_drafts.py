"""No typed word is lost: what stands in a form comes back after a crash, a sign-out, another's save, a dead line."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page, Route, expect

from e2e import clinic
from e2e.accessibility import faults
from e2e.pages.drafts import SAVED, DraftedForm, Drafts
from e2e.pages.session import Curtain
from e2e.pages.sign_in import SignIn
from features.foundation.records import clock
from features.patients.models import Patient


@pytest.fixture
def nell():
    return clinic.newcomer()


@pytest.fixture
def form(as_person, nell) -> DraftedForm:
    return DraftedForm(as_person("freda")).begin(nell.public_id)


def test_after_a_crash_it_is_restored_in_another_browser_and_saved(form, as_person, nell):
    form.email.fill("typed@example.org")
    expect(form.state).to_have_text(SAVED)
    form.page.context.close()

    again = DraftedForm(as_person("freda")).begin(nell.public_id)
    expect(again.offers).to_have_count(1)
    expect(again.offers).to_be_focused()
    expect(again.offers).to_contain_text("on this form: 1 field")
    again.offers.get_by_text("Compare").click()
    expect(again.offers.get_by_role("row", name="E-mail")).to_contain_text("typed@example.org")
    assert again.email.input_value() == nell.email
    again.restore()
    expect(again.email).to_have_value("typed@example.org")
    expect(again.state).to_contain_text("It is not saved yet.")
    again.save()

    expect(again.contact).to_contain_text("typed@example.org")
    again.edit_contact()
    expect(again.offers).to_have_count(0)
    assert clinic.drafted() == []


def test_it_is_kept_while_one_goes_on_typing(form):
    form.email.focus()
    form.page.keyboard.press("Control+A")
    form.page.keyboard.type("a" * 55 + "@example.org", delay=90)

    assert clinic.drafted()[0].startswith("aaaaaaaaaa"), "nothing was kept while the keys went on"


def test_a_word_typed_just_before_the_page_is_left_is_kept(form):
    form.email.fill("left@example.org")
    form.page.goto("/help/")

    form.until_kept("left@example.org")


@pytest.mark.parametrize("leave", ["Escape", "Cancel"])
def test_a_form_that_is_closed_keeps_it_too(form, leave):
    form.email.fill("closed@example.org")
    if leave == "Escape":
        form.page.keyboard.press("Escape")
    else:
        form.form.get_by_role("link", name="Cancel").click()
    form.settle()
    expect(form.form).to_have_count(0)
    form.until_kept("closed@example.org")
    form.edit_contact()

    expect(form.offers).to_have_count(1)


def test_after_signing_out_in_the_middle_it_is_remembered_and_restored(form, nell):
    form.email.fill("signed out@example.org")
    form.sign_out()
    SignIn(form.page).send("freda")
    toast = form.page.get_by_text("You have unsaved text on 1 form.")
    expect(toast).to_be_visible()
    toast.get_by_role("link", name="Show").click()
    drafts = Drafts(form.page)
    expect(drafts.items).to_have_count(1)
    expect(drafts.items).to_contain_text(nell.full_name)
    expect(drafts.items).to_contain_text("Contact")
    drafts.items.get_by_role("link", name="Open the form").click()
    form.settle()
    form.restore()

    expect(form.email).to_have_value("signed out@example.org")


def test_a_session_that_ended_while_typing_keeps_what_was_typed_before(
    form, as_person, nell, console, settings
):
    settings.LIVE_CHECK_SECONDS = 600
    console.expect("status of 401")
    form.email.fill("early@example.org")
    expect(form.state).to_have_text(SAVED)
    clock.move_by(timedelta(minutes=16))
    form.email.fill("late@example.org")
    expect(Curtain(form.page).dialog).to_be_visible()
    elsewhere = DraftedForm(as_person("freda")).begin(nell.public_id)
    expect(elsewhere.offers).to_have_count(1)

    Curtain(form.page).send()
    expect(form.email).to_have_value("late@example.org")
    form.until_kept("late@example.org")


def test_after_anothers_save_it_is_merged_and_one_chooses(form, as_person, nell, console):
    console.expect("status of 409")
    form.email.fill("mine@example.org")
    form.field("Work phone").fill("+44 20 7946 0001")
    form.until_kept("+44 20 7946 0001", field="phone_work")
    form.page.context.close()
    other = DraftedForm(as_person("nadia")).begin(nell.public_id)
    other.email.fill("theirs@example.org")
    other.save()

    again = DraftedForm(as_person("freda")).begin(nell.public_id)
    again.restore()
    expect(again.form).to_contain_text("Choose what holds where you both changed something")
    again.choice("mine@example.org").check()
    again.save()
    expect(again.contact).to_contain_text("mine@example.org")
    assert Patient.objects.get(pk=nell.pk).phone_work == "+44 20 7946 0001"


def test_somebody_else_who_signs_in_on_the_page_gets_no_word_of_it(form, nell, console, settings):
    settings.LIVE_CHECK_SECONDS = 600
    console.expect("status of (401|403)")
    clock.move_by(timedelta(minutes=16))
    form.email.fill("fredas@example.org")
    expect(Curtain(form.page).dialog).to_be_visible()
    Curtain(form.page).send("nadia")
    expect(form.form).to_have_count(0)
    other = DraftedForm(form.page).begin(nell.public_id)

    expect(other.offers).to_have_count(0)
    assert clinic.drafted() == []


def test_two_windows_of_one_form_lose_nothing(form, nell):
    form.email.fill("first@example.org")
    expect(form.state).to_have_text(SAVED)
    second = DraftedForm(form.page.context.new_page()).begin(nell.public_id)
    expect(second.offers).to_contain_text("It may still be open in another window.")
    second.restore()
    second.email.fill("second@example.org")
    expect(second.state).to_have_text(SAVED)
    form.email.fill("first and more@example.org")
    expect(form.state).to_have_text(SAVED)

    form.until_kept("second@example.org", "first and more@example.org")


def test_a_save_leaves_nothing_behind_even_if_keys_were_pressed_meanwhile(form):
    form.email.fill("saved@example.org")
    form.page.keyboard.press("Enter")
    expect(form.contact).to_contain_text("saved@example.org")
    form.page.wait_for_timeout(2_500)

    assert clinic.drafted() == []


def test_a_draft_that_its_save_overtook_does_not_come_back(form):
    held = []

    def hold_the_first(route: Route) -> None:
        if b"form_draft" in (route.request.post_data_buffer or b"") and not held:
            held.append(route)
        else:
            route.continue_()

    form.page.route("**/contacts/", hold_the_first)
    form.email.fill("saved@example.org")
    form.page.keyboard.press("Tab")
    form.page.wait_for_timeout(200)
    form.page.keyboard.press("Enter")
    expect(form.contact).to_contain_text("saved@example.org")
    held[0].continue_()
    form.page.wait_for_timeout(3_000)

    assert clinic.drafted() == []


def test_what_cannot_be_taken_is_kept_as_well(form, console):
    console.expect("status of 422")
    form.field("Mobile phone").fill("12")
    form.email.fill("with a mistake@example.org")
    form.save()
    expect(form.form.get_by_role("alert").first).to_be_visible()

    form.until_kept("with a mistake@example.org")


def test_discarding_throws_it_away(form):
    form.email.fill("discarded@example.org")
    expect(form.state).to_have_text(SAVED)
    form.page.keyboard.press("Escape")
    form.settle()
    form.edit_contact()
    form.discard()

    expect(form.offers).to_have_count(0)
    assert clinic.drafted() == []
    expect(Drafts(form.page).open().page.get_by_text("Nothing is unsaved")).to_be_visible()


def test_nothing_is_kept_in_the_browser(form):
    form.email.fill("typed@example.org")
    expect(form.state).to_have_text(SAVED)
    stored = "JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie])"

    assert "example.org" not in form.page.evaluate(stored)
    assert form.page.evaluate("indexedDB.databases().then(all => all.length)") == 0


PASTE = """(area, [words, times]) => {
    area.focus();
    area.value = words.repeat(times);
    area.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: "insertFromPaste" }));
}"""
"""As a person pastes: a megabyte of keys would take hours."""
IS_THERE = "(area, [words, times, end]) => area.value === words.repeat(times) + end"


def test_a_text_of_a_megabyte_is_kept_and_changes_are_small(as_person, settings):
    settings.ROOT_URLCONF = "tests.drafts.long_form"
    page = as_person("freda")
    page.goto("/long/")
    words, times = "Dear colleague 😀, ", 58_000
    story = page.get_by_label("Story")
    story.evaluate(PASTE, [words, times])
    expect(page.locator("[data-draft-state]")).to_have_text(SAVED)
    with page.expect_request(lambda request: request.method == "POST") as sent:
        story.press("Control+End")
        page.keyboard.type("The end.")
    assert len(sent.value.post_data_buffer) < 4_000
    page.goto("/help/")
    page.goto("/long/")
    page.get_by_role("button", name="Restore").click()
    expect(page.locator("[data-draft-state]")).to_contain_text("Restored")

    assert story.evaluate(IS_THERE, [words, times, "The end."])


def test_without_javascript_it_is_said_that_nothing_is_kept(as_person, nell):
    page: Page = as_person("freda", java_script_enabled=False)
    page.goto(f"/patients/{nell.public_id}/contacts/")

    expect(
        page.get_by_text("Without JavaScript nothing that you type is kept until you save it.")
    ).to_be_visible()


def test_without_javascript_what_was_typed_elsewhere_is_restored(form, as_person, nell):
    form.email.fill("elsewhere@example.org")
    expect(form.state).to_have_text(SAVED)
    plain = DraftedForm(as_person("freda", java_script_enabled=False))
    plain.page.goto(f"/patients/{nell.public_id}/contacts/")
    plain.offers.get_by_role("button", name="Restore").click()

    expect(plain.email).to_have_value("elsewhere@example.org")


@pytest.mark.parametrize("options", [{}, {"viewport": {"width": 390, "height": 844}, "color_scheme": "dark"}])
def test_axe_finds_nothing_in_offers_and_lists(options, as_person, nell, console):
    form = DraftedForm(as_person("freda", **options)).begin(nell.public_id)
    form.email.fill("typed@example.org")
    expect(form.state).to_have_text(SAVED)
    again = DraftedForm(form.page.context.new_page()).begin(nell.public_id)
    again.offers.get_by_text("Compare").click()
    assert faults(again.page, console) == []
    drafts = Drafts(again.page).open()
    drafts.items.get_by_text("Read").click()
    assert faults(drafts.page, console) == []
    wide = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    assert not drafts.page.evaluate(wide)
