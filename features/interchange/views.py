"""The regions of interchange in a chart, each at its own address."""

from features.interchange import regions
from features.patients.views import PatientRegionView


class Documents(PatientRegionView):
    shown = regions.DOCUMENTS
