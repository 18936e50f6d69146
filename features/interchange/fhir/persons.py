"""FHIR resources of people and places made of our records: the patient, relatives, providers, organisations."""

import base64
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5
from zoneinfo import ZoneInfo

from features.foundation.access.models import Facility, User
from features.foundation.clinical.ages import Precision
from features.interchange.fhir import extensions
from features.interchange.fhir.elements import (
    Json,
    concept,
    day,
    moment,
    reference,
    status,
    without_empty,
)
from features.interchange.fhir.fields import END_REASON
from features.interchange.fhir.people import CONFIDENTIALITY, NPI_SYSTEM, RESTRICTED, SEX_OF_CODE
from features.interchange.fhir.relations import CONTACT_ROLES, EMERGENCY_CONTACT, ROLES
from features.patients.models import (
    CareTeamMember,
    Consent,
    Ending,
    Organization,
    Patient,
    PatientPhoto,
    PatientStatus,
    Provider,
    RelatedPerson,
)

CODE_OF_SEX = {sex: code for code, sex in SEX_OF_CODE.items()}
CLOSED = {"system": CONFIDENTIALITY, "code": RESTRICTED[0]}
"""The security label of what only few may see."""


def patient(record: Patient, naming_system: str, zone: str) -> Json:
    """The patient; the MRN is an identifier of `naming_system`."""
    official = _name(record) | {"use": "official"}
    call_name = {"use": "usual", "text": record.preferred_name}
    others = [_name(name) | {"use": name.use} | _ended(name) for name in record.names.order_by("id")]
    numbers = (
        ("phone", "mobile", record.phone_mobile),
        ("phone", "home", record.phone_home),
        ("phone", "work", record.phone_work),
        ("email", "", record.email),
    )
    return {
        "meta": {"security": [CLOSED]} if record.restricted else {},
        "identifier": [
            _identifier(naming_system, record.mrn, "MR"),
            *(_identifier(each.system, each.value, each.kind) for each in record.identifiers.order_by("id")),
        ],
        "active": None if record.status == PatientStatus.DECEASED else record.status == PatientStatus.ACTIVE,
        "name": [official, *([call_name] if record.preferred_name else []), *others],
        "telecom": [
            without_empty({"system": system, "use": use, "value": value})
            for system, use, value in numbers
            if value
        ],
        "gender": record.sex,
        "birthDate": day(record.birth_date, record.birth_precision),
        "_birthDate": _about_birth(record, zone),
        **_death(record, zone),
        "address": [
            _address(each) | {"use": each.use} | _ended(each) | _valid(each.starts_on, each.ends_on)
            for each in record.addresses.order_by("id")
        ],
        "maritalStatus": status("v3-MaritalStatus", record.marital_status),
        "multipleBirthInteger": record.multiple_birth_order,
        "photo": [_photo(each) for each in PatientPhoto.objects.filter(patient=record)],
        "communication": [{"language": {"coding": [{"code": record.language}]}}] if record.language else [],
        "generalPractitioner": [reference(record.primary_provider)] if record.primary_provider else [],
        "extension": list(_told(record)),
    }


def relative(record: RelatedPerson) -> Json:
    """Somebody who belongs to the patient; one who is a patient too goes by their name alone."""
    other = record.other_patient
    name = record.full_name or (f"{other.given_names} {other.family_name}".strip() if other else "")
    contact = concept(CONTACT_ROLES, EMERGENCY_CONTACT, "") if record.is_emergency_contact else {}
    kinds = [concept(ROLES, record.relationship, "") if record.relationship else {}, contact]
    return {
        "relationship": [kind for kind in kinds if kind],
        "name": [{"text": name}],
        "telecom": [{"system": "phone", "value": record.phone}] if record.phone else [],
        **_ended(record),
    }


def consent(record: Consent) -> Json:
    """What the patient agreed to, or refused; R4 wants a policy, and ours is what was agreed."""
    ends = _valid(None, record.ends_on)
    return {
        "status": record.status,
        "scope": status("consentscope", record.scope),
        "category": [concept("http://loinc.org", "59284-0", "Patient Consent")],
        "dateTime": day(record.given_on),
        "policyRule": {"text": "As agreed"},
        "provision": ends,
        "extension": [extensions.made(extensions.NOTE, valueString=record.note)] if record.note else [],
    }


def care_team(members: list[CareTeamMember]) -> Json:
    """All who take or took care of the patient."""
    return {
        "status": "active",
        "participant": [
            without_empty(
                {
                    "role": [{"text": each.role}] if each.role else [],
                    "member": reference(each.provider),
                    **_valid(each.starts_on, each.ends_on),
                }
            )
            for each in members
        ],
    }


def provider(record: Provider) -> Json:
    """Someone who provides care."""
    others = [_identifier(each.system, each.value) for each in record.identifiers.order_by("id")]
    npi = [_identifier(NPI_SYSTEM, record.npi)] if record.npi else []
    return {
        "identifier": [*npi, *others],
        "name": [_name(record)],
        "qualification": [{"code": {"text": record.specialty}}] if record.specialty else [],
    }


def signer(public_id: UUID | None) -> tuple[UUID, Json] | None:
    """Who signed, as a Practitioner with an id: a provider, or a user, whose own id never leaves the house."""
    if public_id is None:
        return None
    known = Provider.objects.filter(public_id=public_id) or Provider.objects.filter(user__public_id=public_id)
    if known:
        return known[0].public_id, provider(known[0])
    user = User.objects.filter(public_id=public_id).first()
    if user is None:
        return None
    given, _, family = user.full_name.rpartition(" ")
    name = without_empty({"family": family, "given": given.split()})
    return uuid5(NAMESPACE_URL, f"urn:uuid:{public_id}#signer"), {"name": [name]}


def organization(record: Organization | Facility) -> Json:
    """A hospital or practice; a facility of ours by its name."""
    if isinstance(record, Facility):
        return {"name": record.name}
    return {
        "identifier": [_identifier(NPI_SYSTEM, record.npi)] if record.npi else [],
        "type": [{"text": record.kind}] if record.kind else [],
        "name": record.name,
        "telecom": [{"system": "phone", "value": record.phone}] if record.phone else [],
        "address": [address] if (address := _address(record)) else [],
    }


def _told(record: Patient) -> Iterator[Json]:
    if record.sex_at_birth in CODE_OF_SEX:
        yield extensions.made(extensions.BIRTH_SEX, valueCode=CODE_OF_SEX[record.sex_at_birth])
    if record.gender_identity:
        yield extensions.made(
            extensions.GENDER_IDENTITY, valueCodeableConcept={"text": record.gender_identity}
        )
    if record.needs_interpreter is not None:
        yield extensions.made(extensions.INTERPRETER, valueBoolean=record.needs_interpreter)


def _about_birth(record: Patient, zone: str) -> Json:
    told = []
    at, on = record.birth_time, record.birth_date
    if at and on and record.birth_precision == Precision.DAY:
        born = datetime.combine(on, at, ZoneInfo(zone)).isoformat()
        told.append(extensions.made(extensions.BIRTH_TIME, valueDateTime=born))
    elif at:
        told.append(extensions.made(extensions.CLOCK_AT_BIRTH, valueTime=at.isoformat()))
    if record.birth_date_estimated:
        told.append(extensions.made(extensions.ESTIMATED, valueBoolean=True))
    return {"extension": told} if told else {}


def _identifier(system: str, value: str, kind: str = "") -> Json:
    return without_empty({"type": status("v2-0203", kind), "system": system, "value": value})


def _photo(record: PatientPhoto) -> Json:
    return {
        "contentType": record.media_type,
        "data": base64.b64encode(record.image).decode(),
        "creation": moment(record.taken_at),
    }


def _valid(starts_on: date | None, ends_on: date | None) -> Json:
    period = without_empty({"start": day(starts_on), "end": day(ends_on)})
    return {"period": period} if period else {}


def _ended(record: Ending) -> Json:
    """From when on it holds no longer, and why."""
    reason = extensions.made(END_REASON, valueCode=record.end_reason)
    return _valid(None, record.ends_on) | ({"extension": [reason]} if record.end_reason else {})


def _name(record: Any) -> Json:
    return without_empty(
        {
            "family": record.family_name,
            "given": record.given_names.split(),
            "prefix": [record.name_prefix] if record.name_prefix else [],
            "suffix": [suffix] if (suffix := getattr(record, "name_suffix", "")) else [],
        }
    )


def _address(record: Any) -> Json:
    return without_empty(
        {
            "line": record.lines.split("\n") if record.lines else [],
            "city": record.city,
            "district": getattr(record, "district", ""),
            "state": record.state,
            "postalCode": record.postal_code,
            "country": record.country,
        }
    )


def _death(record: Patient, zone: str) -> Json:
    """A moment is written on the calendar on which the date of death was given: UTC's, or the facility's."""
    if record.died_at:
        in_utc = record.died_at.astimezone(UTC)
        same_day = record.death_date in (None, in_utc.date())
        return {"deceasedDateTime": (in_utc if same_day else in_utc.astimezone(ZoneInfo(zone))).isoformat()}
    if record.death_date:
        return {"deceasedDateTime": day(record.death_date)}
    return {"deceasedBoolean": True} if record.status == PatientStatus.DECEASED else {}
