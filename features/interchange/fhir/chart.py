"""What stands in a chart beside visits and values: problems, allergies, medications and immunizations."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from features.interchange.fhir import fields
from features.interchange.fhir.bundles import Bundle, Entry
from features.interchange.fhir.refusals import NotImported
from features.interchange.fhir.visits import named

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
ORDER_STATUSES = (
    "active",
    "on-hold",
    "cancelled",
    "completed",
    "entered-in-error",
    "stopped",
    "draft",
    "unknown",
)
IMMUNIZATION_STATUSES = ("completed", "entered-in-error", "not-done")
UNITS_OF_TIME = ("s", "min", "h", "d", "wk", "mo", "a")


@dataclass(frozen=True, slots=True)
class ProblemFacts:
    """A Condition; `visit` is a source id."""

    code: fields.Concept
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
    recorded_at: datetime | None
    reactions: tuple[Reaction, ...]


@dataclass(frozen=True, slots=True)
class Dosage:
    """How a medication is taken: so many times (`frequency`) in a `period` of `period_unit` (UCUM)."""

    text: str
    dose: fields.Quantity | None
    frequency: Decimal | None
    period: Decimal | None
    period_unit: str
    as_needed: bool
    instructions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MedicationFacts:
    """A MedicationRequest; visit, provider and reasons are source ids."""

    medication: fields.Concept
    status: str
    intent: str
    ordered_at: datetime
    visit: str | None
    provider: str | None
    reasons: tuple[str, ...]
    reason: fields.Concept
    """In words and codes, where it is no problem of the chart."""
    dosages: tuple[Dosage, ...]


@dataclass(frozen=True, slots=True)
class ImmunizationFacts:
    """An Immunization."""

    vaccine: fields.Concept
    status: str
    given_at: datetime | None
    given_on: fields.PartialDate
    is_primary_source: bool
    lot_number: str
    visit: str | None


def read_problem(entry: Entry, bundle: Bundle) -> ProblemFacts:
    """The problem; NotImported without a code, with unknown statuses, or where it ends before it begins."""
    resource = entry.resource
    onset = fields.partial_date(resource, "onsetDateTime")
    abatement = fields.partial_date(resource, "abatementDateTime")
    if onset and abatement and abatement.value < onset.value and abatement.precision == onset.precision:
        raise NotImported("ends before it begins")
    return ProblemFacts(
        code=_coded(resource, "code"),
        clinical_status=_one_of(resource, "clinicalStatus", PROBLEM_STATUSES),
        verification=_one_of(resource, "verificationStatus", PROBLEM_CERTAINTIES),
        onset=onset,
        abatement=abatement,
        recorded_at=_recorded_at(resource),
        visit=_visit(resource, bundle),
    )


def read_allergy(entry: Entry, bundle: Bundle) -> AllergyFacts:
    """The allergy; NotImported without a code or with unknown statuses."""
    resource = entry.resource
    categories = tuple(fields.texts(resource, "category"))
    criticality = fields.text(resource, "criticality")
    if any(each not in ALLERGY_CATEGORIES for each in categories):
        raise NotImported("category is none of R4's")
    if criticality and criticality not in CRITICALITIES:
        raise NotImported("criticality is none of R4's")
    return AllergyFacts(
        code=_coded(resource, "code"),
        kind=fields.text(resource, "type"),
        categories=categories,
        criticality=criticality,
        clinical_status=_one_of(resource, "clinicalStatus", ALLERGY_STATUSES),
        verification=_one_of(resource, "verificationStatus", ALLERGY_CERTAINTIES),
        recorded_at=_recorded_at(resource),
        reactions=tuple(
            Reaction(tuple(fields.concepts(each, "manifestation")), fields.text(each, "severity"))
            for each in fields.parts(resource, "reaction")
        ),
    )


def read_medication(entry: Entry, bundle: Bundle) -> MedicationFacts:
    """The order; NotImported without a medication in words or codes, a known status and a date."""
    resource = entry.resource
    status = fields.text(resource, "status")
    ordered_at = fields.instant(resource, "authoredOn")
    if status not in ORDER_STATUSES:
        raise NotImported("status is none of R4's")
    if ordered_at is None:
        raise NotImported("does not say when it was ordered")
    reasons = (named(each, "Condition", bundle) for each in fields.references(resource, "reasonReference"))
    return MedicationFacts(
        medication=_coded(resource, "medicationCodeableConcept"),
        status=status,
        intent=fields.text(resource, "intent"),
        ordered_at=ordered_at,
        visit=_visit(resource, bundle),
        provider=named(fields.reference(resource, "requester"), "Practitioner", bundle),
        reasons=tuple(each for each in reasons if each),
        reason=next(iter(fields.concepts(resource, "reasonCode")), fields.Concept()),
        dosages=tuple(_dosage(each) for each in fields.parts(resource, "dosageInstruction")),
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
        vaccine=_coded(resource, "vaccineCode"),
        status=status,
        given_at=fields.instant(resource, "occurrenceDateTime") if has_time else None,
        given_on=given_on,
        is_primary_source=bool(fields.part(resource, "primarySource", bool)),
        lot_number=fields.text(resource, "lotNumber"),
        visit=_visit(resource, bundle),
    )


def _dosage(sent: fields.Json) -> Dosage:
    repeat = fields.part(fields.part(sent, "timing", dict) or {}, "repeat", dict) or {}
    unit = fields.text(repeat, "periodUnit")
    if unit and unit not in UNITS_OF_TIME:
        raise NotImported("periodUnit is no unit of time")
    doses = [fields.quantity(each, "doseQuantity") for each in fields.parts(sent, "doseAndRate")]
    return Dosage(
        text=fields.text(sent, "text"),
        dose=next((dose for dose in doses if dose), None),
        frequency=fields.number(repeat, "frequency"),
        period=fields.number(repeat, "period"),
        period_unit=unit,
        as_needed=bool(fields.part(sent, "asNeededBoolean", bool)),
        instructions=tuple(each.words for each in fields.concepts(sent, "additionalInstruction")),
    )


def _coded(resource: fields.Json, key: str) -> fields.Concept:
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


def _visit(resource: fields.Json, bundle: Bundle) -> str | None:
    return named(fields.reference(resource, "encounter"), "Encounter", bundle)


def _recorded_at(resource: fields.Json) -> datetime | None:
    """When it was recorded, if the sender gives the time; a bare date is no moment."""
    return fields.instant(resource, "recordedDate") if "T" in str(resource.get("recordedDate")) else None
