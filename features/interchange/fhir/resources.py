"""FHIR R4 resources made of our records: plain dicts, with the codes, words and digits that the records hold."""

from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from features.foundation.clinical.ages import Precision
from features.interchange.fhir.people import BIRTH_SEX, NPI_SYSTEM, SEX_OF_CODE
from features.medications.models import MedicationOrder
from features.patients.models import Coverage, Organization, Patient, PatientStatus, Provider
from features.problems.models import Allergy, Immunization, Problem
from features.visits.models import Visit

HL7 = "http://terminology.hl7.org/CodeSystem"
CODE_OF_SEX = {sex: code for code, sex in SEX_OF_CODE.items()}
SHOWN = {Precision.YEAR: "%Y", Precision.MONTH: "%Y-%m", Precision.DAY: "%Y-%m-%d"}

type Json = dict[str, Any]


def without_empty(resource: Json) -> Json:
    """R4 has no empty elements: what is unknown is left out. Zero and false are values."""
    return {key: value for key, value in resource.items() if value not in (None, "", [], {})}


def concept(system: str, code: str, words: str) -> Json:
    """A CodeableConcept."""
    coding = without_empty({"system": system, "code": code, "display": words}) if code else {}
    return without_empty({"coding": [coding] if coding else [], "text": words})


def code_of(record: Any) -> Json:
    """What a `Coded` record is about."""
    return concept(record.code_system, record.code, record.display)


def reference(record: Any) -> Json | None:
    """A reference to the resource of a record in the same bundle."""
    return {"reference": f"urn:uuid:{record.public_id}"} if record else None


def moment(at: datetime | None) -> str | None:
    """A moment in UTC."""
    return at.astimezone(UTC).isoformat() if at else None


def day(on: date | None, precision: str = Precision.DAY) -> str | None:
    """As much of a date as is known."""
    return on.strftime(SHOWN[Precision(precision)]) if on and precision in SHOWN else None


def status(system: str, code: str) -> Json:
    """One of HL7's statuses."""
    return {"coding": [{"system": f"{HL7}/{system}", "code": code}]} if code else {}


def patient(record: Patient, naming_system: str, zone: str) -> Json:
    """The patient; the MRN is an identifier of `naming_system`."""
    official = _name(record) | {"use": "official"}
    others = [_name(name) | {"use": name.use} for name in record.names.order_by("id")]
    identifiers = [
        without_empty(
            {
                "type": {"coding": [{"system": f"{HL7}/v2-0203", "code": each.kind}]} if each.kind else {},
                "system": each.system,
                "value": each.value,
            }
        )
        for each in record.identifiers.order_by("id")
    ]
    numbers = (
        ("phone", "mobile", record.phone_mobile),
        ("phone", "home", record.phone_home),
        ("phone", "work", record.phone_work),
        ("email", "", record.email),
    )
    return {
        "identifier": [{"system": naming_system, "value": record.mrn}, *identifiers],
        "name": [official, *others],
        "telecom": [
            without_empty({"system": system, "use": use, "value": value})
            for system, use, value in numbers
            if value
        ],
        "gender": record.sex,
        "birthDate": day(record.birth_date, record.birth_precision),
        **_death(record, zone),
        "address": [_address(each) | {"use": each.use} for each in record.addresses.order_by("id")],
        "maritalStatus": status("v3-MaritalStatus", record.marital_status),
        "multipleBirthInteger": record.multiple_birth_order,
        "communication": [{"language": {"coding": [{"code": record.language}]}}] if record.language else [],
        "extension": [{"url": BIRTH_SEX, "valueCode": CODE_OF_SEX[record.sex_at_birth]}]
        if record.sex_at_birth in CODE_OF_SEX
        else [],
    }


def provider(record: Provider) -> Json:
    """Someone who provides care."""
    others = [{"system": each.system, "value": each.value} for each in record.identifiers.order_by("id")]
    npi = [{"system": NPI_SYSTEM, "value": record.npi}] if record.npi else []
    return {"identifier": [*npi, *others], "name": [_name(record)]}


def organization(record: Organization) -> Json:
    """A hospital or practice."""
    return {
        "identifier": [{"system": NPI_SYSTEM, "value": record.npi}] if record.npi else [],
        "type": [{"text": record.kind}] if record.kind else [],
        "name": record.name,
        "telecom": [{"system": "phone", "value": record.phone}] if record.phone else [],
        "address": [address] if (address := _address(record)) else [],
    }


def visit(record: Visit) -> Json:
    """The encounter."""
    kind = concept(record.type_system, record.type_code, record.type_display)
    reason = concept(record.reason_system, record.reason_code, record.reason)
    return {
        "status": record.status,
        "class": {"system": f"{HL7}/v3-ActCode", "code": record.visit_class},
        "type": [kind] if kind else [],
        "participant": [{"individual": reference(record.provider)}] if record.provider else [],
        "period": without_empty({"start": moment(record.starts_at), "end": moment(record.ends_at)}),
        "reasonCode": [reason] if reason else [],
        "serviceProvider": reference(record.organization),
    }


def problem(record: Problem) -> Json:
    """The condition."""
    return {
        "clinicalStatus": status("condition-clinical", record.status),
        "verificationStatus": status("condition-ver-status", record.verification),
        "code": code_of(record),
        "encounter": reference(record.visit),
        "onsetDateTime": day(record.onset_on, record.onset_precision),
        "abatementDateTime": day(record.abated_on, record.abated_precision),
        "recordedDate": moment(record.recorded_at),
    }


def allergy(record: Allergy) -> Json:
    """The allergy with its reactions."""
    return {
        "clinicalStatus": status("allergyintolerance-clinical", record.status),
        "verificationStatus": status("allergyintolerance-verification", record.verification),
        "type": record.kind,
        "category": [record.category] if record.category else [],
        "criticality": record.criticality,
        "code": code_of(record),
        "recordedDate": moment(record.recorded_at),
        "reaction": [
            without_empty({"manifestation": [code_of(each)], "severity": each.severity})
            for each in record.reactions.order_by("id")
        ],
    }


def immunization(record: Immunization) -> Json:
    """The immunization."""
    return {
        "status": record.status,
        "vaccineCode": code_of(record),
        "encounter": reference(record.visit),
        "occurrenceDateTime": moment(record.given_at),
        "primarySource": record.from_primary_source,
        "lotNumber": record.lot_number,
    }


def medication(record: MedicationOrder) -> Json:
    """The order with its one dosage."""
    reason = concept(record.reason_system, record.reason_code, record.reason)
    dose = without_empty({"value": record.dose, "code": record.dose_unit}) if record.dose is not None else {}
    repeat = without_empty(
        {"frequency": record.times, "period": record.period, "periodUnit": record.period_unit}
    )
    dosage = without_empty(
        {
            "text": record.instructions,
            "timing": {"repeat": repeat} if repeat else {},
            "doseAndRate": [{"doseQuantity": dose}] if dose else [],
        }
    )
    if dosage or record.as_needed:
        dosage["asNeededBoolean"] = record.as_needed
    return {
        "status": record.status,
        "intent": record.intent,
        "medicationCodeableConcept": code_of(record.drug),
        "encounter": reference(record.visit),
        "authoredOn": moment(record.ordered_at),
        "requester": reference(record.ordered_by),
        "reasonCode": [reason] if reason else [],
        "dosageInstruction": [dosage] if dosage else [],
    }


def coverage(record: Coverage) -> Json:
    """The insurance, or that nobody else pays."""
    payer = record.payer.name if record.payer else "no_insurance"
    return {
        "status": "active",
        "subscriberId": record.member_id,
        "order": record.priority,
        "period": without_empty({"start": day(record.starts_on), "end": day(record.ends_on)}),
        "payor": [{"display": payer}],
    }


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
