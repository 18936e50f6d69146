"""The card of an insurance: a page with both sides, and the pictures themselves, large and small."""

from functools import cached_property

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse

from features.foundation.access.requests import SignedInRequest
from features.foundation.audit.models import Outcome
from features.foundation.ui.pictures import MEDIA_TYPE, media_type_of, reduced
from features.foundation.ui.responses import etag_of, is_unchanged, not_modified
from features.patients.cards import cards_of
from features.patients.models import CardSide, Coverage, CoverageCard
from features.patients.views.base import PatientView
from features.patients.views.photos import picture

THUMBNAIL = 240
"""Pixels of the longer side, twice as many as it is shown at."""


class CardView(PatientView):
    """A view of the card of one coverage of the patient of the URL; of anything else there is none."""

    permission = "demographics.read"
    category = "identity"

    @cached_property
    def coverage(self) -> Coverage:
        theirs = Coverage.objects.filter(patient=self.patient).select_related("payer")
        found = theirs.filter(public_id=self.kwargs["coverage"]).first()
        if found is None:
            self.record("read", outcome=Outcome.REFUSED, reason="not a record of this patient")
            raise Http404
        return found


class Card(CardView):
    """Both sides, large enough to be read."""

    page = region = "pages/insurance_card.html"

    def get(self, request: SignedInRequest, *args, **kwargs) -> HttpResponse:
        coverage, card = self.coverage, cards_of(self.coverage).first()
        self.record("read", object_kind="coverage", object_id=coverage.public_id)
        sides = [(side, getattr(card, f"has_{side}", False)) for side in CardSide]
        may_change = request.user.may("demographics.change")
        return self.respond({"coverage": coverage, "card": card, "sides": sides, "may_change": may_change})


class CardPicture(CardView):
    """One side, for who may see the coverage; each sending is a row in the trail."""

    extends_session = False
    is_small = False

    def get(self, request: SignedInRequest, *args, **kwargs) -> HttpResponse:
        side, card = self.kwargs["side"], CoverageCard.objects.filter(coverage=self.coverage).first()
        content = bytes(getattr(card, side) or b"") if card and side in CardSide else b""
        if card is None or not content:
            raise Http404
        etag = etag_of(request, card.public_id, card.version)
        if is_unchanged(request, etag):
            return not_modified(etag)
        self.record("read", object_kind="coveragecard", object_id=card.public_id, object_version=card.version)
        if not self.is_small:
            return picture(content, media_type_of(content), etag=etag, name=f"card-{side}")
        return picture(small(content), MEDIA_TYPE, etag=etag, name=f"card-{side}-small")


def small(content: bytes) -> bytes:
    """A picture from elsewhere that cannot be drawn has no small one."""
    try:
        return reduced(content, longest_side=THUMBNAIL)
    except ValidationError:
        raise Http404 from None
