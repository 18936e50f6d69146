"""The patient list, its count and search, and the page of one patient."""

from functools import cached_property, partial
from typing import Any
from uuid import UUID

from django.core.exceptions import ImproperlyConfigured
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_htmx.http import HttpResponseLocation

from features.foundation.access.requests import SignedInRequest
from features.foundation.audit.models import Outcome
from features.foundation.records.clock import today
from features.foundation.records.ordering import known_or_first
from features.foundation.ui.filters import Chip, ListFilter
from features.foundation.ui.listing import Listing
from features.foundation.ui.responses import wants_fragment
from features.foundation.ui.search_text import clean_search, keep_search, kept_search
from features.foundation.ui.views import MedicalBaseView, MedicalListView, MedicalRegionView
from features.patients import regions
from features.patients.catalogues import is_provider
from features.patients.counting import CAP, capped_count
from features.patients.filters import CoverageFilter, PatientFilter
from features.patients.list_versions import CATALOGUES, version
from features.patients.models import Coverage, Patient, PatientFacility
from features.patients.parts import parts_of
from features.patients.regions import ChartPage, ChartRegion
from features.patients.tables import ClinicalPatientTable, CoverageTable, PatientTable

LIST = "patients"
OLDEST = 120
"""Years that nobody has outlived."""


class PatientList(MedicalListView):
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
        seen_as = f"{user.facility_id}.{'provider' if is_provider(user) else 'other'}"
        return listing.filter_form(f"{LIST}.{seen_as}.{version(CATALOGUES)}")


class PatientCount(PatientList):
    """How many the list holds in all, fetched once the list stands."""

    region = "patients/partials/count.html"

    def get(self, request: SignedInRequest) -> HttpResponse:
        rows = self.searched(self.scope()) if self.search else self.scope()
        filterset = PatientFilter(data=request.GET, queryset=rows, request=request)
        whose = request.user.pk if "mine" in filterset.in_force else None
        narrowed_by = repr((self.search, sorted(filterset.in_force.items()), whose))
        counted = capped_count(
            filterset.qs, facility_id=request.user.facility_id or 0, narrowed_by=narrowed_by
        )
        self.record("count", query=self.search or "")
        is_narrowed = bool(filterset.in_force or self.search)
        return self.respond(
            {"counted": min(counted, CAP), "is_capped": counted > CAP, "narrowed": is_narrowed}
        )


class FindPatients(MedicalBaseView):
    """Keeps what was typed on the server and leads to the list, so that no name is in an address."""

    permission = "find_patient.read"
    category = "identity"

    def post(self, request: HttpRequest) -> HttpResponse:
        text = clean_search(request.POST.get("text", ""))
        url = reverse("patients:list")
        if any(sign.isalnum() for sign in text):
            url = f"{url}?found={keep_search(actor=self.actor, listing=LIST, text=text)}"
        if wants_fragment(request):
            return HttpResponseLocation(url, target="#patients-listing", swap="outerHTML")
        return redirect(url)

    def get(self, request: HttpRequest) -> HttpResponse:
        return redirect("patients:list")


class PatientView(MedicalBaseView):
    """A view of one patient: the one of the URL, if the person may see them; otherwise nobody.

    Whatever it shows as a page stands under the patient's banner, so that nobody reads the wrong chart.
    """

    permission = "find_patient.read"

    @cached_property
    def patient(self) -> Patient:
        visible = PatientFacility.objects.visible_to(self.request.user)
        rows = regions.with_versions(Patient.objects.select_related("primary_provider"))
        found = rows.filter(public_id=self.kwargs["public_id"], pk__in=visible.values("patient_id")).first()
        if found is None:
            self.record("read", outcome=Outcome.REFUSED, reason="not visible to this person")
            raise Http404
        return found

    @property
    def patient_id(self) -> UUID:
        return self.kwargs["public_id"]

    def respond(self, context: dict, **kwargs) -> HttpResponse:
        """The banner and the parts of the chart are drawn only where a page asks for them."""
        around = {
            "patient": self.patient,
            "patients_banner": partial(self.banner),
            "parts": partial(parts_of, self.patient, self.request),
        }
        return super().respond({**around, **context}, **kwargs)

    def banner(self) -> dict:
        return regions.BANNER.context(self.request, self.patient)[regions.BANNER.key]


class ChartListView(PatientView, MedicalListView):
    """All records of one kind in a chart: the patient's of the URL, a page at a time, under their banner.

    Subclasses say which `records`, with their permission and category; whose they are is decided here and nowhere else.
    """

    page = "pages/chart_list.html"
    heading: str | Promise = ""
    """What the list is called; never a name of somebody, it stands in the title of the window."""

    def __init_subclass__(cls, **kwargs) -> None:
        super().__init_subclass__(**kwargs)
        if cls.keeps_statement:
            raise ImproperlyConfigured(
                f"{cls.__name__} would show the rows of one patient in another's chart."
            )

    def records(self) -> QuerySet:
        """The records of the kind, of whichever patient, with what the cells read."""
        raise NotImplementedError

    def scope(self) -> QuerySet:
        return self.records().filter(patient=self.patient)

    def narrowed(self, state: dict[str, str], rows: QuerySet) -> ListFilter:
        return self.filterset(data=state, queryset=rows, request=self.request, since=self.first_year)

    @property
    def first_year(self) -> int:
        """The year of birth; where it is not known, one before which nobody who lives was born."""
        born = self.patient.birth_date
        return born.year if born else today(self.request.user.zone).year - OLDEST

    def address(self, name: str) -> str:
        return reverse(name, args=[self.patient.public_id])

    def context(self, listing: Listing) -> dict:
        return {
            "listing": listing,
            "heading": self.heading,
            "whose": regions.identified_by(self.patient),
            "filter_form": partial(listing.filter_form, f"{self.page_name}.{listing.on.year}"),
        }


class PatientRegionView(PatientView, MedicalRegionView):
    """One region of a chart by itself: subclasses name it, and it brings its permission, template and ETag."""

    page = "pages/patient_region.html"
    shown: ChartRegion | ChartPage

    def __init_subclass__(cls, **kwargs) -> None:
        super().__init_subclass__(**kwargs)
        if not hasattr(cls, "shown"):
            return
        cls.permission, cls.category = cls.shown.permission, cls.shown.category
        cls.region = cls.shown.template

    def version(self) -> object:
        return self.shown.version(self.patient, self.request.user)

    def context(self) -> dict:
        return self.shown.context(self.request, self.patient)


class PatientPageView(PatientRegionView):
    """A part of a chart that is a page: opening it is an act of the person, unlike a region that fetches itself."""

    extends_session = True
    shown: ChartPage


class PatientBanner(PatientRegionView):
    shown = regions.BANNER


class PatientIdentity(PatientRegionView):
    shown = regions.WHO


class PatientInsurance(PatientRegionView):
    shown = regions.INSURANCE


class Coverages(ChartListView):
    """Every insurance, the present and the past."""

    permission = "demographics.read"
    category = "identity"
    heading = _("Insurance")
    region = "patients/partials/coverage_listing.html"
    page_name = "patients:coverages"
    region_name = "patients:coverage_listing"
    table = CoverageTable
    filterset = CoverageFilter

    def records(self) -> QuerySet:
        return Coverage.objects.annotate(start_known=known_or_first("starts_on"))
