"""Displays: the administrator's list, the form that adds one, one of them; and the wall itself."""

from playwright.sync_api import Locator

from e2e.pages.screen import Screen


class Displays(Screen):
    """The list, and everything that it leads to."""

    url_name = "administration:devices"

    @property
    def add_link(self) -> Locator:
        return self.page.get_by_role("link", name="Add a display")

    @property
    def rows(self) -> Locator:
        return self.page.get_by_role("table").locator("tbody tr")

    @property
    def name(self) -> Locator:
        return self.page.get_by_label("Name", exact=True)

    @property
    def token(self) -> Locator:
        return self.page.get_by_role("group", name="Token")

    @property
    def complaint(self) -> Locator:
        return self.page.get_by_role("alert")

    def read(self, name: str) -> None:
        self.page.get_by_role("link", name=name).click()
        self.page.wait_for_load_state()
        self.settle()

    def begin_to_add(self) -> None:
        self.add_link.click()
        self.page.wait_for_load_state()
        self.settle()

    def send(self, name: str) -> None:
        self.name.fill(name)
        self.page.get_by_role("button", name="Add the display").click()
        self.page.wait_for_load_state()
        self.settle()

    def add(self, name: str) -> str:
        """The token of the new display, as it is shown."""
        self.begin_to_add()
        self.send(name)
        return " ".join(self.token.inner_text().split())

    @property
    def revoke_link(self) -> Locator:
        return self.page.get_by_role("link", name="Revoke")

    @property
    def revoke_button(self) -> Locator:
        return self.page.get_by_role("button", name="Revoke it")

    def begin_to_revoke(self) -> None:
        self.revoke_link.click()
        self.page.wait_for_load_state()
        self.settle()

    def revoke(self) -> None:
        self.begin_to_revoke()
        self.revoke_button.click()
        self.page.wait_for_load_state()
        self.settle()

    def fact(self, label: str) -> Locator:
        """What stands under one of the quiet names."""
        named = self.page.get_by_role("term").filter(has_text=label)
        return self.page.locator("dl > div").filter(has=named).get_by_role("definition")


class Wall(Screen):
    """The display on the wall, before and after its token is typed."""

    url_name = "wall"

    @property
    def token(self) -> Locator:
        return self.page.get_by_label("Token")

    @property
    def complaint(self) -> Locator:
        return self.page.get_by_role("alert")

    def told(self, words: str) -> Locator:
        return self.page.get_by_role("main").get_by_text(words)

    def type_token(self, token: str) -> None:
        self.token.fill(token)
        self.page.get_by_role("button", name="Open the display").click()
        self.page.wait_for_load_state()
        self.settle()
