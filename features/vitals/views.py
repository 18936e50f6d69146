"""The regions of vitals in a chart, each at its own address."""

from features.patients.views import PatientRegionView
from features.vitals import regions


class Latest(PatientRegionView):
    shown = regions.LATEST


class Measurements(PatientRegionView):
    shown = regions.MEASUREMENTS
