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

    @property
    def last_sets(self) -> Locator:
        """The flowsheet under the form."""
        return self.page.locator("#vitals-last_sets")

    def now(self, sign: str) -> Locator:
        """The cell of a sign in the column of what is being typed; `score` is that of NEWS2."""
        return self.page.locator(f"#vitals-now-{sign}")

    def cells(self, name: str) -> Locator:
        """The cells of a row, from what is being typed to the oldest."""
        return (
            self.last_sets.get_by_role("row")
            .filter(has=self.page.get_by_role("rowheader", name=name))
            .locator("td")
        )

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


class VitalsForm(Screen):
    """Any form of vitals, with its fields by name."""

    def at(self, address: str) -> Self:
        self.page.goto(address)
        self.settle()
        return self

    @property
    def form(self) -> Locator:
        return self.page.locator("form[data-form]")

    def box(self, name: str) -> Locator:
        return self.form.locator(f"[name={name}]")

    def fill(self, **typed: str) -> None:
        for name, words in typed.items():
            self.box(name).fill(words)
            self.box(name).blur()

    def values(self, *names: str) -> dict[str, str]:
        return {name: self.box(name).input_value() for name in names}

    @property
    def save_button(self) -> Locator:
        return self.form.locator(".actions .button--primary")

    def save(self) -> None:
        self.save_button.click()

    @property
    def failure(self) -> Locator:
        return self.form.locator("[data-failure]")

    @property
    def try_again(self) -> Locator:
        return self.failure.get_by_role("button", name="Try again")
