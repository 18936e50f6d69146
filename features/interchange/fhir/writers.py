"""Makes records of facts, through the services of the features that keep them."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from features.foundation.records.clock import today
from features.foundation.records.models import BaseRecord
from features.interchange.fhir.context import Context
from features.interchange.fhir.people import PatientFacts, ProviderFacts
from features.interchange.fhir.refusals import NotImported
from features.patients.models import Patient, Provider
from features.patients.services import import_patient, import_provider

LONGEST_PREFIX = 20
LONGEST_PHONE = 30


def write_patient(facts: PatientFacts, known: UUID | None, context: Context) -> Patient:
    """The patient, new or brought up to date; NotImported where they would be born in the future."""
    if facts.birth_date and facts.birth_date > today(context.facility.time_zone):
        raise NotImported("birthDate lies in the future")
    return import_patient(
        patient=Patient.objects.select_for_update().get(public_id=known) if known else None,
        facility=context.facility,
        family_name=facts.name.family,
        given_names=" ".join(facts.name.given),
        name_prefix=facts.name.prefix[:LONGEST_PREFIX],
        name_suffix=facts.name.suffix[:LONGEST_PREFIX],
        birth_date=facts.birth_date,
        birth_precision=facts.birth_precision,
        sex=facts.sex,
        phone_mobile=_phone(facts, "mobile"),
        phone_home=_phone(facts, "home"),
        is_deceased=facts.is_deceased,
    )


def write_provider(facts: ProviderFacts, known: UUID | None, context: Context) -> Provider:
    """The provider, new or brought up to date."""
    return import_provider(
        provider=Provider.objects.get(public_id=known) if known else None,
        facility=context.facility,
        family_name=facts.name.family,
        given_names=" ".join(facts.name.given),
        name_prefix=facts.name.prefix[:LONGEST_PREFIX],
        npi=facts.npi,
    )


WRITERS: dict[type, Callable[[Any, UUID | None, Context], BaseRecord]] = {
    PatientFacts: write_patient,
    ProviderFacts: write_provider,
}
"""What makes the record of which facts. What has no writer is kept whole."""


def _phone(facts: PatientFacts, use: str) -> str:
    """A number that is too long for one is not cut: it stays in what was sent."""
    numbers = (each.value for each in facts.telecoms if each.system == "phone" and each.use == use)
    return next((number for number in numbers if len(number) <= LONGEST_PHONE), "")
