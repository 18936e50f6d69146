"""The form for an allergy, where it stands in a chart: in the place of the list of allergies."""

from typing import Self

from playwright.sync_api import Locator

from e2e.pages.forms import ChartForms


class AllergyForm(ChartForms):
    def open(self, *arguments: object) -> Self:
        super().open(*arguments)
        self.add_allergy()
        return self

    @property
    def note(self) -> Locator:
        return self.field("Note")

    def tell(self, substance: str, *, note: str) -> None:
        """Types what is in no catalogue, and how sure it is."""
        self.field("Allergic to").fill(substance)
        self.page.keyboard.press("Tab")
        self.form.get_by_role("radio", name="unconfirmed").check()
        self.note.fill(note)
        self.settle()
