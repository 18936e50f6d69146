"""The patient list and its count."""

from functools import cached_property, partial
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext

from features.foundation.access.requests import SignedInRequest
from features.foundation.live.topics import Versions
from features.foundation.records.clock import now
from features.foundation.ui.filters import Chip
from features.foundation.ui.listing import Listing
from features.foundation.ui.responses import wants_fragment
from features.foundation.ui.search_text import kept_search
from features.foundation.ui.views import MedicalListView
from features.patients.catalogues import is_provider
from features.patients.counting import CAP, capped_count
from features.patients.filters import PatientFilter
from features.patients.list_versions import CATALOGUES, version
from features.patients.models import PatientFacility
from features.patients.tables import ClinicalPatientTable, PatientTable
from features.patients.topics import LISTS

LIST = "patients"


class LivingListView(MedicalListView):
    """A list of patients of one's facility that learns at once when something of what it shows has changed."""

    watched: dict[str, Versions] = {}

    def listing(self) -> Listing:
        """What a page watches is read before its rows: what changes in between is told once its stream is open."""
        facility = self.request.user.facility
        if facility and not wants_fragment(self.request):
            self.watched = LISTS.told(facility)
        return super().listing()

    def watches(self) -> dict[str, Versions]:
        return self.watched


class PatientList(LivingListView):
    """`/patients/`: the patients of one's facility, filtered, ordered, a page at a time."""

    permission = "find_patient.read"
    category = "identity"
    page = "pages/patient_list.html"
    region = "patients/partials/listing.html"
    page_name = "patients:list"
    region_name = "patients:listing"
    keeps_statement = True
    filterset = PatientFilter

    @property
    def table(self) -> type[PatientTable]:  # type: ignore[override]
        """Clinicians see when a patient was last seen; the front desk sees how to reach them."""
        return ClinicalPatientTable if self.request.user.may("vitals.read") else PatientTable

    @cached_property
    def search(self) -> str | None:
        """What was searched for; None when nothing was, or when the token is no longer known here."""
        token = self.request.GET.get("found")
        return kept_search(actor=self.actor, listing=LIST, token=token) if token else None

    def scope(self) -> QuerySet:
        return PatientFacility.objects.visible_to(self.request.user)

    def searched(self, rows: Any) -> QuerySet:
        return rows.matching(self.search)

    def prepare(self, listing: Listing) -> None:
        if self.search:
            listing.search = self.search
            remove = listing.url(found=None, at=None)
            listing.extra_chips.append(Chip(gettext("Name or MRN"), f"“{self.search}”", remove))
        else:
            listing.state.pop("found", None)

    def context(self, listing: Listing) -> dict:
        return {
            "listing": listing,
            "counted": None,
            "count_url": listing.url(path=reverse("patients:count"), at=None, sort=None, size=None),
            "filter_form": partial(self.filter_form, listing),
            "search_ended": bool(self.request.GET.get("found")) and self.search is None,
        }

    def filter_form(self, listing: Listing) -> str:
        """Drawn for whole pages only; the region does not hold it."""
        user = self.request.user
        seen_as = f"{user.facility_id}.{is_provider(user)}.{user.may('vitals.read')}"
        return listing.filter_form(f"{LIST}.{seen_as}.{version(CATALOGUES)}")


class PatientCount(PatientList):
    """How many the list holds in all, fetched once the list stands."""

    region = "patients/partials/count.html"

    def get(self, request: SignedInRequest) -> HttpResponse:
        rows = self.searched(self.scope()) if self.search else self.scope()
        filterset = PatientFilter(data=request.GET, queryset=rows, request=request)
        whose = request.user.pk if "mine" in filterset.in_force else None
        minute = now().replace(second=0, microsecond=0) if "next_set" in filterset.in_force else None
        narrowed_by = repr((self.search, sorted(filterset.in_force.items()), whose, minute))
        facility = request.user.facility
        counted = (
            capped_count(filterset.qs, facility=facility.public_id, narrowed_by=narrowed_by)
            if facility
            else 0
        )
        self.record("count", query=self.search or "")
        is_narrowed = bool(filterset.in_force or self.search)
        return self.respond(
            {"counted": min(counted, CAP), "is_capped": counted > CAP, "narrowed": is_narrowed}
        )
