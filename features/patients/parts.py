"""The parts of a chart as links: those that the person may read, from the composition root, which knows them all."""

from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext

from features.foundation.access.requests import SignedInRequest
from features.foundation.ui.frame import PlaceLink, all_parts
from features.patients.models import Patient


def parts_of(patient: Patient, request: SignedInRequest) -> list[PlaceLink]:
    """Each part with its address for `patient`; the present one is marked, on the pages below it as well."""
    parts = [
        (part, reverse(part.url_name, args=[patient.public_id]))
        for part in all_parts()
        if request.user.may(part.permission)
    ]
    here = max((url for _, url in parts if request.path.startswith(url)), key=len, default="")
    return [PlaceLink(gettext(part.label), part.icon, url, part.key, url == here) for part, url in parts]


def chart_of(patient: Patient) -> str:
    """The address of the patient's chart: its first part."""
    return chart_at(patient.public_id)


def chart_at(public_id: UUID) -> str:
    """The address of the chart of a patient who was not read."""
    return reverse(all_parts()[0].url_name, args=[public_id])
