"""The parts of a chart that show vitals, each at its own address."""

from features.patients.views import PatientPageView, PatientRegionView
from features.vitals import regions


class Latest(PatientRegionView):
    shown = regions.LATEST


class Measurements(PatientRegionView):
    shown = regions.MEASUREMENTS


class Flowsheet(PatientPageView):
    """`/patients/<public_id>/vitals/`: all sets, a page at a time."""

    page = "pages/vitals_flowsheet.html"
    shown = regions.FLOWSHEET


class Trend(PatientPageView):
    """`/patients/<public_id>/vitals/<sign>/trend/`: one sign over time."""

    page = "pages/vitals_trend.html"
    shown = regions.TREND
