"""The parts of a chart that show notes, each at its own address."""

from features.notes import regions
from features.patients.views import PatientPageView, PatientRegionView


class Recent(PatientRegionView):
    shown = regions.RECENT


class Timeline(PatientPageView):
    """`/patients/<public_id>/notes/`: all notes in full, a page at a time."""

    page = "pages/notes_timeline.html"
    shown = regions.TIMELINE
