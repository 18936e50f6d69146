"""The regions of visits in a chart, each at its own address."""

from features.patients.views import PatientRegionView
from features.visits import regions


class Recent(PatientRegionView):
    shown = regions.RECENT
