"""The base views: who may, what is recorded, which page and region. Subclasses declare; these decide."""

from collections.abc import Iterable, Mapping
from functools import cached_property
from uuid import UUID

from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views import View

from features.foundation.access.requests import SignedInRequest
from features.foundation.audit.actors import Actor
from features.foundation.audit.models import Outcome
from features.foundation.audit.services import record
from features.foundation.live.tickets import stream_url
from features.foundation.live.topics import Versions
from features.foundation.records.clock import today
from features.foundation.ui.filters import ListFilter
from features.foundation.ui.listing import Listing, build_listing
from features.foundation.ui.responses import etag_of, is_unchanged, not_modified, respond, wants_fragment
from features.foundation.ui.tables import ListTable

SIGNED_IN = "signed_in"
"""The permission of pages that hold no patient data: whoever is signed in."""


class MedicalBaseView(View):
    """A view that says what it needs and what it shows.

    `permission` is a name of the roles matrix (or SIGNED_IN); without it nothing is served. `category` is what the
    audit trail calls the data. `page` and `region` are the templates that `respond` chooses between.
    """

    request: SignedInRequest
    permission = ""
    category = ""
    page = ""
    region = ""
    extends_session = True
    """Whether a visit counts as the person's activity; regions that fetch themselves say no."""

    def setup(self, request: HttpRequest, *args, **kwargs) -> None:
        super().setup(request, *args, **kwargs)
        if not self.permission:
            raise ImproperlyConfigured(f"{type(self).__name__} declares no permission.")
        if not request.user.is_authenticated:
            return
        if self.permission != SIGNED_IN and not request.user.may(self.permission):
            self.refuse(f"lacks {self.permission}")

    @cached_property
    def actor(self) -> Actor:
        return Actor.of(self.request)

    @property
    def patient_id(self) -> UUID | None:
        """The patient of the URL, for the audit row; views of one patient say which."""
        return None

    def watches(self) -> Mapping[str, Versions]:
        """What a page of this view shows that others may change: topics with the versions that it was drawn from."""
        return {}

    def stream_url(self) -> str:
        """Where the page learns that something changed; nothing for a page that shows nothing of the kind."""
        topics = self.watches()
        return stream_url(self.request.user, topics) if topics else ""

    def refuse(self, reason: str) -> None:
        """Records the refusal, in a transaction of its own, and answers 403."""
        self.record(str(self.request.method).lower(), outcome=Outcome.REFUSED, reason=reason)
        raise PermissionDenied

    def record(self, action: str, **details) -> None:
        """One audit row about this request."""
        details.setdefault("patient", self.patient_id)
        record(action=action, actor=self.actor, category=self.category, **details)

    def respond(
        self, context: dict, *, etag: str = "", status: int = 200, events: Iterable[str] = ()
    ) -> HttpResponse:
        return respond(
            self.request,
            page=self.page,
            region=self.region,
            context={"stream_url": self.stream_url, **context},
            etag=etag,
            status=status,
            events=events,
        )


class MedicalRegionView(MedicalBaseView):
    """One region at its own URL: 304 while its version is unchanged, else drawn and recorded as read.

    Subclasses say what `version` the region has (its version keys, and when it next changes by itself) and its
    `context`; a plain visit gets the region in a bare page.
    """

    page = "pages/region.html"
    extends_session = False

    def version(self) -> object:
        raise NotImplementedError

    def context(self) -> dict:
        raise NotImplementedError

    def get(self, request: SignedInRequest, *args, **kwargs) -> HttpResponse:
        etag = etag_of(request, self.version())
        if wants_fragment(request) and is_unchanged(request, etag):
            return not_modified(etag)
        context = self.context()
        self.record("read")
        return self.respond(context, etag=etag)


class MedicalListView(MedicalBaseView):
    """A list: four declarations (scope, filterset, table, page and region); the rest is here.

    The same view serves the page and the region; the ETag is a hash of the page's rows.
    """

    table: type[ListTable]
    filterset: type[ListFilter]
    page_name = ""
    region_name = ""
    keeps_statement = False
    """Whether the statement of a plain page is kept (`plain_pages`): only where the scope follows from nothing but who
    asks, their rights and the day. A list of one patient must not: another's chart would show these rows."""

    @property
    def search(self) -> str | None:
        """What was searched for, where the list can be searched and was."""
        return None

    def scope(self) -> QuerySet:
        """All rows that the person who asks may see: it follows from who they are, their rights and the day."""
        raise NotImplementedError

    def searched(self, rows: QuerySet) -> QuerySet:
        """Those of `rows` that match the search."""
        raise NotImplementedError

    def narrowed(self, state: dict[str, str], rows: QuerySet) -> ListFilter:
        """The filters over `rows`, as the list's `state` sets them."""
        return self.filterset(data=state, queryset=rows, request=self.request)

    def address(self, name: str) -> str:
        """The path of the list's page or region; lists about somebody put in whom."""
        return reverse(name)

    def prepare(self, listing: Listing) -> None:
        """A place to add chips or words to the listing before it is drawn."""

    def listing(self) -> Listing:
        listing = build_listing(
            self.request,
            type(self) if self.keeps_statement else None,
            scope=self.scope,
            search=self.searched if self.search else None,
            filterset_class=self.filterset,
            narrowed=self.narrowed,
            table=self.table,
            path=self.address(self.page_name),
            region_path=self.address(self.region_name),
            region_id=self.region_name.replace(":", "-"),
            on=today(self.request.user.zone),
        )
        self.prepare(listing)
        return listing

    def get(self, request: SignedInRequest, *args, **kwargs) -> HttpResponse:
        listing = self.listing()
        etag = etag_of(request, listing.rows, listing.on, listing.has_next, path=listing.region_url)
        if wants_fragment(request) and is_unchanged(request, etag):
            return not_modified(etag)
        self.record("search" if listing.search else "list", shown=listing.shown, query=listing.search)
        return self.respond(self.context(listing), etag=etag)

    def context(self, listing: Listing) -> dict:
        return {"listing": listing}
