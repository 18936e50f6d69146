"""The page on which a set of vital signs is recorded: the form, and beside it the score that builds."""

from typing import Self

from playwright.sync_api import Locator

from e2e.pages.screen import Screen


class RecordVitals(Screen):
    url_name = "vitals:record"

    @property
    def form(self) -> Locator:
        return self.page.locator("#vitals-record")

    @property
    def score(self) -> Locator:
        return self.page.get_by_role("complementary", name="NEWS2")

    def field(self, label: str) -> Locator:
        return self.form.get_by_role("textbox", name=label, exact=True)

    def type(self, **typed: str) -> Self:
        """By label, with a line for a space: `respiratory_rate="22"`."""
        for name, words in typed.items():
            box = self.form.locator(f"input[name={name}]")
            box.fill(words)
            box.blur()
        return self

    def choose(self, words: str) -> Self:
        self.form.locator(".segments").get_by_text(words, exact=True).click()
        return self

    def said(self, name: str) -> Locator:
        """What stands under a field."""
        return self.page.locator(f"#vitals-record-{name}-said")

    def save(self) -> None:
        self.form.get_by_role("button", name="Save vitals").click()
