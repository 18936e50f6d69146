"""The regions of medications in a chart, each at its own address."""

from features.medications import regions
from features.patients.views import PatientRegionView


class Active(PatientRegionView):
    shown = regions.ACTIVE
