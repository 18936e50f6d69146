"""What every page has: an address, the frame around it, and the moment when it has settled."""

from typing import Self

from django.urls import reverse
from playwright.sync_api import Locator, Page, expect


def settle(page: Page) -> None:
    """Waits until no request of HTMX is under way and everything it brought is in place."""
    expect(page.locator("html")).to_have_attribute("data-settled", "true")


class Screen:
    """A page; subclasses name its URL and its parts."""

    url_name = ""

    def __init__(self, page: Page) -> None:
        self.page = page

    def open(self, *arguments: object) -> Self:
        self.page.goto(reverse(self.url_name, args=arguments))
        settle(self.page)
        return self

    def settle(self) -> None:
        settle(self.page)

    def back(self) -> None:
        self.page.go_back()
        self.settle()

    @property
    def title(self) -> Locator:
        """The heading that says where one is."""
        return self.page.get_by_role("heading", level=1)

    @property
    def places(self) -> Locator:
        """The rail at a desk, the bar at the foot in a hand: whichever is shown."""
        return self.page.get_by_role("navigation", name="Places").filter(visible=True)

    @property
    def search_box(self) -> Locator:
        return self.page.get_by_role("combobox", name="Find a patient")

    @property
    def own_menu(self) -> Locator:
        """The menu under one's initials; closed, only its summary is there."""
        return self.page.get_by_label("Menu of ")

    @property
    def shortcut_sheet(self) -> Locator:
        return self.page.get_by_role("dialog", name="Keyboard")

    @property
    def focused(self) -> Locator:
        return self.page.locator(":focus")

    def sign_out(self) -> None:
        self.own_menu.click()
        self.page.get_by_role("button", name="Sign out").click()
        self.page.wait_for_load_state()
