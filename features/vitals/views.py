"""The regions of vitals in a chart, each at its own address, and all other measurements of a chart."""

from django.db.models import QuerySet, TextField
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _

from features.patients.views import ChartListView, PatientRegionView
from features.vitals import regions
from features.vitals.filters import MeasurementFilter
from features.vitals.models import Measurement
from features.vitals.tables import MeasurementTable


class Latest(PatientRegionView):
    shown = regions.LATEST


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
