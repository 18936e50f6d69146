"""A line that is broken, silent or answered by a failing server while somebody types: said in words, and healed."""

import pytest
from playwright.sync_api import expect

from e2e import clinic
from e2e.pages.drafts import SAVED, DraftedForm


@pytest.fixture
def form(as_person) -> DraftedForm:
    return DraftedForm(as_person("freda")).begin(clinic.newcomer().public_id)


def test_a_broken_line_is_said_and_what_was_typed_is_sent_when_it_is_back(form, console):
    console.expect("ERR_INTERNET_DISCONNECTED|ERR_FAILED")
    form.page.context.set_offline(True)
    form.email.fill("offline@example.org")
    expect(form.state).to_contain_text("Not saved – offline", timeout=5_000)
    form.email.fill("offline and on@example.org")
    said = []
    form.page.on("dialog", lambda dialog: (said.append(dialog.type), dialog.dismiss()))
    form.page.close(run_before_unload=True)
    form.page.wait_for_timeout(300)
    assert said == ["beforeunload"]
    form.page.context.set_offline(False)

    expect(form.state).to_have_text(SAVED)
    form.until_kept("offline and on@example.org")


def test_a_silent_line_is_said_within_eleven_seconds(form, console):
    console.expect("ERR_")
    form.page.route("**/contacts/", lambda route: None)
    form.email.fill("silent@example.org")
    expect(form.state).to_contain_text("the server does not answer", timeout=11_000)
    form.page.unroute("**/contacts/")

    expect(form.state).to_have_text(SAVED)
    form.until_kept("silent@example.org")


def test_a_server_that_fails_is_said_and_tried_again(form, console):
    console.expect("status of 500")
    form.page.route("**/contacts/", lambda route: route.fulfill(status=500, body=""))
    form.email.fill("failing@example.org")
    expect(form.state).to_contain_text("the server does not answer")
    form.page.unroute("**/contacts/")

    expect(form.state).to_have_text(SAVED)
