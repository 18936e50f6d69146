"""What the identity region tells beside the patient's own row: home, other names, related people, consents."""

import json
from datetime import date
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, F, OuterRef, QuerySet
from django.db.models.functions import JSONObject
from django.db.models.lookups import IsNull

from features.foundation.access.models import User
from features.foundation.records.clock import now
from features.foundation.records.prepared import NOBODY, ask
from features.patients.codes import CONSENT_SCOPES, COUNTRIES, RELATIONSHIPS
from features.patients.models import (
    AddressUse,
    CardSide,
    Consent,
    ConsentStatus,
    Coverage,
    NameUse,
    Patient,
    PatientAddress,
    PatientFacility,
    PatientName,
    RelatedPerson,
)

MOST = 20
"""Rows of one kind that the region shows."""


KINDS = ("homes", "others", "relatives", "agreed", "insured")
MOST_KEPT = 1_000

_written: dict[tuple[int, int | None, date], tuple[str, tuple]] = {}
"""The statement for each person and day: the ORM takes longer to write it than PostgreSQL to answer it."""


def told_of(patient: Patient, user: User) -> dict[str, list[dict[str, Any]]]:
    """What stands beside the patient's row and their insurance, in one statement; read once for each request."""
    if "told" not in patient.__dict__:
        statement, parameters = _statement(user)
        rows = ask(statement, [patient.pk if value == NOBODY else value for value in parameters])
        patient.__dict__["told"] = dict(zip(KINDS, map(_rows, rows[0]), strict=True))
    return patient.__dict__["told"]


def _rows(told: list) -> list[dict[str, Any]]:
    return [json.loads(row) if isinstance(row, str) else row for row in told]


def _statement(user: User) -> tuple[str, tuple]:
    asker = (user.pk, user.facility_id, now().date())
    if asker not in _written:
        if len(_written) >= MOST_KEPT:
            _written.clear()
        told = {"homes": _homes(), "others": _names(), "relatives": _relatives(user), "agreed": _consents()}
        rows = Patient.objects.filter(pk=NOBODY).annotate(**told, insured=_coverages()).values_list(*KINDS)
        _written[asker] = rows.query.sql_with_params()
    return _written[asker]


def details_of(patient: Patient, user: User) -> dict[str, Any]:
    """What the identity region tells, in words."""
    told = told_of(patient, user)
    homes, names, relatives, consents = (told[kind] for kind in KINDS[:4])
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
    """The name of another patient only where the person may see them.

    `may_see` is a predicate and no CASE of two values: those would be parameters, and PostgreSQL takes a parameter of
    which it knows no more for text, of which "false" is as good as "true".
    """
    seen = PatientFacility.objects.visible_to(user).filter(patient_id=OuterRef("other_patient_id"))
    rows = RelatedPerson.objects.order_by("-is_emergency_contact", "id")
    other = {"other_family": F("other_patient__family_name"), "other_given": F("other_patient__given_names")}
    own = ("public_id", "relationship", "full_name", "phone", "is_emergency_contact")
    return _told(rows, *own, **other, may_see=Exists(seen))


def _coverages() -> ArraySubquery:
    rows = Coverage.objects.order_by("priority", "-starts_on", "-id")
    own = ("public_id", "version", "kind", "member_id", "priority", "ends_on", "verify_by")
    has = {f"has_{side}": IsNull(F(f"card__{side}"), False) for side in CardSide.values}
    return _told(rows, *own, "payer__name", "card__version", **has)


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
