"""The door: name and password, then the code of those who have a second factor."""

from playwright.sync_api import Locator

from e2e.pages.screen import Screen
from features.interchange.clinic import DEMO_PASSWORD


class SignIn(Screen):
    url_name = "account_login"

    def send(self, username: str, password: str = DEMO_PASSWORD) -> None:
        self.name.fill(username)
        self.password.fill(password)
        self.button.click()
        self.page.wait_for_load_state()

    @property
    def name(self) -> Locator:
        return self.page.get_by_label("User name")

    @property
    def password(self) -> Locator:
        return self.page.get_by_label("Password", exact=True)

    @property
    def button(self) -> Locator:
        return self.page.get_by_role("button", name="Sign in", exact=True)

    @property
    def complaint(self) -> Locator:
        """The summary over the form, which says what went wrong."""
        return self.page.get_by_role("alert")

    def reason(self, words: str) -> Locator:
        """Why the page appeared by itself."""
        return self.page.get_by_role("main").get_by_text(words)


class SignInCode(Screen):
    url_name = "mfa_authenticate"

    def send(self, code: str) -> None:
        self.code.fill(code)
        self.page.get_by_role("button", name="Go on").click()
        self.page.wait_for_load_state()

    @property
    def code(self) -> Locator:
        return self.page.get_by_label("Code", exact=True)

    @property
    def complaint(self) -> Locator:
        return self.page.get_by_role("alert")
