"""Forms in the place of a region of a chart: opened, filled in, sent, contested."""

from playwright.sync_api import Locator

from e2e.pages.patients import PatientPage


class ChartForms(PatientPage):
    """A chart with the forms that open in it."""

    @property
    def form(self) -> Locator:
        return self.page.locator("form[data-form]")

    @property
    def contact(self) -> Locator:
        return self.page.get_by_role("region", name="Contact", exact=True)

    @property
    def allergies(self) -> Locator:
        return self.page.get_by_role("region", name="Allergies", exact=True)

    def edit_contact(self) -> None:
        self.page.get_by_role("link", name="Edit contact details").click()
        self.settle()

    def add_allergy(self) -> None:
        self.page.get_by_role("link", name="Add an allergy").click()
        self.settle()

    def field(self, label: str) -> Locator:
        return self.form.get_by_label(label, exact=False).first

    @property
    def save_button(self) -> Locator:
        return self.form.get_by_role("button", name="Save")

    def save(self) -> None:
        self.save_button.click()
        self.settle()

    @property
    def failure(self) -> Locator:
        return self.form.locator("[data-failure]")

    @property
    def try_again(self) -> Locator:
        return self.failure.get_by_role("button", name="Try again")

    def choice(self, words: str) -> Locator:
        """One of the two sides of a field that both changed."""
        return self.form.get_by_role("radio", name=words)

    @property
    def focused(self) -> Locator:
        return self.page.locator(":focus")
