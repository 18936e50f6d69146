"""What stands in a chart beside visits and values: problems, allergies and immunizations."""

from dataclasses import dataclass
from datetime import datetime

from features.interchange.fhir import extensions, fields
from features.interchange.fhir.bundles import Bundle, Entry
from features.interchange.fhir.refusals import NotImported
from features.interchange.fhir.visits import named

SNOMED = "http://snomed.info/sct"
ICD10 = "http://hl7.org/fhir/sid/icd-10-cm"
NONE_KNOWN = "716186003"
"""SNOMED CT: no known allergy."""
PROBLEM_STATUSES = ("active", "recurrence", "relapse", "inactive", "remission", "resolved")
ALLERGY_STATUSES = ("active", "inactive", "resolved")
PROBLEM_CERTAINTIES = (
    "unconfirmed",
    "provisional",
    "differential",
    "confirmed",
    "refuted",
    "entered-in-error",
)
ALLERGY_CERTAINTIES = ("unconfirmed", "confirmed", "refuted", "entered-in-error")
ALLERGY_CATEGORIES = ("food", "medication", "environment", "biologic")
CRITICALITIES = ("low", "high", "unable-to-assess")
IMMUNIZATION_STATUSES = ("completed", "entered-in-error", "not-done")


@dataclass(frozen=True, slots=True)
class ProblemFacts:
    """A Condition; `visit` is a source id."""

    code: fields.Concept
    category: str
    clinical_status: str
    verification: str
    onset: fields.PartialDate | None
    abatement: fields.PartialDate | None
    recorded_at: datetime | None
    visit: str | None


@dataclass(frozen=True, slots=True)
class Reaction:
    """What happened to somebody allergic."""

    manifestations: tuple[fields.Concept, ...]
    severity: str


@dataclass(frozen=True, slots=True)
class AllergyFacts:
    """An AllergyIntolerance."""

    code: fields.Concept
    kind: str
    categories: tuple[str, ...]
    criticality: str
    clinical_status: str
    verification: str
    onset: fields.PartialDate | None
    recorded_at: datetime | None
    visit: str | None
    note: str
    reactions: tuple[Reaction, ...]


@dataclass(frozen=True, slots=True)
class DenialFacts:
    """An AllergyIntolerance that says that none are known; who stated it is a source id."""

    stated_at: datetime
    stated_by: str | None
    withdrawn_at: datetime | None


@dataclass(frozen=True, slots=True)
class ImmunizationFacts:
    """An Immunization."""

    vaccine: fields.Concept
    status: str
    given_at: datetime | None
    given_on: fields.PartialDate
    is_primary_source: bool
    lot_number: str
    dose: str
    not_done_reason: str
    provider: str | None
    visit: str | None


def read_problem(entry: Entry, bundle: Bundle) -> ProblemFacts:
    """The problem; NotImported without a code, with unknown statuses, or where it ends before it begins."""
    resource = entry.resource
    onset = fields.partial_date(resource, "onsetDateTime")
    abatement = fields.partial_date(resource, "abatementDateTime")
    if onset and abatement and abatement.value < onset.value and abatement.precision == onset.precision:
        raise NotImported("ends before it begins")
    return ProblemFacts(
        code=coded(resource, "code"),
        category=next((each.first.code for each in fields.concepts(resource, "category")), ""),
        clinical_status=_one_of(resource, "clinicalStatus", PROBLEM_STATUSES),
        verification=_one_of(resource, "verificationStatus", PROBLEM_CERTAINTIES),
        onset=onset,
        abatement=abatement,
        recorded_at=_recorded_at(resource),
        visit=visit(resource, bundle),
    )


def read_allergy(entry: Entry, bundle: Bundle) -> AllergyFacts | DenialFacts:
    """The allergy, or that there are none; NotImported without a code or with unknown statuses."""
    resource = entry.resource
    said = fields.concept(resource, "code").coded_in(SNOMED)
    if said and said.code == NONE_KNOWN:
        return _denial(resource, bundle)
    categories = tuple(fields.texts(resource, "category"))
    criticality = fields.text(resource, "criticality")
    if any(each not in ALLERGY_CATEGORIES for each in categories):
        raise NotImported("category is none of R4's")
    if criticality and criticality not in CRITICALITIES:
        raise NotImported("criticality is none of R4's")
    return AllergyFacts(
        code=coded(resource, "code"),
        kind=fields.text(resource, "type"),
        categories=categories,
        criticality=criticality,
        clinical_status=_one_of(resource, "clinicalStatus", ALLERGY_STATUSES),
        verification=_one_of(resource, "verificationStatus", ALLERGY_CERTAINTIES),
        onset=fields.partial_date(resource, "onsetDateTime"),
        recorded_at=_recorded_at(resource),
        visit=visit(resource, bundle),
        note=note(resource),
        reactions=tuple(
            Reaction(tuple(fields.concepts(each, "manifestation")), fields.text(each, "severity"))
            for each in fields.parts(resource, "reaction")
        ),
    )


def read_immunization(entry: Entry, bundle: Bundle) -> ImmunizationFacts:
    """The immunization; NotImported without a vaccine, a known status and a date."""
    resource = entry.resource
    status = fields.text(resource, "status")
    given_on = fields.partial_date(resource, "occurrenceDateTime")
    if status not in IMMUNIZATION_STATUSES:
        raise NotImported("status is none of R4's")
    if given_on is None:
        raise NotImported("does not say when it was given")
    has_time = "T" in resource["occurrenceDateTime"]
    return ImmunizationFacts(
        vaccine=coded(resource, "vaccineCode"),
        status=status,
        given_at=fields.instant(resource, "occurrenceDateTime") if has_time else None,
        given_on=given_on,
        is_primary_source=bool(fields.part(resource, "primarySource", bool)),
        lot_number=fields.text(resource, "lotNumber"),
        dose=_dose(resource),
        not_done_reason=fields.concept(resource, "statusReason").words,
        provider=_performer(resource, bundle),
        visit=visit(resource, bundle),
    )


def coded(resource: fields.Json, key: str) -> fields.Concept:
    """What a resource is about, in words or codes; NotImported where neither is told."""
    found = fields.concept(resource, key)
    if not found.words:
        raise NotImported(f"{key} is missing")
    return found


def _one_of(resource: fields.Json, key: str, known: tuple[str, ...]) -> str:
    """The code of a status; empty where the sender does not say it."""
    code = fields.concept(resource, key).first.code
    if code and code not in known:
        raise NotImported(f"{key} is none of R4's")
    return code


def visit(resource: fields.Json, bundle: Bundle) -> str | None:
    """The source id of the encounter at which it came up."""
    return named(fields.reference(resource, "encounter"), "Encounter", bundle)


def _recorded_at(resource: fields.Json) -> datetime | None:
    """When it was recorded, if the sender gives the time; a bare date is no moment."""
    return fields.instant(resource, "recordedDate") if "T" in str(resource.get("recordedDate")) else None


def note(resource: fields.Json) -> str:
    """The annotations of a resource, one after the other."""
    return "\n".join(fields.prose(each, "text") for each in fields.parts(resource, "note"))


def _denial(resource: fields.Json, bundle: Bundle) -> DenialFacts:
    stated_at = _recorded_at(resource)
    withdrawn_at = fields.instant(extensions.found(resource, extensions.WITHDRAWN), "valueDateTime")
    if stated_at is None:
        raise NotImported("does not say when it was asked")
    if _one_of(resource, "verificationStatus", ALLERGY_CERTAINTIES) in ("refuted", "entered-in-error"):
        raise NotImported("says that it is not so")
    if _one_of(resource, "clinicalStatus", ALLERGY_STATUSES) in ("inactive", "resolved") and not withdrawn_at:
        raise NotImported("does not say when it was withdrawn")
    recorder = named(fields.reference(resource, "recorder"), "Practitioner", bundle)
    return DenialFacts(stated_at=stated_at, stated_by=recorder, withdrawn_at=withdrawn_at)


def _performer(resource: fields.Json, bundle: Bundle) -> str | None:
    actors = (fields.reference(each, "actor") for each in fields.parts(resource, "performer"))
    return next((found for each in actors if (found := named(each, "Practitioner", bundle))), None)


def _dose(resource: fields.Json) -> str:
    for each in fields.parts(resource, "protocolApplied"):
        number = fields.number(each, "doseNumberPositiveInt")
        return fields.text(each, "doseNumberString") or ("" if number is None else str(number))
    return ""
