"""When an answer fails: it is said where it failed, what was there stays, one can try again."""

import pytest
from playwright.sync_api import Page, Route, expect

from e2e import clinic
from e2e.pages.patients import PatientList

EXPECTED = r"status of 50\d|net::ERR_|htmx-2\.min\.js\)$|^page error: undefined"
"""What the browser says of a failed request, and htmx after it."""


class Trouble:
    """Breaks what HTMX asks for, as long as it lasts; whole pages go through."""

    def __init__(self, page: Page) -> None:
        self.kind = ""
        page.route("**/patients/**", self._meet)

    def _meet(self, route: Route) -> None:
        if not self.kind or route.request.headers.get("hx-request") != "true":
            route.continue_()
        elif self.kind == "broken":
            route.abort("connectionfailed")
        elif self.kind != "silent":
            route.fulfill(status=int(self.kind), body="<p>a page of some proxy</p>")


@pytest.fixture
def patients(as_person, console):
    console.expect(EXPECTED)
    opened = PatientList(as_person("nadia"))
    opened.trouble = Trouble(opened.page)
    return opened.open()


@pytest.mark.parametrize(
    ("kind", "why"),
    [
        ("500", "Something went wrong here, not at your side."),
        ("503", "Something went wrong here, not at your side."),
        ("broken", "The connection broke."),
    ],
)
def test_a_page_that_does_not_come_leaves_the_old_rows_and_offers_to_try_again(patients, kind, why):
    patients.trouble.kind = kind
    names, address = patients.names.all_inner_texts(), patients.page.url
    patients.go_on()

    expect(patients.failure).to_contain_text("Could not load")
    expect(patients.failure).to_contain_text(why)
    expect(patients.failure).to_be_in_viewport()
    expect(patients.names).to_have_text(names)
    expect(patients.page).to_have_url(address)

    patients.try_again.click()
    patients.settle()
    expect(patients.failure).to_have_count(1)
    patients.trouble.kind = ""
    patients.try_again.click()
    expect(patients.names).to_have_text(clinic.names()[20:40])
    expect(patients.failure).to_have_count(0)


def test_an_answer_that_takes_too_long_is_given_up(patients):
    patients.trouble.kind = "silent"
    patients.page.evaluate("htmx.config.timeout = 300")
    patients.go_on()

    expect(patients.failure).to_contain_text("The answer took too long.")
    expect(patients.names).to_have_text(clinic.names()[:20])


def test_a_filter_that_fails_says_so_and_works_afterwards(patients):
    patients.trouble.kind = "500"
    patients.open_filters()
    patients.filter_panel.get_by_label("Status", exact=True).select_option(label="inactive")
    expect(patients.failure).to_contain_text("Could not load")
    expect(patients.names).to_have_text(clinic.names()[:20])
    patients.trouble.kind = ""
    patients.close_filters()
    patients.try_again.click()

    expect(patients.names).to_have_text(clinic.names(clinic.links().filter(status="inactive")))
    expect(patients.chip("Status", "inactive")).to_be_visible()


def test_a_server_that_is_gone_is_met_calmly(patients):
    patients.page.context.set_offline(True)
    patients.go_on()
    expect(patients.failure).to_contain_text("The connection broke.")
    expect(patients.names).to_have_text(clinic.names()[:20])
    patients.page.context.set_offline(False)
    patients.try_again.click()

    expect(patients.names).to_have_text(clinic.names()[20:40])
