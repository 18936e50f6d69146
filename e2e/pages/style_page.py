"""The style page: its boxes with options."""

from playwright.sync_api import Locator, Page

from e2e.pages.screen import Screen


class StylePage(Screen):
    """The empty form of the light frame."""

    url_name = "styleguide"

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self.empty = page.get_by_role("region", name="Empty, light")

    @property
    def substance(self) -> Locator:
        return self.empty.get_by_role("combobox", name="Substance")

    @property
    def reaction(self) -> Locator:
        return self.empty.get_by_role("combobox", name="Reaction")

    @property
    def code(self) -> Locator:
        """The hidden input with what was chosen."""
        return self.page.locator("input[name=light-empty-substance_code]")

    @property
    def suggestions(self) -> Locator:
        return self.page.get_by_role("listbox", name="Suggestions")

    @property
    def options(self) -> Locator:
        return self.suggestions.get_by_role("option")

    @property
    def marked(self) -> Locator:
        return self.suggestions.get_by_role("option", selected=True)

    @property
    def announced(self) -> Locator:
        return self.page.locator("#announcer")

    def type_substance(self, words: str) -> None:
        """Types, and waits until the list has answered."""
        with self.page.expect_response("**/codes/**"):
            self.substance.press_sequentially(words)
        self.settle()
