"""The regions of notes in a chart, each at its own address."""

from features.notes import regions
from features.patients.views import PatientRegionView


class Recent(PatientRegionView):
    shown = regions.RECENT
