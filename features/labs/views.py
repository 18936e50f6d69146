"""The parts of a chart that show laboratory results, each at its own address."""

from features.labs import regions
from features.patients.views import PatientPageView, PatientRegionView


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
