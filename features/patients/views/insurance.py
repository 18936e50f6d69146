"""The forms of a patient's insurance: added, changed, verified; in the place of the region that shows it."""

from functools import cached_property
from typing import Any

from django.utils.translation import gettext_lazy as _

from features.foundation.records.clock import today
from features.foundation.records.models import BaseRecord
from features.patients import regions
from features.patients.cards import cards_of, change_card
from features.patients.covering import add_coverage, change_coverage, verify_coverage
from features.patients.events import COVERAGE_CHANGED
from features.patients.forms.cards import CardForm
from features.patients.forms.coverage import CoverageForm, VerifyCoverageForm
from features.patients.models import Coverage, CoverageCard
from features.patients.views.base import PatientFormView


class InsuranceForm(PatientFormView):
    """A form about the insurance of the patient of the URL."""

    permission = "demographics.change"
    category = "identity"
    announces = (COVERAGE_CHANGED,)
    shows = regions.INSURANCE
    edits = _("insurance")
    refusals = {
        "one_coverage_per_priority_at_a_time": (
            "priority",
            _("Another insurance has this priority on some of these days. End that one first."),
        ),
        "coverage_ends_after_it_starts": ("ends_on", _("The last day is before the first. Check both.")),
        "an_insurance_has_a_payer": (
            "payer",
            _("An insurance has a payer, and self-pay has none. Check the kind."),
        ),
    }


class AddCoverage(InsuranceForm):
    """A new insurance, or that the patient pays."""

    permission = "demographics.create"
    form_class = CoverageForm
    region = "patients/partials/add_coverage.html"
    heading = _("New insurance")
    saved_words = _("Insurance saved")
    check_name = "patients:check_coverage"

    def save(self, form: CoverageForm) -> Coverage:
        return add_coverage(patient=self.patient, coverage=form.coverage, by=self.actor)


class CheckCoverage(AddCoverage):
    """Whether the field of a coverage that was just left can be taken, for who may add one or change one."""

    permission = "demographics.change"
    checks_only = True


class OneCoverage(InsuranceForm):
    """A form about one coverage of the patient of the URL."""

    @cached_property
    def coverage(self) -> Coverage:
        return self.own(Coverage.objects.select_related("payer"), self.kwargs["coverage"])

    @property
    def subject(self) -> BaseRecord | None:
        return self.coverage

    def named(self) -> dict[str, Any]:
        """Which coverage it is, where the form itself does not say."""
        return {"lead": f"{self.coverage.who_pays} {self.coverage.member_id}".strip()}


class ChangeCoverage(OneCoverage):
    """What is known of an insurance; its end is the last day of it."""

    form_class = CoverageForm
    region = "patients/partials/change_coverage.html"
    heading = _("Insurance")
    saved_words = _("Insurance saved")
    check_name = "patients:check_coverage"

    def save(self, form: CoverageForm) -> Coverage:
        return change_coverage(
            coverage=self.coverage, version=form.loaded.version, values=form.coverage, by=self.actor
        )


class VerifyCoverage(OneCoverage):
    """That the payer was asked today."""

    form_class = VerifyCoverageForm
    region = "patients/partials/verify_coverage.html"
    heading = _("Insurance verified")
    save_words = _("Verified today")
    saved_words = _("Insurance verified")

    def around(self) -> dict[str, Any]:
        return {**super().around(), **self.named()}

    def save(self, form: VerifyCoverageForm) -> Coverage:
        on = today(self.request.user.zone)
        return verify_coverage(coverage=self.coverage, version=form.loaded.version, on=on, by=self.actor)


class ChangeCard(OneCoverage):
    """The pictures of an insurance's card."""

    form_class = CardForm
    region = "patients/partials/change_card.html"
    heading = _("Insurance card")
    saved_words = _("Card saved")

    @cached_property
    def subject(self) -> CoverageCard | None:
        return cards_of(self.coverage).first()

    def around(self) -> dict[str, Any]:
        return {**super().around(), **self.named()}

    def save(self, form: CardForm) -> CoverageCard:
        return change_card(
            coverage=self.coverage, version=form.loaded.version, sides=form.sides, by=self.actor
        )
