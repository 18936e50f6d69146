"""The patient list, and the page of one patient."""

import re

from playwright.sync_api import Locator

from e2e.pages.screen import Screen

COUNT = re.compile(r"^\s*[\d.,]+\+? patients?( match(es)?)?\s*$")


class PatientList(Screen):
    url_name = "patients:list"

    # Rows

    @property
    def region(self) -> Locator:
        return self.page.get_by_role("region", name="Patients", exact=True)

    @property
    def table(self) -> Locator:
        return self.region.get_by_role("table")

    @property
    def names(self) -> Locator:
        """The links of the rows."""
        return self.table.locator("tbody").get_by_role("link")

    @property
    def count(self) -> Locator:
        """How many there are in all, in words."""
        return self.region.get_by_text(COUNT)

    @property
    def announced(self) -> Locator:
        """What was last said to those who hear the page."""
        return self.page.locator("#announcer")

    def name(self, name: str) -> Locator:
        return self.table.get_by_role("link", name=name, exact=True)

    def row(self, name: str) -> Locator:
        return self.table.get_by_role("row").filter(has=self.page.get_by_role("link", name=name, exact=True))

    def column(self, css: str) -> list[str]:
        """The texts of a column, from the top; `css` is its class, such as `p-status`."""
        return [text.strip() for text in self.table.locator(f"tbody td.{css}").all_inner_texts()]

    @property
    def arrivals(self) -> Locator:
        """What leads to the rows that came since the list was drawn."""
        return self.page.locator("[data-arrivals]")

    # Filters

    @property
    def filter_button(self) -> Locator:
        return self.page.locator("summary").filter(has_text="Filter")

    @property
    def filter_panel(self) -> Locator:
        return self.page.locator("form[data-filters]")

    def open_filters(self) -> None:
        if self.filter_panel.is_hidden():
            self.filter_button.click()

    def close_filters(self) -> None:
        self.page.keyboard.press("Escape")

    def choose(self, label: str, option: str) -> None:
        """Chooses in the open or closed panel and waits for the list that follows."""
        self.open_filters()
        with self.page.expect_response(lambda answer: "/patients/?" in answer.url):
            self.filter_panel.get_by_label(label, exact=True).select_option(label=option)
        self.settle()

    @property
    def chips(self) -> Locator:
        """The ways out of the filters in force, in their order."""
        return self.page.get_by_role("link", name=re.compile("^Remove filter "))

    def chip(self, label: str, value: str) -> Locator:
        return self.page.get_by_role("link", name=f"Remove filter {label} {value}", exact=True)

    # Order and pages

    def heading(self, label: str) -> Locator:
        return self.table.get_by_role("columnheader", name=label, exact=True)

    def sort_by(self, label: str) -> None:
        self.heading(label).get_by_role("link").click()
        self.settle()

    @property
    def pager(self) -> Locator:
        return self.page.get_by_role("navigation", name="Pages of the list")

    @property
    def next(self) -> Locator:
        return self.pager.get_by_role("link", name="Next")

    @property
    def previous(self) -> Locator:
        return self.pager.get_by_role("link", name="Previous")

    def size(self, rows: int) -> Locator:
        return self.pager.get_by_role("link", name=str(rows), exact=True)

    def go_on(self) -> None:
        self.next.click()
        self.settle()

    def go_back(self) -> None:
        self.previous.click()
        self.settle()

    # Previews

    @property
    def preview(self) -> Locator:
        """What the preview tells, where one is open."""
        return self.page.get_by_role("region", name="Preview", exact=True)

    @property
    def preview_panel(self) -> Locator:
        """Where previews stand, one at a time."""
        return self.page.locator("[data-preview]")

    def rest_on(self, name: str) -> None:
        """Rests the pointer on the cell of the birth date, which the row has for everybody."""
        self.row(name).locator(".p-born").hover()

    def point_away(self) -> None:
        self.title.hover()

    # Search and what went wrong

    def search(self, text: str) -> None:
        """Looks for somebody, and narrows the list to what was typed."""
        self.search_box.fill(text)
        self.search_box.press("Enter")
        self.page.get_by_role("link", name="Show in the patient list").click()
        self.page.wait_for_load_state()
        self.settle()

    @property
    def failure(self) -> Locator:
        return self.region.get_by_role("alert")

    @property
    def try_again(self) -> Locator:
        return self.failure.get_by_role("button", name="Try again")


class PatientPage(Screen):
    url_name = "chart:summary"

    @property
    def banner(self) -> Locator:
        return self.page.get_by_role("region", name="Patient", exact=True)

    @property
    def sections(self) -> Locator:
        return self.page.get_by_role("main").get_by_role("heading", level=2)
