"""Every address of the product with its view, and what an answer of one of them amounts to."""

from collections.abc import Iterator
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import resolve_url
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from features.foundation.access.models import User
from features.interchange.models import SourceResource
from features.patients.models import Consent, Coverage, PatientAddress, PatientName, RelatedPerson
from features.problems.models import Allergy
from features.vitals.models import FrequencyOrder, VitalSigns
from tests.access_matrix import arguments
from tests.cast import BACKEND


def doors() -> dict[str, URLPattern]:
    """Each URL pattern by its name, with namespaces: `patients:list`. A pattern without a name is refused."""
    found: dict[str, URLPattern] = {}
    for name, pattern in _walk(get_resolver().url_patterns, ""):
        if name in found:
            raise ValueError(f"Two addresses are called {name!r}.")
        found[name] = pattern
    return found


def _walk(patterns, namespace: str) -> Iterator[tuple[str, URLPattern]]:
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            if not pattern.name:
                raise ValueError(f"The address {pattern.pattern} has no name.")
            yield namespace + pattern.name, pattern
        else:
            yield from _walk(
                pattern.url_patterns, f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            )


WITHIN = {
    "patients:change_address": PatientAddress,
    "patients:change_name": PatientName,
    "patients:change_relative": RelatedPerson,
    "patients:withdraw_consent": Consent,
    "patients:end_address": PatientAddress,
    "patients:check_change_address": PatientAddress,
    "patients:check_end_address": PatientAddress,
    "patients:end_name": PatientName,
    "patients:check_change_name": PatientName,
    "patients:check_end_name": PatientName,
    "patients:end_relative": RelatedPerson,
    "patients:check_change_relative": RelatedPerson,
    "patients:check_end_relative": RelatedPerson,
    "patients:check_withdraw_consent": Consent,
    "interchange:document": SourceResource,
    "problems:correct_allergy": Allergy,
    "problems:refute_allergy": Allergy,
    "patients:change_coverage": Coverage,
    "patients:verify_coverage": Coverage,
    "vitals:correct": VitalSigns,
    "vitals:check_correction": VitalSigns,
    "vitals:withdraw": VitalSigns,
    "vitals:undo": VitalSigns,
    "patients:insurance_card": Coverage,
    "patients:change_card": Coverage,
    "patients:card_picture": Coverage,
    "patients:card_thumbnail": Coverage,
    "vitals:replace_frequency": FrequencyOrder,
    "vitals:end_frequency": FrequencyOrder,
}
"""Addresses with two ids: of a patient, and of a record of theirs, which the patient of a test must have."""
OF_A_SIDE = ("patients:card_picture", "patients:card_thumbnail")
"""Addresses with a third argument: the side of a card."""


def address(name: str, patient) -> str:
    """The path of a URL name; of `patient`, and of the first record of theirs, where it is about one."""
    return reverse(name, args=[*arguments(name, patient.public_id), *ids_within(name, patient)])


def ids_within(name: str, patient) -> list[UUID | str]:
    """The public id of the record that an address is about, beside the patient's, or what it asks about them."""
    if name == "patients:editors":
        return ["patients-identity"]
    if name not in WITHIN:
        return []
    beside = ["front"] if name in OF_A_SIDE else []
    return [WITHIN[name].objects.filter(patient=patient).earliest("id").public_id, *beside]


def browser_of(person: User | None) -> Client:
    """A fresh browser, with `person` signed in if there is one; it gets 500 instead of an exception."""
    browser = Client(raise_request_exception=False)
    if person is not None:
        browser.force_login(person, backend=BACKEND)
    return browser


def ask(browser: Client, path: str, *, method: str, htmx: bool = False) -> HttpResponse:
    """The answer to an empty request."""
    return browser.generic(method, path, headers={"HX-Request": "true"} if htmx else None)


def outcome(response: HttpResponse, *, htmx: bool) -> str:
    """The word of the access matrix for an answer."""
    if "signed-in" in response.get("HX-Trigger", ""):
        return "go"
    target = response.get("Location") or response.get("HX-Redirect") or response.get("HX-Location")
    status = response.status_code
    if target is None:
        return "ok" if status == 200 else str(status)
    where = urlsplit(target)
    if "because=signed-out" in where.query:
        return "out"
    if where.path == resolve_url(settings.LOGIN_URL):
        return "sign-in"
    if where.path == reverse("account_reauthenticate"):
        return "again"
    return "go" if status in ((200, 302, 303) if htmx else (302, 303)) else f"{status} to {target}"
