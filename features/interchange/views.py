"""The regions of interchange in a chart, all documents of a chart, and one of them to read."""

from functools import cached_property
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.utils.translation import gettext_lazy as _

from features.foundation.access.requests import SignedInRequest
from features.foundation.audit.models import Outcome
from features.interchange import regions
from features.interchange.filters import DocumentFilter
from features.interchange.models import SourceResource
from features.interchange.rules import laid_out
from features.interchange.tables import DocumentTable
from features.patients.views import ChartListView, PatientRegionView, PatientView


class Documents(PatientRegionView):
    shown = regions.DOCUMENTS


class KeptDocuments(ChartListView):
    """Everything that was kept whole, the last that came first."""

    permission = "problems.read"
    category = "documents"
    heading = _("Documents from elsewhere")
    region = "interchange/partials/kept_listing.html"
    page_name = "interchange:kept"
    region_name = "interchange:kept_listing"
    table = DocumentTable
    filterset = DocumentFilter

    def records(self) -> QuerySet:
        return SourceResource.objects.kept()


class Document(PatientView):
    """One document as it came, as text: whatever is in it, it is never drawn. Each reading has its own audit row."""

    permission = "problems.read"
    category = "documents"
    page = region = "pages/document.html"

    @cached_property
    def document(self) -> SourceResource:
        """The one of the URL, if it is this patient's; otherwise none."""
        kept = SourceResource.objects.kept().filter(patient=self.patient)
        found = kept.filter(public_id=self.kwargs["document"]).first()
        if found is None:
            self.record("read", outcome=Outcome.REFUSED, reason="no document of this patient")
            raise Http404
        return found

    def get(self, request: SignedInRequest, public_id: UUID, document: UUID) -> HttpResponse:
        kept = self.document
        self.record("read", object_kind="document", object_id=kept.public_id)
        return self.respond({"document": kept, "body": laid_out(kept.body)})
