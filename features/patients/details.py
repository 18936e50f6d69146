"""What the identity region tells beside the patient's own row: home, other names, related people, consents."""

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BooleanField, Case, Exists, F, OuterRef, QuerySet, Value, When
from django.db.models.functions import JSONObject

from features.foundation.access.models import User
from features.patients.codes import CONSENT_SCOPES, COUNTRIES, RELATIONSHIPS
from features.patients.models import (
    AddressUse,
    Consent,
    ConsentStatus,
    NameUse,
    Patient,
    PatientAddress,
    PatientFacility,
    PatientName,
    RelatedPerson,
)

MOST = 20
"""Rows of one kind that the region shows."""


def details_of(patient: Patient, user: User) -> dict[str, Any]:
    """All of it, read in one statement."""
    read = (
        Patient.objects.filter(pk=patient.pk)
        .annotate(homes=_homes(), others=_names(), relatives=_relatives(user), agreed=_consents())
        .values_list("homes", "others", "relatives", "agreed")
        .first()
    )
    homes, names, relatives, consents = read or ([], [], [], [])
    return {
        "home": _home_in_words(homes[0]) if homes else None,
        "names": [{**name, "use": NameUse(name["use"]).label} for name in names],
        "relatives": [_relative_in_words(relative) for relative in relatives],
        "consents": [_consent_in_words(consent) for consent in consents],
    }


def _told(rows: QuerySet, *names: str, **more: Any) -> ArraySubquery:
    told = JSONObject(**{name: F(name) for name in names}, **more)
    return ArraySubquery(rows.filter(patient=OuterRef("pk")).values_list(told)[:MOST])


def _homes() -> ArraySubquery:
    rows = PatientAddress.objects.filter(use=AddressUse.HOME, ends_on=None).order_by("-id")
    return _told(rows, "public_id", "lines", "city", "district", "state", "postal_code", "country")


def _names() -> ArraySubquery:
    rows = PatientName.objects.order_by("-id")
    return _told(rows, "public_id", "use", "family_name", "given_names")


def _relatives(user: User) -> ArraySubquery:
    """The name of another patient only where the person may see them."""
    seen = PatientFacility.objects.visible_to(user).filter(patient_id=OuterRef("other_patient_id"))
    rows = RelatedPerson.objects.order_by("-is_emergency_contact", "id").annotate(
        may_see=Case(When(Exists(seen), then=Value(True)), default=Value(False), output_field=BooleanField())
    )
    other = {"other_family": F("other_patient__family_name"), "other_given": F("other_patient__given_names")}
    own = ("public_id", "relationship", "full_name", "phone", "is_emergency_contact", "may_see")
    return _told(rows, *own, **other)


def _consents() -> ArraySubquery:
    rows = Consent.objects.exclude(status=ConsentStatus.ENTERED_IN_ERROR).order_by("-given_on", "-id")
    return _told(rows, "public_id", "scope", "status", "given_on")


def _home_in_words(home: dict[str, Any]) -> dict[str, Any]:
    return {**home, "country": dict(COUNTRIES).get(home["country"], home["country"])}


def _relative_in_words(relative: dict[str, Any]) -> dict[str, Any]:
    name = relative["full_name"]
    if not name and relative["may_see"]:
        name = f"{relative['other_given']} {relative['other_family']}".strip()
    relation = dict(RELATIONSHIPS).get(relative["relationship"], relative["relationship"])
    return {**relative, "name": name, "relation": relation}


def _consent_in_words(consent: dict[str, Any]) -> dict[str, Any]:
    return {
        **consent,
        "scope": dict(CONSENT_SCOPES).get(consent["scope"], consent["scope"]),
        "standing": ConsentStatus(consent["status"]).label,
        "is_active": consent["status"] == ConsentStatus.ACTIVE,
    }
