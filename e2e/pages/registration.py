"""The page of a registration: the form, and beside it who may be the same."""

from typing import Self

from playwright.sync_api import Locator

from e2e.pages.screen import Screen


class Registration(Screen):
    url_name = "registration:register"

    @property
    def form(self) -> Locator:
        return self.page.locator("form.registration")

    @property
    def candidates(self) -> Locator:
        return self.page.get_by_role("complementary", name="Already registered?").get_by_role("article")

    def field(self, label: str) -> Locator:
        return self.form.get_by_label(label, exact=True)

    def use(self, name: str) -> Locator:
        return self.candidates.filter(has_text=name).get_by_role("button", name="Use this person")

    @property
    def line(self) -> Locator:
        """How many may be the same, where the candidates have no room beside the form."""
        return self.form.locator(".candidates__line")

    def apart(self, name: str, reason: str) -> Locator:
        return self.candidates.filter(has_text=name).get_by_role("button", name=reason)

    @property
    def told_apart(self) -> Locator:
        return self.form.get_by_role("list", name="Not the same person").get_by_role("listitem")

    @property
    def why(self) -> Locator:
        return self.form.get_by_label("Why is this somebody else?")

    def type(self, **typed: str) -> Self:
        """Fills in who somebody is."""
        labels = {
            "family": "Family name",
            "given": "Given names",
            "birth": "Birth date",
            "phone": "Mobile phone",
        }
        for name, words in typed.items():
            if name == "sex":
                self.form.get_by_text(words, exact=True).click()
            else:
                self.form.get_by_label(labels[name]).first.fill(words)
        return self

    def save(self) -> None:
        self.form.get_by_role("button", name="Register patient").click()


class Unidentified(Screen):
    url_name = "registration:register_unidentified"

    @property
    def waiting(self) -> Locator:
        return self.page.get_by_role("complementary", name="Not identified yet").get_by_role("article")
