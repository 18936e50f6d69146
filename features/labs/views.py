"""The regions of labs in a chart, each at its own address, and all results of a chart."""

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _

from features.labs import regions
from features.labs.filters import ResultFilter
from features.labs.models import LabResult, LabTest
from features.labs.tables import ResultTable
from features.patients.views import ChartListView, PatientRegionView


class Latest(PatientRegionView):
    shown = regions.LATEST


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
