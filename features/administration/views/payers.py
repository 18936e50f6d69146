"""The directory of payers: whom an insurance can be given; and the form of one."""

from functools import cached_property, partial
from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from features.administration.filters import PayerFilter
from features.administration.forms import PayerForm
from features.administration.tables import ChangeablePayerTable, PayerTable
from features.administration.views.devices import AdministrationView
from features.administration.views.providers import DirectoryFormView
from features.foundation.audit.models import Outcome
from features.foundation.ui.listing import Listing
from features.foundation.ui.views import SIGNED_IN, MedicalListView
from features.patients.models import Payer
from features.patients.payers import PAYERS, add_payer, change_payer


class Payers(AdministrationView, MedicalListView):
    """Every payer, those that were retired included; whoever is signed in looks them up."""

    permission = SIGNED_IN
    category = PAYERS
    page = "pages/payers.html"
    region = "administration/partials/payer_listing.html"
    page_name = "administration:payers"
    region_name = "administration:payer_listing"
    filterset = PayerFilter

    @property
    def table(self) -> type[PayerTable]:  # type: ignore[override]
        return ChangeablePayerTable if self.request.user.may("payers.change") else PayerTable

    def scope(self) -> QuerySet:
        return Payer.objects.all()

    def context(self, listing: Listing) -> dict[str, Any]:
        return {
            "listing": listing,
            "filter_form": partial(listing.filter_form, f"{self.page_name}.{listing.on}"),
            "may_add": self.request.user.may("payers.create"),
        }


class PayerFormView(DirectoryFormView):
    """The form of a payer."""

    category = PAYERS
    page = "pages/payer.html"
    form_class = PayerForm
    saved_words = _("Payer saved")
    refusals = {
        "patients_payer_name_key": ("name", _("Another payer has this name. Look at the directory first.")),
        "one_payer_of_an_identifier": (
            "identifier",
            _("Another payer has this ID. Look at the directory first."),
        ),
    }

    def back_url(self) -> str:
        return reverse("administration:payers")


class AddPayer(PayerFormView):
    permission = "payers.create"
    region = "administration/partials/add_payer.html"
    heading = _("Add a payer")

    def save(self, form: PayerForm) -> Payer:
        return add_payer(values=form.values, by=self.actor)


class ChangePayer(PayerFormView):
    permission = "payers.change"
    region = "administration/partials/change_payer.html"
    heading = _("Payer")

    @cached_property
    def subject(self) -> Payer:
        found = Payer.objects.filter(public_id=self.kwargs["payer"]).first()
        if found is None:
            self.record("read", outcome=Outcome.REFUSED, reason="no such payer")
            raise Http404
        return found

    def save(self, form: PayerForm) -> Payer:
        return change_payer(
            payer=self.subject, version=form.loaded.version, values=form.changes, by=self.actor
        )
