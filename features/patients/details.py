"""What the identity region tells beside the patient's own row: home, other names, related people, consents."""

import json
from datetime import date
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, F, OuterRef, QuerySet
from django.db.models.functions import JSONObject
from django.db.models.lookups import IsNull
from django.utils.translation import gettext

from features.foundation.access.models import User
from features.foundation.records.clock import now, today
from features.foundation.records.prepared import NOBODY, ask
from features.foundation.ui import formats
from features.patients.codes import CONSENT_SCOPES, COUNTRIES, RELATIONSHIPS, in_words
from features.patients.models import (
    AddressUse,
    CardSide,
    Consent,
    ConsentStatus,
    Coverage,
    EndReason,
    NameUse,
    Patient,
    PatientAddress,
    PatientFacility,
    PatientName,
    RelatedPerson,
)

MOST = 20
"""Rows of one kind that the region shows."""


KINDS = ("places", "others", "relatives", "agreed", "insured")
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
        told = {
            "places": _addresses(),
            "others": _names(),
            "relatives": _relatives(user),
            "agreed": _consents(),
        }
        rows = Patient.objects.filter(pk=NOBODY).annotate(**told, insured=_coverages()).values_list(*KINDS)
        _written[asker] = rows.query.sql_with_params()
    return _written[asker]


def details_of(patient: Patient, user: User) -> dict[str, Any]:
    """What the identity region tells, in words."""
    told, on = told_of(patient, user), today(user.zone)
    addresses = [_address_in_words(address, on) for address in told["places"]]
    names = [_name_in_words(name, on) for name in told["others"]]
    relatives = [_relative_in_words(relative, on) for relative in told["relatives"]]
    present = [address for address in addresses if not address["ended"]]
    home = next((address for address in present if address["is_home"]), None)
    return {
        "home": home,
        "addresses": [address for address in present if address is not home],
        "former_addresses": [address for address in addresses if address["ended"]],
        **_divided("names", names),
        **_divided("relatives", relatives),
        "consents": [_consent_in_words(consent) for consent in told["agreed"]],
    }


def _divided(kind: str, rows: list[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    """Those that hold and those that have ended."""
    return {
        kind: [row for row in rows if not row["ended"]],
        f"former_{kind}": [row for row in rows if row["ended"]],
    }


def _told(rows: QuerySet, *names: str, **more: Any) -> ArraySubquery:
    told = JSONObject(**{name: F(name) for name in names}, **more)
    return ArraySubquery(rows.filter(patient=OuterRef("pk")).values_list(told)[:MOST])


HOLDS_FIRST = F("ends_on").desc(nulls_first=True)
ENDED = ("ends_on", "end_reason")


def _addresses() -> ArraySubquery:
    rows = PatientAddress.objects.order_by(HOLDS_FIRST, "-id")
    place = ("lines", "city", "district", "state", "postal_code", "country")
    return _told(rows, "public_id", "use", *place, *ENDED)


def _names() -> ArraySubquery:
    rows = PatientName.objects.order_by(HOLDS_FIRST, "-id")
    return _told(rows, "public_id", "use", "family_name", "given_names", *ENDED)


def _relatives(user: User) -> ArraySubquery:
    """The name of another patient only where the person may see them.

    `may_see` is a predicate and no CASE of two values: those would be parameters, and PostgreSQL takes a parameter of
    which it knows no more for text, of which "false" is as good as "true".
    """
    seen = PatientFacility.objects.visible_to(user).filter(patient_id=OuterRef("other_patient_id"))
    rows = RelatedPerson.objects.order_by(HOLDS_FIRST, "-is_emergency_contact", "id")
    other = {"other_family": F("other_patient__family_name"), "other_given": F("other_patient__given_names")}
    own = ("public_id", "relationship", "full_name", "phone", "is_emergency_contact", *ENDED)
    return _told(rows, *own, **other, may_see=Exists(seen))


def _coverages() -> ArraySubquery:
    rows = Coverage.objects.order_by("priority", "-starts_on", "-id")
    own = ("public_id", "version", "kind", "member_id", "priority", "ends_on", "verify_by")
    has = {f"has_{side}": IsNull(F(f"card__{side}"), False) for side in CardSide.values}
    return _told(rows, *own, "payer__name", "card__version", **has)


def _consents() -> ArraySubquery:
    rows = Consent.objects.exclude(status=ConsentStatus.ENTERED_IN_ERROR).order_by("-given_on", "-id")
    return _told(rows, "public_id", "scope", "status", "given_on")


def _ended(row: dict[str, Any], on: date) -> str:
    """From when on it holds no longer and why, in words; nothing where it holds."""
    ends_on = date.fromisoformat(row["ends_on"]) if row["ends_on"] else None
    if ends_on is None or ends_on > on:
        return ""
    until = gettext("until %(day)s") % {"day": formats.day(ends_on)}
    return f"{until}, {EndReason(row['end_reason']).label}" if row["end_reason"] else until


def _address_in_words(address: dict[str, Any], on: date) -> dict[str, Any]:
    use = AddressUse(address["use"])
    ended = _ended(address, on) or (gettext("former") if use == AddressUse.OLD else "")
    return {
        **address,
        "is_home": use == AddressUse.HOME,
        "use": use.label,
        "country": in_words(COUNTRIES, address["country"]),
        "ended": ended,
    }


def _name_in_words(name: dict[str, Any], on: date) -> dict[str, Any]:
    return {**name, "use": NameUse(name["use"]).label, "ended": _ended(name, on)}


def _relative_in_words(relative: dict[str, Any], on: date) -> dict[str, Any]:
    name = relative["full_name"]
    if not name and relative["may_see"]:
        name = f"{relative['other_given']} {relative['other_family']}".strip()
    relation = in_words(RELATIONSHIPS, relative["relationship"])
    return {**relative, "name": name, "relation": relation, "ended": _ended(relative, on)}


def _consent_in_words(consent: dict[str, Any]) -> dict[str, Any]:
    return {
        **consent,
        "scope": in_words(CONSENT_SCOPES, consent["scope"]),
        "standing": ConsentStatus(consent["status"]).label,
        "is_active": consent["status"] == ConsentStatus.ACTIVE,
    }
