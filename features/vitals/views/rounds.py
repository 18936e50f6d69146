"""The grid for rounds: everybody who is here now with their last set, by which one goes from bed to bed."""

from functools import partial
from zlib import crc32

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from features.foundation.ui.listing import Listing
from features.patients.models import PatientFacility
from features.patients.views import LivingListView
from features.vitals.filters import RoundsFilter
from features.vitals.rounds import here_now, wards_of
from features.vitals.rounds_table import RoundsTable


class Rounds(LivingListView):
    """`/vitals/rounds/`: the patients of one's facility who have an open visit there, by name."""

    permission = "vitals.read"
    category = "vitals"
    page = "pages/vitals_rounds.html"
    region = "vitals/partials/rounds_listing.html"
    page_name = "vitals:rounds"
    region_name = "vitals:rounds_listing"
    keeps_statement = True
    table = RoundsTable
    filterset = RoundsFilter
    heading = _("Rounds")

    def scope(self) -> QuerySet:
        user = self.request.user
        return here_now(PatientFacility.objects.visible_to(user), user.facility_id or 0)

    def context(self, listing: Listing) -> dict:
        return {
            "listing": listing,
            "heading": self.heading,
            "filter_form": partial(self.filter_form, listing),
        }

    def filter_form(self, listing: Listing) -> str:
        """Drawn for whole pages only, anew when the wards are others."""
        facility = self.request.user.facility_id or 0
        return listing.filter_form(f"rounds.{facility}.{crc32(repr(wards_of(facility)).encode())}")
