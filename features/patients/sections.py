"""Writes the sections of a registration: identity, care, addresses, names, related people and consents."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext

from features.foundation.audit.actors import Actor
from features.foundation.audit.changes import write_changes, write_new
from features.foundation.live.announcing import announce
from features.foundation.records.clock import now
from features.foundation.records.models import BaseRecord
from features.foundation.records.saving import locked
from features.foundation.records.services import one_transaction, retried
from features.patients.events import PATIENTS_CHANGED, chart_topic
from features.patients.following import bring_in_line
from features.patients.models import (
    AddressUse,
    Consent,
    ConsentStatus,
    Ending,
    EndReason,
    NameUse,
    Patient,
    PatientAddress,
    PatientFacility,
    PatientName,
    RelatedPerson,
)
from features.patients.services import forget_lists

WHO = "identity"
"""What the audit trail calls all of this."""
NAME = ("family_name", "given_names", "name_prefix", "name_suffix")


@retried
def change_identity(
    *, patient: Patient, version: int, identity: Mapping[str, Any], former: NameUse | None, by: Actor
) -> Patient:
    """Changes who a patient is. With `former` the name that they had is kept beside the new one, in one transaction.

    StaleVersion unless they still are `version`.
    """
    with one_transaction(by=by.user, request_id=by.request_id):
        present = locked(patient, version=version)
        had = {name: getattr(present, name) for name in NAME}
        if not write_changes(present, identity, patient=present.public_id, category=WHO, by=by):
            return present
        if former and any(getattr(present, name) != had[name] for name in NAME[:2]):
            kept = PatientName(patient=present, use=former, **had)
            write_new(kept, patient=present.public_id, category=WHO, by=by)
        bring_in_line(patient=present, changed=identity, by=by)
        _tell(present)
        _forget(present)
        return present


@retried
def change_care(*, patient: Patient, version: int, care: Mapping[str, Any], by: Actor) -> Patient:
    """Changes primary provider, language and interpreter. StaleVersion unless the patient still is `version`."""
    with one_transaction(by=by.user, request_id=by.request_id):
        present = locked(patient, version=version)
        if write_changes(present, care, patient=present.public_id, category=WHO, by=by):
            _tell(present)
            _forget(present)
        return present


@retried
def add_address(*, patient: Patient, address: Mapping[str, Any], by: Actor) -> PatientAddress:
    """Adds the home of a patient who has none; ValidationError where there is one, which is changed instead."""
    with one_transaction(by=by.user, request_id=by.request_id):
        _one_at_a_time(patient)
        if home_of(patient):
            raise ValidationError(gettext("There is an address meanwhile. Change that one."))
        written = PatientAddress(patient=patient, use=AddressUse.HOME, **address)
        write_new(written, patient=patient.public_id, category=WHO, by=by)
        _tell(patient)
        return written


@retried
def correct_address(
    *, address: PatientAddress, version: int, values: Mapping[str, Any], by: Actor
) -> PatientAddress:
    """Changes an address in its place. StaleVersion unless it still is `version`."""
    with one_transaction(by=by.user, request_id=by.request_id):
        return _changed(address, version, values, by)


@retried
def move(
    *, address: PatientAddress, version: int, values: Mapping[str, Any], moved_on: date, by: Actor
) -> PatientAddress:
    """Gives a patient another home and keeps `address` as the previous one, which ends on the day of moving.

    StaleVersion unless it still is `version`; ValidationError where they had left it already.
    """
    with one_transaction(by=by.user, request_id=by.request_id):
        _one_at_a_time(address.patient)
        _changed(address, version, {"use": AddressUse.OLD, "ends_on": moved_on}, by)
        home = PatientAddress(patient=address.patient, use=AddressUse.HOME, starts_on=moved_on, **values)
        write_new(home, patient=address.patient.public_id, category=WHO, by=by)
        return home


@retried
def add_detail(*, detail: PatientName | RelatedPerson | Consent, by: Actor) -> BaseRecord:
    """Adds another name, a related person or a consent."""
    with one_transaction(by=by.user, request_id=by.request_id):
        write_new(detail, patient=detail.patient.public_id, category=WHO, by=by)
        _tell(detail.patient)
        return detail


@retried
def change_detail(
    *, detail: PatientName | RelatedPerson, version: int, values: Mapping[str, Any], by: Actor
) -> BaseRecord:
    """Changes another name or a related person. StaleVersion unless it still is `version`."""
    with one_transaction(by=by.user, request_id=by.request_id):
        return _changed(detail, version, values, by)


@retried
def end_detail(*, detail: Ending, version: int, ends_on: date, reason: EndReason, by: Actor) -> Ending:
    """Ends a name, an address or a related person; that they were known stays recorded.

    StaleVersion unless it still is `version`.
    """
    with one_transaction(by=by.user, request_id=by.request_id):
        values = {"ends_on": ends_on, "end_reason": reason}
        return _changed(detail, version, values, by, action="end")


@retried
def withdraw_consent(*, consent: Consent, version: int, ends_on: date, by: Actor) -> Consent:
    """Ends a consent; that it was given stays recorded. StaleVersion unless it still is `version`."""
    with one_transaction(by=by.user, request_id=by.request_id):
        values = {"status": ConsentStatus.INACTIVE, "ends_on": ends_on}
        return _changed(consent, version, values, by, action="withdraw")


def home_of(patient: Patient) -> PatientAddress | None:
    """Where a patient lives, as far as it is known."""
    homes = PatientAddress.objects.filter(patient=patient, use=AddressUse.HOME, ends_on=None)
    return homes.order_by("-id").first()


def _changed(record: Any, version: int, values: Mapping[str, Any], by: Actor, action: str = "change") -> Any:
    if type(record)._default_manager.get(pk=record.pk).has_ended(now().date()):
        raise ValidationError(gettext("This has ended meanwhile. Nothing was changed."))
    present = locked(record, version=version)
    patient = record.patient
    if write_changes(present, values, patient=patient.public_id, category=WHO, by=by, action=action):
        _tell(patient)
    return present


def _one_at_a_time(patient: Patient) -> None:
    """Of two who add at once the second waits, and sees what the first wrote."""
    Patient.objects.select_for_update(no_key=True).get(pk=patient.pk)


def _tell(patient: Patient) -> None:
    announce(PATIENTS_CHANGED, chart_topic(patient))


def _forget(patient: Patient) -> None:
    theirs = PatientFacility.objects.filter(patient=patient)
    forget_lists(facilities=theirs.values_list("facility__public_id", flat=True))
