"""The regions of labs in a chart, each at its own address."""

from features.labs import regions
from features.patients.views import PatientRegionView


class Latest(PatientRegionView):
    shown = regions.LATEST
