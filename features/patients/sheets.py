"""What stands on the papers of the front desk: the registration sheet and the wristband."""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext

from features.foundation.access.models import User
from features.foundation.records.clock import today
from features.foundation.ui import formats
from features.foundation.ui.qr_code import QrCode
from features.patients.codes import CONSENT_SCOPES, COUNTRIES, RELATIONSHIPS, in_words
from features.patients.models import (
    AddressUse,
    Consent,
    ConsentStatus,
    Coverage,
    CoverageKind,
    Patient,
    PatientAddress,
    RelatedPerson,
    holds_on,
)
from features.patients.reading import visible_ids
from features.patients.regions import alerts_of

MOST = 12
"""Rows of one kind on a sheet, so that it stays one or two pages."""


def wristband(patient: Patient) -> dict[str, Any]:
    """Who it is, in clear; the code holds the MRN and nothing else."""
    return {"born": formats.day(patient.birth_date, patient.birth_precision), "code": QrCode.of(patient.mrn)}


def registration_sheet(patient: Patient, user: User) -> dict[str, Any]:
    """What the desk has asked, for the patient to read and to sign."""
    return {
        "born": formats.day(patient.birth_date, patient.birth_precision),
        "language": formats.language_name(patient.language),
        "addresses": _addresses(patient, user),
        "people": _people(patient, user),
        "coverages": _coverages(patient, user),
        "consents": _consents(patient),
        "allergies": allergies_in_a_word(patient, user),
    }


def allergies_in_a_word(patient: Patient, user: User) -> str:
    """Whether there are any, never which; nothing for whom they are hidden from."""
    told = alerts_of(patient, user)
    if not told["tells_allergies"]:
        return ""
    if told["allergies"]:
        return gettext("yes")
    return gettext("none known") if told["denied_at"] else gettext("not asked")


def _in_force(user: User) -> Q:
    on = today(user.zone)
    return (Q(starts_on=None) | Q(starts_on__lte=on)) & (Q(ends_on=None) | Q(ends_on__gte=on))


def _addresses(patient: Patient, user: User) -> list[dict[str, Any]]:
    holds = _in_force(user) & holds_on(today(user.zone))
    rows = PatientAddress.objects.filter(holds, patient=patient).exclude(use=AddressUse.OLD)
    return [{"use": one.get_use_display(), "lines": _lines(one)} for one in rows.order_by("id")[:MOST]]


def _lines(address: PatientAddress) -> list[str]:
    """As one writes it on a letter."""
    place = " ".join(filter(None, (address.city, address.state, address.postal_code)))
    lines = [*address.lines.splitlines(), address.district, place, in_words(COUNTRIES, address.country)]
    return [line for line in lines if line.strip()]


def _people(patient: Patient, user: User) -> list[dict[str, Any]]:
    """Emergency contacts first. Who is a patient too is named only to whom may see them."""
    rows = RelatedPerson.objects.filter(holds_on(today(user.zone)), patient=patient).select_related(
        "other_patient"
    )
    people = list(rows.order_by("-is_emergency_contact", "id")[:MOST])
    others = [one.other_patient.public_id for one in people if one.other_patient]
    seen = visible_ids(user, others) if others else set()
    return [
        {
            "name": _name_of(one, seen),
            "relationship": in_words(RELATIONSHIPS, one.relationship),
            "phone": one.phone,
            "is_emergency_contact": one.is_emergency_contact,
        }
        for one in people
    ]


def _name_of(person: RelatedPerson, seen: set) -> str:
    other = person.other_patient
    if person.full_name or other is None or other.public_id not in seen:
        return person.full_name
    return other.full_name


def _coverages(patient: Patient, user: User) -> list[dict[str, Any]]:
    rows = Coverage.objects.filter(_in_force(user), patient=patient).select_related("payer")
    return [
        {
            "payer": one.payer.name if one.payer else CoverageKind(one.kind).label,
            "plan": one.plan,
            "member_id": one.member_id,
            "group_number": one.group_number,
            "holder": one.subscriber_name,
        }
        for one in rows.order_by("priority", "-starts_on", "-id")[:MOST]
    ]


def _consents(patient: Patient) -> list[dict[str, Any]]:
    rows = Consent.objects.filter(patient=patient).exclude(status=ConsentStatus.ENTERED_IN_ERROR)
    return [
        {
            "scope": in_words(CONSENT_SCOPES, one.scope),
            "status": one.get_status_display(),
            "given_on": one.given_on,
        }
        for one in rows.order_by("scope", "-given_on", "-id").distinct("scope")[:MOST]
    ]
