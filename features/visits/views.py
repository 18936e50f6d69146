"""The regions of visits in a chart, each at its own address, and all visits of a chart."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from features.foundation.ui.listing import Listing
from features.patients.views import ChartListView, PatientRegionView
from features.visits import regions
from features.visits.filters import VisitFilter
from features.visits.models import Visit
from features.visits.tables import VisitTable, VisitTableOfTheDesk


class Recent(PatientRegionView):
    shown = regions.RECENT


class VisitHistory(ChartListView):
    """Every visit, the planned ones first."""

    permission = "visits.read"
    category = "visits"
    heading = _("Visits")
    region = "visits/partials/history_listing.html"
    page_name = "visits:history"
    region_name = "visits:history_listing"
    table = VisitTable
    filterset = VisitFilter

    def listing(self) -> Listing:
        if not regions.tells_what_for(self.request.user):
            self.table = VisitTableOfTheDesk
        return super().listing()

    def records(self) -> QuerySet:
        return Visit.objects.all()
