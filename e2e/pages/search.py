"""The search box of every page: what it offers while one types, and the page of who was found."""

from typing import Self

from playwright.sync_api import Locator

from e2e.pages.screen import Screen


class SearchBox(Screen):
    url_name = "help"

    @property
    def offered(self) -> Locator:
        """The patients among the options."""
        options = self.page.get_by_role("listbox", name="Patients").get_by_role("option")
        return options.filter(has_not_text="Register somebody new")

    @property
    def register(self) -> Locator:
        return self.page.get_by_role("option", name="Register somebody new")

    @property
    def marked(self) -> Locator:
        return self.page.get_by_role("listbox", name="Patients").get_by_role("option", selected=True)

    @property
    def panel(self) -> Locator:
        return self.page.locator("#search_options")

    @property
    def found(self) -> Locator:
        """The rows of the page of who was found."""
        return self.page.get_by_role("region", name="Found").get_by_role("button")

    @property
    def in_the_list(self) -> Locator:
        return self.page.get_by_role("link", name="Show in the patient list")

    def type(self, text: str) -> Self:
        """Goes to the box by its key and types; waits until the box has answered to all of it."""
        self.page.keyboard.press("/")
        self.search_box.press_sequentially(text)
        self.settle()
        return self

    def look_for(self, text: str) -> Self:
        """Types and presses Enter without choosing."""
        self.search_box.fill(text)
        self.search_box.press("Enter")
        self.page.wait_for_url("**/patients/found/**")
        return self
