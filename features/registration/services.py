"""Writes new patients: each with everything that was told, in one transaction, once."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from features.foundation.access.models import Facility
from features.foundation.audit.actors import Actor
from features.foundation.audit.changes import write_changes, write_new
from features.foundation.live.announcing import announce
from features.foundation.records.clock import now
from features.foundation.records.models import BaseRecord
from features.foundation.records.saving import locked
from features.foundation.records.services import one_transaction, retried
from features.patients.models import (
    AddressUse,
    Consent,
    Coverage,
    NameUse,
    Patient,
    PatientAddress,
    PatientIdentifier,
    PatientName,
    RelatedPerson,
)
from features.patients.services import bring_in_line, forget_lists, new_patient
from features.registration.events import REGISTERED, desks_topic
from features.registration.models import NotDuplicate, RegisteredIdentity, UnidentifiedPerson

IDENTITY = "identity"
"""What the audit trail calls it."""
UNNAMED = "Unidentified"
"""The family name of whom nobody could name yet; the MRN stands for the given names."""


@retried
def register_patient(
    *,
    person: Mapping[str, Any],
    facility: Facility,
    by: Actor,
    on: date,
    address: Mapping[str, str] = {},
    contacts: Sequence[Mapping[str, Any]] = (),
    coverage: Mapping[str, Any] = {},
    consent: str = "",
    identifier: Mapping[str, str] = {},
    others: Mapping[UUID, str] = {},
) -> Patient:
    """Registers a person with everything that was told. `on` is the day on the facility's calendar.

    IntegrityError (`one_registration_of_an_identity`) where another desk has registered the same name, birth date and
    sex, unless it is of somebody of `others`: by public id, who this is not, and why. That is kept for each pair.
    """
    with one_transaction(by=by.user, request_id=by.request_id):
        patient = new_patient(patient=Patient(**person), facility=facility, by=by)
        _claim(patient, others=others)
        if address:
            _add(PatientAddress(patient=patient, use=AddressUse.HOME, **address), by)
        for contact in contacts:
            _add(RelatedPerson(patient=patient, is_emergency_contact=True, **contact), by)
        if coverage:
            _add(Coverage(patient=patient, **coverage), by)
        if consent:
            _add(Consent(patient=patient, scope="treatment", status=consent, given_on=on), by)
        if identifier:
            _add(PatientIdentifier(patient=patient, **identifier), by)
        _tell_apart(patient, others, by)
        announce(REGISTERED, desks_topic())
        return patient


@retried
def register_newborn(*, mother: Patient, child: Mapping[str, Any], facility: Facility, by: Actor) -> Patient:
    """Registers a child born to a patient: with her address and telephone, and each as the other's relative.

    No identity is claimed: twins without names are told apart by their order.
    """
    with one_transaction(by=by.user, request_id=by.request_id):
        with_hers = {"phone_mobile": mother.phone, "primary_provider": mother.primary_provider, **child}
        patient = new_patient(patient=Patient(**with_hers), facility=facility, by=by)
        hers = (
            PatientAddress.objects.filter(patient=mother).exclude(use=AddressUse.OLD).order_by("-id").first()
        )
        if hers:
            same = {
                name: getattr(hers, name) for name in ("lines", "city", "state", "postal_code", "country")
            }
            _add(PatientAddress(patient=patient, use=AddressUse.HOME, **same), by)
        kin = {"full_name": mother.full_name, "is_emergency_contact": True, "phone": mother.phone}
        _add(RelatedPerson(patient=patient, other_patient=mother, relationship="MTH", **kin), by)
        _add(
            RelatedPerson(
                patient=mother, other_patient=patient, relationship="CHILD", full_name=patient.full_name
            ),
            by,
        )
        announce(REGISTERED, desks_topic())
        return patient


@retried
def register_unidentified(
    *, person: Mapping[str, Any], description: str, facility: Facility, by: Actor
) -> Patient:
    """Registers somebody whom nobody can name: the MRN is the name until they are identified."""
    with one_transaction(by=by.user, request_id=by.request_id):
        patient = new_patient(patient=Patient(family_name=UNNAMED, **person), facility=facility, by=by)
        values = {"given_names": patient.mrn}
        write_changes(patient, values, patient=patient.public_id, category=IDENTITY, by=by)
        _add(UnidentifiedPerson(patient=patient, description=description), by)
        return patient


@retried
def identify_patient(
    *, patient: Patient, version: int, person: Mapping[str, Any], by: Actor, others: Mapping[UUID, str] = {}
) -> Patient:
    """Says who an unidentified patient is; the name they had until now stays as a temporary one.

    StaleVersion unless the patient still is `version`; IntegrityError and `others` as for a new registration.
    """
    with one_transaction(by=by.user, request_id=by.request_id):
        present = locked(patient, version=version)
        until_now = {"family_name": present.family_name, "given_names": present.given_names}
        write_changes(present, person, patient=present.public_id, category=IDENTITY, by=by, action="identify")
        bring_in_line(patient=present, changed=person, by=by)
        _claim(present, others=others)
        _tell_apart(present, others, by)
        _add(PatientName(patient=present, use=NameUse.TEMP, **until_now), by)
        unnamed = UnidentifiedPerson.objects.select_for_update().get(patient=present, identified_at=None)
        write_changes(unnamed, {"identified_at": now()}, patient=present.public_id, category=IDENTITY, by=by)
        links = present.facilities.values_list("facility__public_id", flat=True)
        forget_lists(facilities=links)
        return present


def _add(record: BaseRecord, by: Actor) -> None:
    write_new(record, patient=record.patient.public_id, category=IDENTITY, by=by)  # type: ignore[attr-defined]


def _claim(patient: Patient, *, others: Iterable[UUID]) -> None:
    """Takes the identity, so that no other desk takes the same one; whole birth dates only.

    It is taken a second time only where everybody who has it was said to be somebody else: who was registered since
    then was not seen.
    """
    if patient.birth_precision != "day":
        return
    patient.refresh_from_db(fields=["name_key"])
    identity = {"name_key": patient.name_key, "birth_date": patient.birth_date, "sex": patient.sex}
    taken = RegisteredIdentity.objects.filter(**identity).values_list("patient__public_id", "number")
    holders = dict(taken)
    number = max(holders.values(), default=-1) + 1 if holders.keys() <= {*others} else 0
    RegisteredIdentity.objects.create(patient=patient, number=number, **identity)


def _tell_apart(patient: Patient, others: Mapping[UUID, str], by: Actor) -> None:
    """Remembers each pair with its reason; a pair that is remembered already stays as it is."""
    for other in Patient.objects.filter(public_id__in=others).order_by("pk") if others else ():
        older, younger = sorted((patient, other), key=lambda one: one.pk)
        if not NotDuplicate.objects.filter(patient=older, other=younger).exists():
            _add(NotDuplicate(patient=older, other=younger, reason=others[other.public_id]), by)
