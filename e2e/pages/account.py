"""One's own account: password, authenticator app, recovery codes."""

from playwright.sync_api import Locator

from e2e.pages.screen import Screen


class Security(Screen):
    url_name = "mfa_index"

    @property
    def set_up(self) -> Locator:
        return self.page.get_by_role("link", name="Set up")


class SetUp(Screen):
    """The page with the key of a new authenticator app."""

    url_name = "mfa_activate_totp"

    @property
    def picture(self) -> Locator:
        return self.page.get_by_role("img", name="QR code of the key below")

    @property
    def key(self) -> str:
        """The key as a person copies it, without the spaces between its groups."""
        words = self.page.get_by_text("Key:").inner_text()
        return "".join(words.removeprefix("Key:").split())

    def send(self, code: str) -> None:
        self.page.get_by_label("Code from the app").fill(code)
        self.page.get_by_role("button", name="Set up").click()
        self.page.wait_for_load_state()


class RecoveryCodes(Screen):
    url_name = "mfa_view_recovery_codes"

    @property
    def codes(self) -> Locator:
        return self.page.get_by_role("main").get_by_role("list").get_by_role("listitem")


class Password(Screen):
    url_name = "account_change_password"

    def send(self, present: str, new: str) -> None:
        self.page.get_by_label("Present password").fill(present)
        self.page.get_by_label("New password", exact=True).fill(new)
        self.page.get_by_label("New password again").fill(new)
        self.page.get_by_role("button", name="Change password").click()
        self.page.wait_for_load_state()
