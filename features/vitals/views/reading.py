"""The parts of a chart that show vitals and other measurements, each at its own address."""

from django.db.models import QuerySet, TextField
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _

from features.patients.views import ChartListView, PatientPageView, PatientRegionView
from features.vitals import regions
from features.vitals.filters import MeasurementFilter
from features.vitals.models import Measurement
from features.vitals.tables import MeasurementTable


class Latest(PatientRegionView):
    shown = regions.LATEST


class LastSets(PatientRegionView):
    """`/patients/<public_id>/vitals/last/`: the flowsheet under the form."""

    shown = regions.LAST_SETS


class Measurements(PatientRegionView):
    shown = regions.MEASUREMENTS


class MeasurementHistory(ChartListView):
    """Every other measurement, the newest first."""

    permission = "vitals.read"
    category = "measurements"
    heading = _("Measurements")
    region = "vitals/partials/measurement_listing.html"
    page_name = "vitals:measurement_history"
    region_name = "vitals:measurement_listing"
    table = MeasurementTable
    filterset = MeasurementFilter

    def records(self) -> QuerySet:
        return Measurement.objects.annotate(parts_text=Cast("parts", TextField()))


class Flowsheet(PatientPageView):
    """`/patients/<public_id>/vitals/`: all sets, a page at a time."""

    page = "pages/vitals_flowsheet.html"
    shown = regions.FLOWSHEET


class Trend(PatientPageView):
    """`/patients/<public_id>/vitals/<sign>/trend/`: one sign over time."""

    page = "pages/vitals_trend.html"
    shown = regions.TREND


class Together(PatientPageView):
    """`/patients/<public_id>/vitals/together/<pair>/`: two signs over one axis of time."""

    page = "pages/vitals_together.html"
    shown = regions.TOGETHER


class Growth(PatientPageView):
    """`/patients/<public_id>/vitals/growth/<measure>/`: a child's measure against the curves of WHO."""

    page = "pages/vitals_growth.html"
    shown = regions.GROWTH


class ScoreTrend(PatientPageView):
    """`/patients/<public_id>/vitals/news2/trend/`: the totals of NEWS2 over time."""

    page = "pages/vitals_score_trend.html"
    shown = regions.SCORE_TREND
