"""The base views of one patient: whose chart it is, who may, and under which banner it stands."""

from functools import cache, cached_property, partial
from typing import Any
from uuid import UUID

from django.core.exceptions import ImproperlyConfigured
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.functional import Promise

from features.foundation.audit.models import Outcome
from features.foundation.live.topics import Versions
from features.foundation.records.clock import today
from features.foundation.ui.filters import ListFilter
from features.foundation.ui.form_views import MedicalFormView
from features.foundation.ui.listing import Listing
from features.foundation.ui.views import MedicalBaseView, MedicalListView, MedicalRegionView
from features.patients import company, regions
from features.patients.models import Patient
from features.patients.parts import chart_of, parts_of
from features.patients.reading import visible_patient
from features.patients.regions import ChartPage, ChartRegion
from features.patients.topics import CHARTS

OLDEST = 120
"""Years that nobody has outlived."""


class PatientView(MedicalBaseView):
    """A view of one patient: the one of the URL, if the person may see them; otherwise nobody.

    Whatever it shows as a page stands under the patient's banner, so that nobody reads the wrong chart.
    """

    permission = "find_patient.read"

    @cached_property
    def patient(self) -> Patient:
        found = visible_patient(self.request.user, self.kwargs["public_id"])
        if found is None:
            self.record("read", outcome=Outcome.REFUSED, reason="not visible to this person")
            raise Http404
        return found

    @property
    def patient_id(self) -> UUID:
        return self.kwargs["public_id"]

    def watches(self) -> dict[str, Versions]:
        return CHARTS.told(self.patient)

    def respond(self, context: dict, **kwargs) -> HttpResponse:
        """The banner and the parts of the chart are drawn only where a page asks for them."""
        around = {
            "patient": self.patient,
            "patients_banner": cache(self.banner),
            "parts": cache(partial(parts_of, self.patient, self.request)),
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


class PatientFormView(PatientView, MedicalFormView):
    """A form in a chart: in the place of the region that shows what it changes, or a page under the banner.

    Subclasses say which region `shows` what is saved; the rest is the form's.
    """

    page = "pages/patient_form.html"
    shows: ChartRegion
    edits: str | Promise = ""
    """What a colleague reads: "Dan is editing …"."""
    check_name = ""
    """The URL name of the check that a form shares with another one; each has its own where it does not say so."""
    section = ""
    """The part of that region, where others may edit its other parts meanwhile."""

    def __init_subclass__(cls, **kwargs) -> None:
        super().__init_subclass__(**kwargs)
        if cls.edits:
            company.EDITED[cls.edited()] = cls.edits

    @classmethod
    def edited(cls) -> str:
        """By which colleagues are told what is edited: the id of the region, and its section."""
        return "-".join(filter(None, (id_of(cls.shows), cls.section)))

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponseBase:
        self.patient  # noqa: B018  # 404 before anything is read or written
        return super().dispatch(request, *args, **kwargs)

    def own(self, records: QuerySet, public_id: UUID) -> Any:
        """The record of the URL, if it is the patient's of the URL; 404 otherwise, and the refusal is recorded."""
        found = records.filter(patient=self.patient, public_id=public_id).first()
        if found is None:
            self.record("read", outcome=Outcome.REFUSED, reason="not a record of this patient")
            raise Http404
        return found

    def check_path(self) -> str:
        if not self.check_name:
            return super().check_path()
        return reverse(self.check_name, args=[self.patient.public_id])

    def done(self) -> HttpResponse:
        del self.patient  # as it stands now, if the person may still see it
        shown = self.shows.context(self.request, self.patient)
        self.region = self.shows.template
        return self.respond(shown, events=self.announces)

    def back_url(self) -> str:
        return chart_of(self.patient)

    def around(self) -> dict[str, Any]:
        return {
            "closes_to": self.shows.url(self.patient),
            "closes_id": id_of(self.shows),
            "beside_form": "patients/partials/editors.html",
            "patients_editors": company.editors(self.request, self.patient, self.edited()),
        }


def id_of(region: ChartRegion) -> str:
    """The id of a region in a page."""
    return region.name.replace(":", "-")
