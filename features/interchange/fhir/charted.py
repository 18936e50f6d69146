"""FHIR resources made of what stands in a chart: visits, problems, allergies, pregnancies, immunizations, coverage."""

from features.interchange.fhir import extensions
from features.interchange.fhir.chart import ICD10, NONE_KNOWN, SNOMED
from features.interchange.fhir.coverages import SELF_PAY_SYSTEM, SIDES
from features.interchange.fhir.elements import (
    HL7,
    Json,
    attached,
    code_of,
    concept,
    day,
    moment,
    noted,
    reference,
    status,
    without_empty,
)
from features.interchange.fhir.observations import LOINC
from features.interchange.fhir.pregnancies import (
    DUE_CODE,
    LAST_PERIOD_CODE,
    NOT_PREGNANT,
    PREGNANT,
    STATUS_CODE,
)
from features.interchange.fhir.visits import BED, PLACES, WARD
from features.patients.models import Coverage, CoverageCard, Payer
from features.problems.models import Allergy, Immunization, NoKnownAllergies, Pregnancy, Problem
from features.problems.rules import PregnancyStatus
from features.visits.models import Visit


def visit(record: Visit) -> Json:
    """The encounter; one at a facility of ours names it as its organisation."""
    kind = concept(record.type_system, record.type_code, record.type_display)
    reason = concept(record.reason_system, record.reason_code, record.reason)
    places = [(WARD, record.ward), (BED, record.bed)]
    return {
        "status": record.status,
        "class": {"system": f"{HL7}/v3-ActCode", "code": record.visit_class},
        "type": [kind] if kind else [],
        "participant": [{"individual": reference(record.provider)}] if record.provider else [],
        "period": without_empty({"start": moment(record.starts_at), "end": moment(record.ends_at)}),
        "reasonCode": [reason] if reason else [],
        "location": [
            {"location": {"display": name}, "physicalType": {"coding": [{"system": PLACES, "code": kind_of}]}}
            for kind_of, name in places
            if name
        ],
        "serviceProvider": reference(record.organization or record.facility),
    }


def problem(record: Problem) -> Json:
    """The condition, with its ICD-10-CM code beside its own."""
    code = code_of(record)
    if record.icd10_code and record.icd10_code != (record.code if record.code_system == ICD10 else ""):
        code = {**code, "coding": [*code.get("coding", []), {"system": ICD10, "code": record.icd10_code}]}
    return {
        "clinicalStatus": status("condition-clinical", record.status),
        "verificationStatus": status("condition-ver-status", record.verification),
        "category": [status("condition-category", record.category)] if record.category else [],
        "code": code,
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
        "encounter": reference(record.visit),
        "onsetDateTime": day(record.onset_on, record.onset_precision),
        "recordedDate": moment(record.recorded_at),
        "note": noted(record.note),
        "reaction": [
            without_empty({"manifestation": [code_of(each)], "severity": each.severity})
            for each in record.reactions.filter(in_error=False).order_by("id")
        ],
    }


def denial(record: NoKnownAllergies) -> Json:
    """That no allergies are known, and perhaps that this was withdrawn; who recorded it is named by the export."""
    withdrawn = extensions.made(extensions.WITHDRAWN, valueDateTime=moment(record.withdrawn_at))
    return {
        "clinicalStatus": status(
            "allergyintolerance-clinical", "inactive" if record.withdrawn_at else "active"
        ),
        "verificationStatus": status("allergyintolerance-verification", "confirmed"),
        "code": concept(SNOMED, NONE_KNOWN, "No known allergy"),
        "recordedDate": moment(record.stated_at),
        "extension": [withdrawn] if record.withdrawn_at else [],
    }


def pregnancy(record: Pregnancy) -> Json:
    """The status of the pregnancy; what the code leaves open stands in our extension."""
    dates = [
        (DUE_CODE, "Estimated date of delivery", record.due_on),
        (LAST_PERIOD_CODE, "Last menstrual period start date", record.last_period_on),
    ]
    is_pregnant = record.status == PregnancyStatus.PREGNANT
    told = [extensions.made("status", valueCode=record.status)]
    if record.ended_on:
        told.append(extensions.made("ended-on", valueDate=day(record.ended_on)))
    if record.outcome:
        told.append(extensions.made("outcome", valueString=record.outcome))
    return {
        "status": "entered-in-error" if record.status == PregnancyStatus.ENTERED_IN_ERROR else "final",
        "category": [status("observation-category", "social-history")],
        "code": concept(LOINC, STATUS_CODE, "Pregnancy status"),
        "effectiveDateTime": moment(record.recorded_at),
        "valueCodeableConcept": concept(SNOMED, PREGNANT, "Pregnant")
        if is_pregnant
        else concept(SNOMED, NOT_PREGNANT, "Not pregnant"),
        "component": [
            {"code": concept(LOINC, code, words), "valueDateTime": day(on)} for code, words, on in dates if on
        ],
        "extension": [extensions.made_of_parts(extensions.PREGNANCY, told)],
    }


def immunization(record: Immunization) -> Json:
    """The immunization."""
    return {
        "status": record.status,
        "statusReason": {"text": record.not_done_reason} if record.not_done_reason else {},
        "vaccineCode": code_of(record),
        "encounter": reference(record.visit),
        "occurrenceDateTime": moment(record.given_at),
        "primarySource": record.from_primary_source,
        "lotNumber": record.lot_number,
        "performer": [{"actor": reference(record.provider)}] if record.provider else [],
        "protocolApplied": [{"doseNumberString": record.dose}] if record.dose else [],
    }


def coverage(record: Coverage) -> Json:
    """The insurance with what its card says, or that the patient pays."""
    numbers = [("group", record.group_number), ("plan", record.plan)]
    pays_alone = {"coding": [{"system": SELF_PAY_SYSTEM, "code": "pay"}]}
    asked = [(extensions.VERIFY_BY, record.verify_by), (extensions.VERIFIED_ON, record.verified_on)]
    told = [extensions.made(url, valueDate=day(on)) for url, on in asked if on]
    return {
        "status": "active",
        "type": {} if record.payer else pays_alone,
        "subscriber": {"display": record.subscriber_name} if record.subscriber_name else {},
        "subscriberId": record.member_id,
        "relationship": status("subscriber-relationship", record.subscriber_relationship),
        "order": record.priority,
        "period": without_empty({"start": day(record.starts_on), "end": day(record.ends_on)}),
        "payor": [_payer(record.payer) if record.payer else reference(record.patient)],
        "class": [
            {"type": status("coverage-class", kind), "value": value} for kind, value in numbers if value
        ],
        "extension": [*told, *_card(record)],
    }


def _payer(record: Payer) -> Json:
    identifier = {"identifier": {"value": record.identifier}} if record.identifier else {}
    return {**identifier, "display": record.name}


def _card(record: Coverage) -> list[Json]:
    """Each side of the card of which there is a picture."""
    card = CoverageCard.objects.filter(coverage=record).first()
    held = {side: bytes(getattr(card, side)) for side in SIDES if card and getattr(card, side)}
    return [extensions.made(SIDES[side], valueAttachment=attached(image)) for side, image in held.items()]
