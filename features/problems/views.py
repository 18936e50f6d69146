"""The regions of problems in a chart, each at its own address, and the whole of what they show the beginning of."""

from functools import cached_property

from django.contrib.postgres.aggregates import JSONBAgg
from django.db.models import OuterRef, QuerySet, Subquery, TextField
from django.db.models.functions import Cast, JSONArray
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from features.foundation.audit.models import Outcome
from features.foundation.records.ordering import known_or_first
from features.patients.views import ChartListView, PatientFormView, PatientRegionView
from features.problems import regions
from features.problems.events import ALLERGIES_CHANGED
from features.problems.filters import AllergyFilter, ImmunizationFilter, ProblemFilter
from features.problems.forms import AllergyForm, DenyAllergiesForm, RefuteAllergyForm
from features.problems.models import Allergy, AllergyReaction, Immunization, NoKnownAllergies, Problem
from features.problems.rules import NEVER_WERE, Verification
from features.problems.services import correct_allergy, deny_allergies, record_allergy, refute_allergy
from features.problems.tables import AllergyTable, ImmunizationTable, ProblemTable


class Allergies(PatientRegionView):
    shown = regions.ALLERGIES


class Problems(PatientRegionView):
    shown = regions.PROBLEMS


class Immunizations(PatientRegionView):
    shown = regions.IMMUNIZATIONS


class RecordAllergy(PatientFormView):
    """A new allergy, in the place of the list of allergies."""

    permission = "allergies.create"
    category = "allergies"
    form_class = AllergyForm
    region = "problems/partials/record_allergy.html"
    heading = _("New allergy")
    saved_words = _("Allergy saved")
    announces = (ALLERGIES_CHANGED,)
    shows = regions.ALLERGIES
    edits = _("allergies")

    def save(self, form: AllergyForm) -> Allergy:
        return record_allergy(
            patient=self.patient, allergy=form.allergy, reactions=form.reactions, by=self.actor
        )


class OneAllergy(PatientFormView):
    """A form about one allergy of the patient of the URL."""

    permission = "allergies.change"
    category = "allergies"
    announces = (ALLERGIES_CHANGED,)
    shows = regions.ALLERGIES
    edits = _("allergies")

    @cached_property
    def subject(self) -> Allergy:
        """What never was is not changed any more; the form that said so is answered again if its answer was lost."""
        found = self.own(Allergy.objects.all(), self.kwargs["allergy"])
        if found.verification in NEVER_WERE and not self.is_sent_again:
            self.record("read", outcome=Outcome.REFUSED, reason="never was an allergy")
            raise Http404
        return found


class CorrectAllergy(OneAllergy):
    """What is known of an allergy."""

    form_class = AllergyForm
    region = "problems/partials/correct_allergy.html"
    heading = _("Allergy")
    saved_words = _("Allergy saved")
    check_name = "problems:check_allergy"

    def save(self, form: AllergyForm) -> Allergy:
        return correct_allergy(
            allergy=self.subject,
            version=form.loaded.version,
            values=form.allergy,
            reactions=form.reactions,
            by=self.actor,
        )


class RefuteAllergy(OneAllergy):
    """That an allergy was none."""

    form_class = RefuteAllergyForm
    region = "problems/partials/refute_allergy.html"
    heading = _("This was no allergy")
    saved_words = _("Allergy refuted")

    def save(self, form: RefuteAllergyForm) -> Allergy:
        return refute_allergy(
            allergy=self.subject,
            version=form.loaded.version,
            verification=Verification(form.values["verification"]),
            why=form.values["never_was"],
            by=self.actor,
        )


class DenyAllergies(PatientFormView):
    """That somebody asked, and no allergies are known."""

    permission = "allergies.create"
    category = "allergies"
    form_class = DenyAllergiesForm
    region = "problems/partials/deny_allergies.html"
    heading = _("No known allergies")
    save_words = _("Yes, none are known")
    saved_words = _("No known allergies: saved")
    announces = (ALLERGIES_CHANGED,)
    shows = regions.ALLERGIES
    edits = _("allergies")

    def save(self, form: DenyAllergiesForm) -> NoKnownAllergies:
        return deny_allergies(patient=self.patient, by=self.actor)


class ProblemHistory(ChartListView):
    """Every problem, the present and the past, and those that turned out to be none."""

    permission = "problems.read"
    category = "problems"
    heading = _("Problems")
    region = "problems/partials/history_listing.html"
    page_name = "problems:history"
    region_name = "problems:history_listing"
    table = ProblemTable
    filterset = ProblemFilter

    def records(self) -> QuerySet:
        return Problem.objects.annotate(onset_known=known_or_first("onset_on"))


class AllergyHistory(ChartListView):
    """Every allergy with its reactions; the refuted ones say so."""

    permission = "allergies.read"
    category = "allergies"
    heading = _("Allergies")
    region = "problems/partials/allergy_listing.html"
    page_name = "problems:allergy_history"
    region_name = "problems:allergy_listing"
    table = AllergyTable
    filterset = AllergyFilter

    def records(self) -> QuerySet:
        pair = JSONArray("display", "severity")
        reactions = (
            AllergyReaction.objects.filter(allergy=OuterRef("pk"), in_error=False)
            .order_by()
            .values("allergy")
            .annotate(happened=JSONBAgg(pair, order_by="id"))
            .values("happened")
        )
        return Allergy.objects.annotate(happened=Cast(Subquery(reactions), TextField()))


class ImmunizationHistory(ChartListView):
    """Every vaccine that was given, or was not."""

    permission = "problems.read"
    category = "immunizations"
    heading = _("Immunizations")
    region = "problems/partials/immunization_listing.html"
    page_name = "problems:immunization_history"
    region_name = "problems:immunization_listing"
    table = ImmunizationTable
    filterset = ImmunizationFilter

    def records(self) -> QuerySet:
        return Immunization.objects.all()
