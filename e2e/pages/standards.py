"""The standards of a facility: the tables, the form that proposes another one, the one that decides."""

from django.urls import reverse
from playwright.sync_api import Locator

from e2e.pages.screen import Screen


class Standards(Screen):
    url_name = "vitals:standards"

    def row(self, name: str) -> Locator:
        return self.page.get_by_role("row").filter(
            has=self.page.get_by_role("rowheader", name=name, exact=True)
        )

    def begin(self, name: str) -> None:
        """The form of a sign or a level."""
        self.page.get_by_role("rowheader").get_by_role("link", name=name, exact=True).click()
        self.page.wait_for_load_state()
        self.settle()

    def fill(self, **typed: str) -> None:
        """By label, with a line for a space: `Normal_to="129"`."""
        for name, words in typed.items():
            self.page.get_by_role("textbox", name=name.replace("_", " ")).fill(words)

    def press(self, words: str) -> None:
        """Saves, and arrives at the tables again."""
        self.page.get_by_role("button", name=words).click()
        self.page.wait_for_url(f"**{reverse(self.url_name)}")
        self.settle()

    def untick(self, words: str) -> None:
        self.page.get_by_role("checkbox", name=words).uncheck()

    def decide(self, name: str) -> None:
        self.page.get_by_role("link", name=f"Decide {name}").click()
        self.page.wait_for_load_state()
        self.settle()

    def choose(self, words: str) -> None:
        self.page.locator(".segments").get_by_text(words, exact=True).click()

    @property
    def compared(self) -> Locator:
        return self.page.get_by_role("table", name="What holds and what is proposed")

    @property
    def waiting(self) -> Locator:
        return self.page.get_by_role("region", name="Waiting for a decision")
