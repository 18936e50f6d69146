"""The directory of providers: who provides care, here and elsewhere; and the form of one."""

from functools import cached_property, partial
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from features.administration.filters import ProviderFilter
from features.administration.forms import ProviderForm
from features.administration.tables import ChangeableProviderTable, ProviderTable
from features.administration.views.devices import AdministrationView
from features.foundation.audit.models import Outcome
from features.foundation.ui.leading_forms import LeadingFormView
from features.foundation.ui.listing import Listing
from features.foundation.ui.views import SIGNED_IN, MedicalListView
from features.patients.models import Provider
from features.patients.services import PROVIDERS, add_provider, change_provider


class DirectoryView(AdministrationView):
    """A view of providers: people at work, no patient data."""

    category = PROVIDERS


class Providers(DirectoryView, MedicalListView):
    """Everybody who provides care, of all facilities and of elsewhere; whoever is signed in looks them up."""

    permission = SIGNED_IN
    page = "pages/providers.html"
    region = "administration/partials/provider_listing.html"
    page_name = "administration:providers"
    region_name = "administration:provider_listing"
    filterset = ProviderFilter

    @property
    def table(self) -> type[ProviderTable]:  # type: ignore[override]
        return ChangeableProviderTable if self.request.user.may("providers.change") else ProviderTable

    def scope(self) -> QuerySet:
        return Provider.objects.all()

    def context(self, listing: Listing) -> dict[str, Any]:
        return {
            "listing": listing,
            "filter_form": partial(listing.filter_form, f"{self.page_name}.{listing.on}"),
            "may_add": self.request.user.may("providers.create"),
        }


class DirectoryFormView(AdministrationView, LeadingFormView):
    """The form of an entry of a directory; saved, the directory shows it."""


class ProviderFormView(DirectoryView, DirectoryFormView):
    """The form of a provider."""

    page = "pages/provider.html"
    form_class = ProviderForm
    saved_words = _("Provider saved")
    refusals = {
        "patients_provider_npi_key": (
            "npi",
            _("Another provider has this NPI. Look at the directory first."),
        ),
    }

    def back_url(self) -> str:
        return reverse("administration:providers")

    def values(self, form: ProviderForm) -> dict[str, Any]:
        """What is to be written; who works here has the facility of who writes."""
        facility = self.request.user.facility
        if facility is None:
            raise PermissionDenied
        return form.provider_at(facility)


class AddProvider(ProviderFormView):
    permission = "providers.create"
    region = "administration/partials/add_provider.html"
    heading = _("Add a provider")

    def save(self, form: ProviderForm) -> Provider:
        return add_provider(values=self.values(form), by=self.actor)


class ChangeProvider(ProviderFormView):
    permission = "providers.change"
    region = "administration/partials/change_provider.html"
    heading = _("Provider")

    @cached_property
    def subject(self) -> Provider:
        found = Provider.objects.filter(public_id=self.kwargs["provider"]).first()
        if found is None:
            self.record("read", outcome=Outcome.REFUSED, reason="no such provider")
            raise Http404
        return found

    def save(self, form: ProviderForm) -> Provider:
        return change_provider(
            provider=self.subject, version=form.loaded.version, values=self.values(form), by=self.actor
        )
