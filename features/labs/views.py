"""The parts of a chart that show laboratory results, each at its own address."""

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _

from features.labs import regions
from features.labs.filters import ResultFilter
from features.labs.models import LabResult, LabTest
from features.labs.tables import ResultTable
from features.patients.views import ChartListView, PatientPageView, PatientRegionView


class Latest(PatientRegionView):
    shown = regions.LATEST


class Grid(PatientPageView):
    """`/patients/<public_id>/labs/`: all results, a page of collection times at a time."""

    page = "pages/labs_grid.html"
    shown = regions.GRID


class Trend(PatientPageView):
    """`/patients/<public_id>/labs/<code>/trend/`: one test over time."""

    page = "pages/labs_trend.html"
    shown = regions.TREND


class ResultHistory(ChartListView):
    """Every result, the last taken first."""

    permission = "lab_results.read"
    category = "labs"
    heading = _("All results")
    region = "labs/partials/result_listing.html"
    page_name = "labs:results"
    region_name = "labs:result_listing"
    table = ResultTable
    filterset = ResultFilter

    def records(self) -> QuerySet:
        test = LabTest.objects.filter(code_system=OuterRef("code_system"), code=OuterRef("code"))
        return LabResult.objects.annotate(places=Subquery(test.values("places")[:1]))
