"""The parts of a chart that show medications, each at its own address."""

from features.medications import regions
from features.patients.views import PatientPageView, PatientRegionView


class Active(PatientRegionView):
    shown = regions.ACTIVE


class Timeline(PatientPageView):
    """`/patients/<public_id>/medications/`: all orders over time, a page at a time."""

    page = "pages/medications_timeline.html"
    shown = regions.TIMELINE
