"""The grid for rounds: everybody who is here, a row each."""

from playwright.sync_api import Locator

from e2e.pages.screen import Screen


class Rounds(Screen):
    url_name = "vitals:rounds"

    @property
    def region(self) -> Locator:
        return self.page.get_by_role("region", name="Patients who are here")

    @property
    def table(self) -> Locator:
        return self.region.locator("table")

    @property
    def rows(self) -> Locator:
        return self.table.locator("tbody tr")

    def row(self, name: str) -> Locator:
        return self.rows.filter(has=self.page.get_by_role("link", name=name, exact=True))

    def name(self, name: str) -> Locator:
        """The link of a row, which leads to recording."""
        return self.row(name).get_by_role("link", name=name, exact=True)

    def cell(self, name: str, css: str) -> Locator:
        """A cell of somebody's row by its class, such as `r-score`."""
        return self.row(name).locator(f"td.{css}")

    def signs(self, name: str) -> Locator:
        """The cells of somebody's signs, in the order of the columns."""
        return self.cell(name, "r-sign")
