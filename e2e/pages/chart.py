"""The pages of a chart that are read at length: the flowsheet, the grid of results, trends, timelines."""

from django.urls import reverse
from playwright.sync_api import Locator

from e2e.pages.patients import PatientPage
from e2e.pages.screen import settle


class Sheet(PatientPage):
    """A table of names and times: arrows move by cell."""

    @property
    def table(self) -> Locator:
        """A grid once the script has made it one, before that a table."""
        return self.page.locator("table[data-grid]")

    def row(self, name: str) -> Locator:
        return self.table.get_by_role("row").filter(has=self.page.get_by_role("rowheader", name=name))

    def values(self, name: str) -> Locator:
        """The cells of a row, from the newest to the oldest."""
        return self.row(name).locator("td")

    def trend_of(self, name: str) -> Locator:
        return self.row(name).get_by_role("link")

    @property
    def older(self) -> Locator:
        return self.page.get_by_role("link", name="Older", exact=True)

    @property
    def newer(self) -> Locator:
        return self.page.get_by_role("link", name="Newer", exact=True)


class Flowsheet(Sheet):
    url_name = "vitals:flowsheet"


class ResultGrid(Sheet):
    url_name = "labs:grid"


class Trend(PatientPage):
    """One sign or one test over time."""

    def open_at(self, url_name: str, *arguments: object) -> "Trend":
        self.page.goto(reverse(url_name, args=arguments))
        settle(self.page)
        return self

    @property
    def points(self) -> Locator:
        return self.page.locator(".trend__point")

    def point_at(self, number: int) -> Locator:
        """Where the pointer meets a point."""
        return self.points.nth(number).locator(".trend__mark")

    @property
    def readout(self) -> Locator:
        """What the point in focus says above the chart."""
        return self.page.locator(".trend__words").filter(visible=True)

    @property
    def table(self) -> Locator:
        return self.page.locator(".behind table")

    @property
    def table_switch(self) -> Locator:
        return self.page.locator(".behind > summary")

    @property
    def charts(self) -> Locator:
        return self.page.locator(".trend__plot")


class GrowthChart(Trend):
    """A child's measure against the curves of WHO."""

    @property
    def plot(self) -> Locator:
        return self.charts.first

    @property
    def curve_names(self) -> Locator:
        return self.page.locator(".trend__name")

    def choose(self, row: str, name: str) -> None:
        self.page.get_by_role("navigation", name=row, exact=True).get_by_role(
            "link", name=name, exact=True
        ).click()
        settle(self.page)
