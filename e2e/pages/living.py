"""A chart that others change while it is open, and what its frame says of the stream."""

from playwright.sync_api import Locator

from e2e.pages.forms import ChartForms

HIDE = """(hidden) => {
    Object.defineProperty(document, "hidden", { value: hidden, configurable: true });
    document.dispatchEvent(new Event("visibilitychange"));
}"""


class LivingChart(ChartForms):
    @property
    def state(self) -> Locator:
        """ "live", or since when the page may be old."""
        return self.page.locator("[data-live]")

    @property
    def announced(self) -> Locator:
        """What was last said to those who hear the page."""
        return self.page.locator("#announcer")

    @property
    def colleagues(self) -> Locator:
        """Who else has the chart open."""
        return self.page.get_by_role("list", name="Also in this chart").get_by_role("listitem")

    @property
    def observed(self) -> Locator:
        """When the next set is due, what is ordered, and who is called."""
        return self.page.locator(".observed")

    @property
    def editors(self) -> Locator:
        """Who edits the same, beside one's own form."""
        return self.form.locator("[data-region='patients:editors']")

    @property
    def changed(self) -> Locator:
        """Rows that glow."""
        return self.page.locator("[data-changed]")

    def hide(self) -> None:
        """Another tab lies over this one."""
        self.page.evaluate(HIDE, True)

    def show(self) -> None:
        self.page.evaluate(HIDE, False)
