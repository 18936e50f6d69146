"""What writers of patients, providers and payers call."""

from collections.abc import Iterable
from datetime import date

from django.db import connection

from features.foundation.access.models import Facility
from features.foundation.clinical.ages import Precision
from features.foundation.clinical.check_characters import complete_mrn
from features.foundation.records.clock import now
from features.patients.list_versions import CATALOGUES, list_of, replace_on_commit
from features.patients.models import Patient, PatientFacility, PatientStatus, Provider


def forget_lists(*, facilities: Iterable[int]) -> None:
    """Once the transaction stands, nothing cached of these facilities' lists and of the catalogues is used again."""
    replace_on_commit(CATALOGUES, *(list_of(facility) for facility in facilities))


def import_patient(
    *,
    patient: Patient | None,
    facility: Facility,
    family_name: str,
    given_names: str,
    name_prefix: str,
    name_suffix: str,
    birth_date: date | None,
    birth_precision: Precision,
    sex: str,
    phone_mobile: str,
    phone_home: str,
    is_deceased: bool,
) -> Patient:
    """A person as another system knows them: a new record with the next MRN, or `patient` brought up to date.

    In the caller's transaction, which writes the audit event. The facility sees the record from then on.
    """
    if patient is None:
        number = _next_mrn_number()
        patient = Patient(mrn_number=number, mrn=complete_mrn(number))
    patient.family_name, patient.given_names = family_name, given_names
    patient.name_prefix, patient.name_suffix = name_prefix, name_suffix
    patient.birth_date, patient.birth_precision = birth_date, birth_precision
    patient.sex, patient.phone_mobile, patient.phone_home = sex, phone_mobile, phone_home
    if is_deceased:
        patient.status = PatientStatus.DECEASED
    patient.updated_at = now()
    patient.save()
    PatientFacility.objects.get_or_create(facility=facility, patient=patient)
    forget_lists(facilities=[facility.pk])
    return patient


def import_provider(
    *,
    provider: Provider | None,
    facility: Facility,
    family_name: str,
    given_names: str,
    name_prefix: str,
    npi: str | None,
) -> Provider:
    """Someone who provides care, as another system knows them: new, the one with the same NPI, or `provider` itself.

    `npi` is checked by the caller. In the caller's transaction, which writes the audit event.
    """
    if provider is None and npi:
        provider = Provider.objects.filter(npi=npi).first()
    if provider is None:
        provider = Provider(facility=facility)
    provider.family_name, provider.given_names, provider.name_prefix = family_name, given_names, name_prefix
    provider.npi = npi or provider.npi
    provider.updated_at = now()
    provider.save()
    replace_on_commit(CATALOGUES)
    return provider


def _next_mrn_number() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('patients_mrn_number')")
        return cursor.fetchone()[0]
