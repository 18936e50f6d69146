"""The end of a session as a page shows it: the last minute counted down, and the sign-in over the hidden page."""

from contextlib import suppress

from playwright.sync_api import Locator
from playwright.sync_api import TimeoutError as TooLate

from e2e.pages.screen import Screen
from features.interchange.clinic import DEMO_PASSWORD


class LastMinute(Screen):
    @property
    def dialog(self) -> Locator:
        return self.page.get_by_role("dialog", name="Are you still there?")

    @property
    def stay(self) -> Locator:
        return self.dialog.get_by_role("button", name="Stay signed in")

    @property
    def go_on(self) -> Locator:
        return self.dialog.get_by_role("button", name="Go on")


class Curtain(Screen):
    """The dialog; all else of the page is hidden."""

    @property
    def dialog(self) -> Locator:
        return self.page.get_by_role("dialog", name="Sign in to go on")

    @property
    def name(self) -> Locator:
        return self.dialog.get_by_label("User name")

    @property
    def password(self) -> Locator:
        return self.dialog.get_by_label("Password", exact=True)

    @property
    def code(self) -> Locator:
        return self.dialog.get_by_label("Code", exact=True)

    @property
    def somebody_else(self) -> Locator:
        return self.dialog.get_by_role("button", name="Sign in as somebody else")

    @property
    def complaint(self) -> Locator:
        return self.dialog.get_by_role("alert")

    @property
    def try_again(self) -> Locator:
        return self.complaint.get_by_role("button", name="Try again")

    def send(self, username: str = "", password: str = DEMO_PASSWORD) -> None:
        """The name stands there already; another one is typed over it."""
        if username:
            self.name.fill(username)
        self.password.fill(password)
        self.dialog.get_by_role("button", name="Sign in", exact=True).click()

    def send_code(self, code: str) -> None:
        self.code.fill(code)
        self.dialog.get_by_role("button", name="Go on").click()

    def seen(self) -> str:
        """Every word that can be seen on the page."""
        return self.page.evaluate("document.body.innerText")


def press_unless_hidden(button: Locator) -> bool:
    """Whether it was pressed: whatever a page asks first after its session ended may have hidden it already."""
    with suppress(TooLate):
        button.click(timeout=2000)
        return True
    return False
