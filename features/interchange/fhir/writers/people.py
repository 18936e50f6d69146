"""Writes patients, providers and organisations."""

from uuid import UUID

from features.foundation.records.clock import now, today
from features.interchange.fhir import fields
from features.interchange.fhir.context import Context
from features.interchange.fhir.people import OrganizationFacts, PatientFacts, ProviderFacts
from features.interchange.fhir.refusals import NotImported
from features.interchange.fhir.writers.records import ending, fill, fitting
from features.patients.models import (
    AddressUse,
    NameUse,
    Organization,
    Patient,
    PatientAddress,
    PatientIdentifier,
    PatientName,
    PatientStatus,
    Provider,
    ProviderIdentifier,
)
from features.patients.services import (
    import_organization,
    import_patient,
    import_photo,
    import_provider,
)

LONGEST_AFFIX = 20
LONGEST_PHONE = 30
LONGEST_IDENTITY = 60


def write_patient(facts: PatientFacts, known: UUID | None, context: Context) -> Patient:
    """The patient, new or brought up to date; NotImported where they would be born or dead in the future."""
    on = today(context.facility.time_zone)
    if facts.birth_date and facts.birth_date > on:
        raise NotImported("birthDate lies in the future")
    if facts.death_date and facts.death_date > on:
        raise NotImported("the death lies in the future")
    patient = Patient.objects.get(public_id=known) if known else Patient()
    was_told = {
        "preferred_name": facts.preferred_name,
        "birth_time": facts.birth_time,
        "gender_identity": fitting(facts.gender_identity, LONGEST_IDENTITY, "gender identity"),
        "needs_interpreter": facts.needs_interpreter,
    }
    fill(patient, **{name: value for name, value in was_told.items() if value not in (None, "")})
    fill(
        patient,
        family_name=facts.name.family,
        given_names=" ".join(facts.name.given),
        name_prefix=facts.name.prefix[:LONGEST_AFFIX],
        name_suffix=facts.name.suffix[:LONGEST_AFFIX],
        birth_date=facts.birth_date,
        birth_precision=facts.birth_precision,
        multiple_birth_order=facts.multiple_birth_order,
        sex=facts.sex,
        sex_at_birth=facts.sex_at_birth,
        phone_mobile=_number(facts, "phone", "mobile"),
        phone_home=_number(facts, "phone", "home") or _number(facts, "phone", ""),
        phone_work=_number(facts, "phone", "work"),
        email=next((each.value for each in facts.telecoms if each.system == "email"), ""),
        death_date=facts.death_date,
        died_at=facts.died_at,
        language=facts.language[:20],
        marital_status=facts.marital_status[:10],
    )
    patient.birth_date_estimated = facts.is_estimated
    patient.restricted = (
        patient.restricted or facts.is_restricted
    )  # nobody elsewhere opens what is closed here
    if facts.is_deceased:
        patient.status = PatientStatus.DECEASED
    elif facts.is_inactive:
        patient.status = PatientStatus.INACTIVE
    patient = import_patient(
        patient=patient,
        facility=context.facility,
        names=[_name(name) for name in facts.names],
        identifiers=[
            PatientIdentifier(system=each.system, value=each.value, kind=each.kind)
            for each in facts.identifiers
        ],
        addresses=[
            PatientAddress(
                use=address.use if address.use in AddressUse.values else AddressUse.HOME,
                district=address.district,
                starts_on=address.starts_on,
                **ending(address.ends_on, address.end_reason),
                **_place(address),
            )
            for address in facts.addresses
        ],
    )
    if facts.photo:
        photo = facts.photo
        import_photo(
            patient=patient,
            image=photo.image,
            media_type=photo.media_type,
            taken_at=photo.taken_at or now(),
        )
    return patient


def write_provider(facts: ProviderFacts, known: UUID | None, context: Context) -> Provider:
    """The provider, who works elsewhere; an NPI that does not fit is kept unverified."""
    provider = Provider.objects.get(public_id=known) if known else Provider(facility=None)
    fill(
        provider,
        family_name=facts.name.family,
        given_names=" ".join(facts.name.given),
        name_prefix=facts.name.prefix[:LONGEST_AFFIX],
        npi=facts.npi,
        specialty=fitting(facts.specialty, 120, "specialty"),
    )
    identifiers = [ProviderIdentifier(system=each.system, value=each.value) for each in facts.unverified]
    return import_provider(provider=provider, identifiers=identifiers)


def write_organization(facts: OrganizationFacts, known: UUID | None, context: Context) -> Organization:
    """The organisation."""
    organization = Organization.objects.get(public_id=known) if known else Organization()
    fill(
        organization,
        name=fitting(facts.name, 200, "name"),
        kind=facts.kind[:60],
        npi=facts.npi,
        phone=fitting(facts.phone, 40, "phone"),
        **(_place(facts.address) if facts.address else {}),
    )
    return import_organization(organization=organization)


def _name(name: fields.PersonName) -> PatientName:
    return PatientName(
        use=name.use if name.use in NameUse.values else NameUse.USUAL,
        family_name=name.family,
        given_names=" ".join(name.given),
        name_prefix=name.prefix[:LONGEST_AFFIX],
        name_suffix=name.suffix[:LONGEST_AFFIX],
        **ending(name.ends_on, name.end_reason),
    )


def _place(address: fields.Address) -> dict[str, str]:
    return {
        "lines": "\n".join(address.lines),
        "city": address.city,
        "state": address.state,
        "postal_code": address.postal_code,
        "country": address.country,
    }


def _number(facts: PatientFacts, system: str, use: str) -> str:
    """A number that is too long for one is not cut: it stays in what was sent."""
    numbers = (each.value for each in facts.telecoms if (each.system, each.use) == (system, use))
    return next((number for number in numbers if len(number) <= LONGEST_PHONE), "")
