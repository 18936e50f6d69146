"""What a chart shows of the person: banner, contact, insurance; and the form of the contact details."""

from functools import cached_property

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from features.foundation.records.ordering import known_or_first
from features.foundation.ui.listing import Listing
from features.patients import regions
from features.patients.events import PATIENTS_CHANGED
from features.patients.filters import CoverageFilter
from features.patients.forms import ChangeContactsForm
from features.patients.identity_history import HISTORY
from features.patients.models import Coverage, Patient
from features.patients.preview import PREVIEW
from features.patients.services import change_contacts
from features.patients.tables import ChangeableCoverageTable, CoverageTable
from features.patients.views.base import ChartListView, PatientFormView, PatientPageView, PatientRegionView


class PatientBanner(PatientRegionView):
    shown = regions.BANNER


class PatientPreview(PatientRegionView):
    """A look at one patient from the list, without opening the chart: as much a read as the chart."""

    shown = PREVIEW


class PatientIdentity(PatientRegionView):
    shown = regions.WHO


class IdentityHistory(PatientPageView):
    """Every change of the registration, with who made it."""

    shown = HISTORY


class PatientInsurance(PatientRegionView):
    shown = regions.INSURANCE


class ChangeContacts(PatientFormView):
    """How the patient is reached: telephone and e-mail."""

    permission = "demographics.change"
    category = "identity"
    form_class = ChangeContactsForm
    region = "patients/partials/change_contacts.html"
    heading = _("Contact")
    saved_words = _("Contact details saved")
    announces = (PATIENTS_CHANGED,)
    shows = regions.WHO
    edits = _("contact details")

    @cached_property
    def subject(self) -> Patient:
        return self.patient

    def save(self, form: ChangeContactsForm) -> Patient:
        return change_contacts(
            patient=self.patient, version=form.loaded.version, contacts=form.changes, by=self.actor
        )


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

    def listing(self) -> Listing:
        if self.request.user.may("demographics.change"):
            self.table = ChangeableCoverageTable
        return super().listing()

    def records(self) -> QuerySet:
        return Coverage.objects.annotate(start_known=known_or_first("starts_on"))
