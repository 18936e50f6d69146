"""The search box: suggestions while one types, everybody who was found, and opening the chart of one of them."""

from functools import cached_property
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from features.foundation.access.requests import SignedInRequest
from features.foundation.audit.models import Outcome
from features.foundation.records.identifiers import public_ids
from features.foundation.ui.search_text import clean_search, keep_search, kept_search
from features.foundation.ui.views import MedicalBaseView
from features.patients.parts import chart_at
from features.patients.reading import visible_ids
from features.patients.searching import NOBODY, ORGANISATION, Found, recently_opened, search
from features.patients.services import link_patient
from features.patients.views.finding import LIST

REGISTER = "register"
"""What is chosen instead of a patient by who registers somebody new."""


class SearchView(MedicalBaseView):
    """A view that looks for patients: identity fields only, and the trail says who was looked for and shown."""

    permission = "find_patient.read"
    category = "identity"

    def found(self, text: str) -> Found:
        found = search(text=text, by=self.request.user)
        self.record("search", query=text, shown=[match.known.public_id for match in found.matches])
        return found

    @property
    def registers(self) -> str:
        """The choice that begins a registration, for who may."""
        return REGISTER if self.request.user.may(ORGANISATION) else ""


class FindPatients(SearchView):
    """Keeps what was typed on the server and leads to who was found, so that no name is in an address.

    Somebody who was chosen is opened; who finds people in the whole organisation lists them at their facility by that.
    Where nobody is the one who was meant, the registration begins with what was typed.
    """

    def post(self, request: SignedInRequest) -> HttpResponse:
        chosen = request.POST.get("chosen", "")
        if chosen and chosen != REGISTER:
            return self.open(chosen)
        shows = "registration:register" if chosen else "patients:found"
        text = clean_search(request.POST.get("text", ""))
        if not any(sign.isalnum() for sign in text):
            return redirect("patients:list")
        token = keep_search(actor=self.actor, listing=LIST, text=text)
        return redirect(f"{reverse(shows)}?found={token}")

    def get(self, request: HttpRequest) -> HttpResponse:
        return redirect("patients:list")

    def open(self, chosen: str) -> HttpResponse:
        for patient in public_ids([chosen]):
            if visible_ids(self.request.user, [patient]) or self.link(patient):
                return redirect(chart_at(patient))
        self.record("read", outcome=Outcome.REFUSED, reason="not visible to this person")
        raise Http404

    def link(self, patient: UUID) -> bool:
        user = self.request.user
        if not user.facility or not user.may(ORGANISATION):
            return False
        return link_patient(patient=patient, facility=user.facility, by=self.actor)


class FoundPatients(SearchView):
    """`/patients/found/`: who was found, the likeliest first, each with the reason."""

    page = "pages/found.html"
    region = "patients/partials/found.html"

    @cached_property
    def text(self) -> str | None:
        token = self.request.GET.get("found", "")
        return kept_search(actor=self.actor, listing=LIST, token=token) if token else None

    def get(self, request: SignedInRequest) -> HttpResponse:
        if self.text is None:
            return redirect("patients:list")
        return self.respond(
            {
                "found": self.found(self.text),
                "search_text": self.text,
                "registers": self.registers,
                "listed_url": f"{reverse('patients:list')}?found={request.GET['found']}",
            }
        )


class Suggestions(SearchView):
    """What the search box offers while one types; the patients opened last while it is empty."""

    page = "pages/region.html"
    region = "patients/partials/suggestions.html"

    def post(self, request: SignedInRequest) -> HttpResponse:
        text = clean_search(request.POST.get("text", ""))
        if text:
            return self.respond({"found": self.found(text), "search_text": text, "registers": self.registers})
        recent = recently_opened(by=request.user)
        self.record("list", shown=[match.known.public_id for match in recent])
        return self.respond({"found": Found(recent, NOBODY), "is_recent": True})
