"""Colleagues in a chart: who else has it open, and who edits the same as oneself."""

from typing import Any

from django.urls import reverse
from django.utils.functional import Promise

from features.foundation.access.models import User
from features.foundation.access.requests import SignedInRequest
from features.foundation.live import presence
from features.foundation.records.identifiers import public_ids
from features.foundation.ui.responses import etag_of
from features.patients.events import chart_topic
from features.patients.models import Patient

EDITED: dict[str, str | Promise] = {}
"""What forms edit, in words, by the id of the region that shows it."""


def present(request: SignedInRequest, patient: Patient) -> dict[str, Any]:
    """Everybody else who has the chart open, as the region in the banner shows them."""
    return _shown(request, _others(request, patient), reverse("patients:presence", args=[patient.public_id]))


def editors(request: SignedInRequest, patient: Patient, edited: str) -> dict[str, Any]:
    """Everybody else with a form about the same, as the region beside one's own form shows them."""
    same = frozenset(pair for pair in _others(request, patient) if pair[1] == edited)
    url = reverse("patients:editors", args=[patient.public_id, edited])
    return {**_shown(request, same, url), "edited": edited}


def _others(request: SignedInRequest, patient: Patient) -> presence.Company:
    topic = chart_topic(patient)
    here = presence.present([topic]).get(topic, frozenset())
    return frozenset(pair for pair in here if pair[0] != str(request.user.public_id))


def _shown(request: SignedInRequest, others: presence.Company, url: str) -> dict[str, Any]:
    """By name, each with what they edit; the ETag follows from nothing else."""
    return {"people": _named(others), "url": url, "etag": etag_of(request, sorted(others), path=url)}


def _named(others: presence.Company) -> list[tuple[User, str | Promise]]:
    if not others:
        return []
    ids = public_ids(who for who, _ in others)
    found = {str(user.public_id): user for user in User.objects.filter(public_id__in=ids)}
    named = [(found[who], EDITED.get(edited, "")) for who, edited in others if who in found]
    return sorted(named, key=lambda pair: pair[0].full_name)
