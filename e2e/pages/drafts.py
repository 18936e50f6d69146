"""What a form keeps while one types, what it offers of before, and one's own list of it."""

import re

from playwright.sync_api import Locator

from e2e import clinic
from e2e.pages.forms import ChartForms
from e2e.pages.screen import Screen

SAVED = re.compile(r"Draft saved \d\d:\d\d")


class DraftedForm(ChartForms):
    """The form of a patient's contact details, typed into."""

    def begin(self, patient: object) -> "DraftedForm":
        self.open(patient)
        self.edit_contact()
        return self

    @property
    def email(self) -> Locator:
        return self.field("E-mail")

    @property
    def state(self) -> Locator:
        """What the form says of its draft."""
        return self.form.locator("[data-draft-state]")

    @property
    def offers(self) -> Locator:
        return self.form.get_by_role("group", name="Unsaved text from")

    def until_kept(self, *values: str, field: str = "email") -> None:
        """Waits until exactly these values are kept on the server, of all drafts, the oldest first."""
        for _ in range(200):
            if clinic.drafted(field) == [*values]:
                return
            self.page.wait_for_timeout(50)
        raise AssertionError(f"kept is {clinic.drafted(field)}")

    def restore(self) -> None:
        self.offers.first.get_by_role("button", name="Restore").click()
        self.settle()

    def discard(self) -> None:
        self.offers.first.get_by_role("button", name="Discard").click()
        self.settle()


class Drafts(Screen):
    url_name = "patients:drafts"

    @property
    def items(self) -> Locator:
        return self.page.get_by_role("main").get_by_role("listitem")
