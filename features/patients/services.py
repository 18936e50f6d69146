"""What writers of patients, providers and payers call."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Q

from features.foundation.access.models import Facility
from features.foundation.audit.actors import Actor
from features.foundation.audit.changes import assign, write_changes, write_new
from features.foundation.audit.services import record
from features.foundation.clinical.check_characters import complete_mrn
from features.foundation.live.announcing import announce
from features.foundation.records.clock import now
from features.foundation.records.models import BaseRecord
from features.foundation.records.saving import locked
from features.foundation.records.services import one_transaction, retried
from features.patients.events import PATIENTS_CHANGED, chart_topic
from features.patients.following import bring_in_line as bring_in_line
from features.patients.list_versions import CATALOGUES, list_of, replace_on_commit
from features.patients.models import (
    CareTeamMember,
    Consent,
    Coverage,
    CoverageCard,
    CoverageKind,
    Ending,
    Organization,
    Patient,
    PatientAddress,
    PatientFacility,
    PatientIdentifier,
    PatientName,
    PatientPhoto,
    Payer,
    Provider,
    ProviderIdentifier,
    RelatedPerson,
)

PROVIDERS = "providers"
"""What the audit trail calls the directory."""
ENDS = ("ends_on", "end_reason")


def forget_lists(*, facilities: Iterable[UUID]) -> None:
    """Once the transaction stands, nothing cached of these facilities' lists and of the catalogues is used again.

    `facilities` are public ids; open lists of theirs learn of it.
    """
    replace_on_commit(CATALOGUES, *(list_of(facility) for facility in facilities))


def tell_lists(*, patient: Patient) -> None:
    """Once the transaction stands, open lists that hold the patient learn that what they show of them has changed.

    Catalogues stay as they are cached: this follows every set of vital signs.
    """
    theirs = PatientFacility.objects.filter(patient=patient)
    replace_on_commit(
        *(list_of(facility) for facility in theirs.values_list("facility__public_id", flat=True))
    )


def import_patient(
    *,
    patient: Patient,
    facility: Facility,
    names: Iterable[PatientName],
    identifiers: Iterable[PatientIdentifier],
    addresses: Iterable[PatientAddress],
) -> Patient:
    """Writes a person as another system tells them, new with the next MRN or changed; the facility sees them then.

    Names, identifiers and addresses that are not known yet are added; none is taken away. In the caller's
    transaction, which audits it.
    """
    if patient.pk is None:
        patient.mrn_number = _next_mrn_number()
        patient.mrn = complete_mrn(patient.mrn_number)
    patient.updated_at = now()
    patient.save()
    for detail in (*names, *identifiers, *addresses):
        _add_if_new(patient, detail)
    PatientFacility.objects.get_or_create(facility=facility, patient=patient)
    forget_lists(facilities=[facility.public_id])
    return patient


def import_provider(*, provider: Provider, identifiers: Iterable[ProviderIdentifier]) -> Provider:
    """Writes a provider as another system tells them; with an NPI that we know, the one whom we know.

    Identifiers that are not known yet are added, unverified. In the caller's transaction, which audits it.
    """
    known = Provider.objects.filter(npi=provider.npi).first() if provider.npi and not provider.pk else None
    if known is None:
        provider.updated_at = now()
        provider.save()
        known = provider
    for identifier in identifiers:
        ProviderIdentifier.objects.get_or_create(
            provider=known, system=identifier.system, value=identifier.value
        )
    replace_on_commit(CATALOGUES)
    return known


def import_organization(*, organization: Organization) -> Organization:
    """Writes an organization as another system tells it; with an NPI that we know, the one that we know."""
    if organization.npi and not organization.pk:
        known = Organization.objects.filter(npi=organization.npi).first()
        if known:
            return known
    organization.updated_at = now()
    organization.save()
    return organization


def import_coverage(
    *, patient: Patient, payer_name: str, starts_on: date | None, ends_on: date | None
) -> Coverage:
    """The patient's coverage by a payer as claims tell it, widened to their days; without a payer, self-pay.

    Its priority is not known, so it competes with no primary one. In the caller's transaction, which audits it.
    """
    payer = Payer.objects.get_or_create(name=payer_name)[0] if payer_name else None
    kind = CoverageKind.INSURANCE if payer else CoverageKind.SELF_PAY
    known = Coverage.objects.filter(patient=patient, kind=kind, payer=payer, priority=None).first()
    coverage = known or Coverage(patient=patient, kind=kind, payer=payer, priority=None)
    coverage.starts_on = min(filter(None, (coverage.starts_on, starts_on)), default=None)
    coverage.ends_on = max(filter(None, (coverage.ends_on, ends_on)), default=None)
    coverage.updated_at = now()
    coverage.save()
    replace_on_commit(CATALOGUES)
    return coverage


def import_policy(
    *, coverage: Coverage, payer_name: str, payer_identifier: str = "", sides: Mapping[str, bytes]
) -> Coverage:
    """Writes a coverage as another system tells it, new or changed; without a payer, self-pay.

    The pictures of its card (`front`, `back`) that are told are put in the place of those that are there. In the
    caller's transaction, which audits it.
    """
    coverage.payer = _payer_told(payer_name, payer_identifier) if payer_name else None
    coverage.updated_at = now()
    coverage.save()
    if sides:
        card = CoverageCard.objects.filter(coverage=coverage).first()
        card = card or CoverageCard(patient=coverage.patient, coverage=coverage)
        if assign(card, sides):
            card.updated_at = now()
            card.save()
    replace_on_commit(CATALOGUES)
    return coverage


def _payer_told(name: str, identifier: str) -> Payer:
    """The payer of this name; a new one gets the identifier unless another has it."""
    is_taken = bool(identifier) and Payer.objects.filter(identifier=identifier).exists()
    return Payer.objects.get_or_create(name=name, defaults={"identifier": "" if is_taken else identifier})[0]


def import_photo(*, patient: Patient, image: bytes, media_type: str, taken_at: datetime) -> PatientPhoto:
    """Writes the present photo of a patient over an earlier one. In the caller's transaction, which audits it."""
    photo = PatientPhoto.objects.filter(patient=patient).first() or PatientPhoto(patient=patient)
    photo.image, photo.media_type, photo.taken_at = image, media_type, taken_at
    photo.updated_at = now()
    photo.save()
    return photo


def import_primary_provider(*, patient: Patient, provider: Provider) -> Patient:
    """Makes a provider the patient's primary one. In the caller's transaction, which audits it."""
    patient.primary_provider = provider
    patient.updated_at = now()
    patient.save()
    return patient


def import_relative(*, relative: RelatedPerson) -> RelatedPerson:
    """Writes a related person, new or changed. In the caller's transaction, which audits it."""
    relative.updated_at = now()
    relative.save()
    return relative


def import_consent(*, consent: Consent) -> Consent:
    """Writes a consent, new or changed. In the caller's transaction, which audits it."""
    consent.updated_at = now()
    consent.save()
    return consent


def import_care_team(*, members: Iterable[CareTeamMember]) -> CareTeamMember:
    """Adds those to the care team who are not on it since the same day in the same role; returns the first of all.

    Who is on it has their last day brought up to date; nobody is taken off. In the caller's transaction, which
    audits it.
    """
    written = []
    for told in members:
        same = {"provider": told.provider, "role": told.role, "starts_on": told.starts_on}
        member = CareTeamMember.objects.filter(patient=told.patient, **same).first() or told
        member.ends_on = told.ends_on
        member.updated_at = now()
        member.save()
        written.append(member)
    return written[0]


@retried
def change_contacts(*, patient: Patient, version: int, contacts: Mapping[str, str], by: Actor) -> Patient:
    """Changes how a patient is reached; what is equal is not written. StaleVersion unless they still are `version`."""
    with one_transaction(by=by.user, request_id=by.request_id):
        present = locked(patient, version=version)
        if write_changes(present, contacts, patient=present.public_id, category="identity", by=by):
            announce(PATIENTS_CHANGED, chart_topic(present))
            theirs = PatientFacility.objects.filter(patient=present)
            forget_lists(facilities=theirs.values_list("facility__public_id", flat=True))
        return present


@retried
def add_provider(*, values: Mapping[str, Any], by: Actor) -> Provider:
    """Adds somebody who provides care; IntegrityError for an NPI that another one has."""
    with one_transaction(by=by.user, request_id=by.request_id):
        provider = Provider(**values)
        write_new(provider, patient=None, category=PROVIDERS, by=by)
        replace_on_commit(CATALOGUES)
        return provider


@retried
def change_provider(*, provider: Provider, version: int, values: Mapping[str, Any], by: Actor) -> Provider:
    """Changes what is known of a provider; lists follow a new name. StaleVersion unless it still is `version`."""
    with one_transaction(by=by.user, request_id=by.request_id):
        present = locked(provider, version=version)
        if write_changes(present, values, patient=None, category=PROVIDERS, by=by):
            forget_lists(facilities=Facility.objects.values_list("public_id", flat=True))
        return present


def new_patient(*, patient: Patient, facility: Facility, by: Actor) -> Patient:
    """Writes a new person with the next MRN; the facility lists them. In the caller's transaction."""
    patient.mrn_number = _next_mrn_number()
    patient.mrn = complete_mrn(patient.mrn_number)
    write_new(patient, patient=patient.public_id, category="identity", by=by, action="register")
    PatientFacility.objects.create(facility=facility, patient=patient, linked_by=by.user)
    forget_lists(facilities=[facility.public_id])
    return patient


@retried
def link_patient(*, patient: UUID, facility: Facility, by: Actor) -> bool:
    """Lists a patient (by public id) at a facility, whose staff see them from then on; whether they are listed now.

    Nobody is listed who is restricted or unknown. The link is recorded in the trail.
    """
    with one_transaction(by=by.user, request_id=by.request_id):
        found = Patient.objects.filter(public_id=patient, restricted=False).first()
        if found is None:
            return False
        _link, is_new = PatientFacility.objects.get_or_create(
            facility=facility, patient=found, defaults={"linked_by": by.user}
        )
        if is_new:
            record(action="link", actor=by, category="identity", patient=patient, reason="found by search")
            forget_lists(facilities=[facility.public_id])
        return True


def _add_if_new(patient: Patient, detail: Any) -> None:
    """Adds a name, an identifier or an address unless the patient has the same; one that ended here does not come back.

    Where the other system tells the end of one that is known, it ends here as well.
    """
    untold = ("id", "patient", *ENDS, *(own.name for own in BaseRecord._meta.fields))
    told = [field.attname for field in type(detail)._meta.concrete_fields if field.name not in untold]
    known = type(detail)._default_manager.filter(patient=patient)
    if isinstance(detail, Ending):
        told.remove("use")  # what has ended may be called the previous one by now
        known = known.filter(Q(use=detail.use) | Q(ends_on__isnull=False))  # type: ignore[attr-defined]
    found = known.filter(**{name: getattr(detail, name) for name in told}).order_by("-id").first()
    if found is None:
        detail.patient = patient
        detail.save()
    elif isinstance(detail, Ending) and detail.ends_on and not found.ends_on:
        found.ends_on, found.end_reason = detail.ends_on, detail.end_reason
        found.save()


def _next_mrn_number() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('patients_mrn_number')")
        return cursor.fetchone()[0]
