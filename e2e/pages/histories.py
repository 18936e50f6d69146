"""The histories of a chart, and a document in it."""

from playwright.sync_api import Locator

from e2e.pages.screen import Screen


class History(Screen):
    """A list of one kind of record; the subclasses say which."""

    @property
    def banner(self) -> Locator:
        return self.page.get_by_role("region", name="Patient", exact=True)

    @property
    def heading(self) -> Locator:
        return self.page.get_by_role("main").get_by_role("heading", level=2)

    @property
    def table(self) -> Locator:
        return self.page.get_by_role("table")

    @property
    def first_cells(self) -> Locator:
        """What each row is about."""
        return self.table.locator("tbody tr > td:first-child")

    @property
    def announced(self) -> Locator:
        return self.page.locator("#announcer")

    def choose(self, label: str, option: str) -> None:
        panel = self.page.locator("form[data-filters]")
        if panel.is_hidden():
            self.page.locator("summary").filter(has_text="Filter").click()
        with self.page.expect_response(lambda answer: "?" in answer.url):
            panel.get_by_label(label, exact=True).select_option(label=option)
        self.settle()

    def chip(self, label: str, value: str) -> Locator:
        return self.page.get_by_role("link", name=f"Remove filter {label} {value}", exact=True)

    @property
    def next(self) -> Locator:
        return self.page.get_by_role("navigation", name="Pages of the list").get_by_role("link", name="Next")

    def go_on(self) -> None:
        self.next.click()
        self.settle()


class ProblemHistory(History):
    url_name = "problems:history"


class VisitHistory(History):
    url_name = "visits:history"


class ResultHistory(History):
    url_name = "labs:results"


class KeptDocuments(History):
    url_name = "interchange:kept"

    def read(self, number: int) -> Locator:
        """Opens the document of a row; its text."""
        self.table.locator("tbody").get_by_role("link").nth(number).click()
        self.page.wait_for_load_state()
        return self.page.get_by_label("The document as it came")
