"""The regions of problems in a chart, each at its own address, and the whole of what they show the beginning of."""

from django.contrib.postgres.aggregates import JSONBAgg
from django.db.models import OuterRef, QuerySet, Subquery, TextField
from django.db.models.functions import Cast, JSONArray
from django.utils.translation import gettext_lazy as _

from features.foundation.records.ordering import known_or_first
from features.patients.views import ChartListView, PatientRegionView
from features.problems import regions
from features.problems.filters import AllergyFilter, ImmunizationFilter, ProblemFilter
from features.problems.models import Allergy, AllergyReaction, Immunization, Problem
from features.problems.tables import AllergyTable, ImmunizationTable, ProblemTable


class Allergies(PatientRegionView):
    shown = regions.ALLERGIES


class Problems(PatientRegionView):
    shown = regions.PROBLEMS


class Immunizations(PatientRegionView):
    shown = regions.IMMUNIZATIONS


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
            AllergyReaction.objects.filter(allergy=OuterRef("pk"))
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
