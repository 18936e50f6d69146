"""Observations and the reports that gather them: vital signs, laboratory results and other measurements."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from features.foundation.clinical.statuses import ObservationStatus
from features.interchange.fhir import extensions, fields
from features.interchange.fhir.bundles import Bundle, Entry
from features.interchange.fhir.chart import SNOMED
from features.interchange.fhir.panels import SET_CODE, PanelFacts, read_panel
from features.interchange.fhir.pregnancies import PregnancyFacts, read_pregnancy
from features.interchange.fhir.reading import shown_key
from features.interchange.fhir.refusals import NotImported
from features.interchange.fhir.visits import named
from features.labs.rules import WITHOUT_VALUE
from features.vitals.rules import BLOOD_PRESSURE_PANELS, BMI_CODE, CONSCIOUSNESS_CODE, SIGN_OF_CODE, Acvpu

LOINC = "http://loinc.org"
STATUSES = tuple(status.value for status in ObservationStatus)
REPORT_STATUSES = (*STATUSES, "partial", "appended")
VITAL_CATEGORIES = ("vital-signs", "vital-sign")
"""FHIR's own, and the one that feeds write beside it."""

OWN_SIGNS = f"{extensions.CODES}/vital-signs"
OXYGEN_DEVICE = "oxygen-device"
"""No code of LOINC's names the device alone."""
OWN_LEVELS = f"{extensions.CODES}/acvpu"
LEVELS = {
    Acvpu.ALERT: "248234008",
    Acvpu.VOICE: "300202002",
    Acvpu.PAIN: "450847001",
    Acvpu.UNRESPONSIVE: "422768004",
}
"""SNOMED CT; new confusion has only our own code."""

_KNOWN_VALUES = ("valueQuantity", "valueCodeableConcept", "valueString", "valueInteger", "valueBoolean")

type Value = fields.Quantity | fields.Concept | str | bool


@dataclass(frozen=True, slots=True)
class Component:
    """One part of an observation."""

    code: fields.Concept
    value: Value
    confirmed: bool = False
    """Somebody confirmed it although it is unlikely."""
    typed: fields.Quantity | None = None
    """As it was typed, where that was in another unit."""


@dataclass(frozen=True, slots=True)
class ReferenceRange:
    """What the sender calls normal; None on a side that they leave open."""

    low: Decimal | None
    high: Decimal | None
    unit: str
    critical_low: Decimal | None = None
    critical_high: Decimal | None = None


@dataclass(frozen=True, slots=True)
class ObservationFacts:
    """One observation; `visit` is the source id of its encounter."""

    source_id: str
    code: fields.Concept
    status: str
    categories: tuple[str, ...]
    taken_at: datetime
    issued_at: datetime | None
    visit: str | None
    value: Value | None
    components: tuple[Component, ...]
    flag: str = ""
    """The sender's interpretation (HL7 0078)."""
    reference_range: ReferenceRange | None = None

    confirmed: bool = False
    typed: fields.Quantity | None = None
    order: str | None = None
    """Source id of the request that it answers."""

    @property
    def signs(self) -> dict[str, Component]:
        """The vital signs that it measures, by the name of the sign; empty where it measures none."""
        if not set(VITAL_CATEGORIES) & set(self.categories):
            return {}
        loinc = self.code.coded_in(LOINC)
        measured = (
            [Component(self.code, self.value, self.confirmed, self.typed)] if self.value is not None else []
        )
        if loinc and loinc.code in BLOOD_PRESSURE_PANELS:
            measured = [*self.components]
        found = {}
        for each in measured:
            coded = each.code.coded_in(LOINC)
            sign = SIGN_OF_CODE.get(coded.code) if coded else None
            if sign and isinstance(each.value, fields.Quantity):
                found[sign] = each
        return found

    @property
    def said(self) -> dict[str, str]:
        """Consciousness (a letter of ACVPU) or the oxygen device, where it tells one of a vital sign."""
        if not set(VITAL_CATEGORIES) & set(self.categories):
            return {}
        loinc, own = self.code.coded_in(LOINC), self.code.coded_in(OWN_SIGNS)
        if loinc and loinc.code == CONSCIOUSNESS_CODE and isinstance(self.value, fields.Concept):
            letter = _letter(self.value)
            return {"consciousness": letter} if letter else {}
        if own and own.code == OXYGEN_DEVICE and isinstance(self.value, str):
            return {"oxygen_device": self.value}
        return {}


@dataclass(frozen=True, slots=True)
class ReportFacts:
    """A diagnostic report; `results` are the source ids of its observations."""

    code: fields.Concept
    status: str
    category: fields.Concept
    taken_at: datetime
    issued_at: datetime | None
    visit: str | None
    results: tuple[str, ...]
    order: str | None = None
    conclusion: str = ""


def read_observation(entry: Entry, bundle: Bundle) -> ObservationFacts | PanelFacts | PregnancyFacts:
    """The observation; NotImported without a code, a known status, a moment and a value that we can keep."""
    resource = entry.resource
    code = _code(resource)
    loinc = code.coded_in(LOINC)
    if loinc and loinc.code == SET_CODE and "hasMember" in resource:
        return read_panel(entry, bundle, status=_status(resource, STATUSES), taken_at=_taken_at(resource))
    if extensions.found(resource, extensions.PREGNANCY):
        return read_pregnancy(resource, recorded_at=_taken_at(resource))
    if loinc and loinc.code == BMI_CODE:
        raise NotImported("BMI is computed from weight and height")
    components = tuple(
        Component(fields.concept(part, "code"), value, _is_confirmed(part), _typed(part))
        for part in fields.parts(resource, "component")
        if (value := _value(part)) is not None
    )
    value, status = _value(resource), _status(resource, STATUSES)
    categories = tuple(each.first.code for each in fields.concepts(resource, "category"))
    may_lack_a_value = status in WITHOUT_VALUE and "laboratory" in categories
    if value is None and not components and not may_lack_a_value:
        raise NotImported("has no value")
    return ObservationFacts(
        source_id=entry.source_id,
        code=code,
        status=status,
        categories=categories,
        taken_at=_taken_at(resource),
        issued_at=fields.instant(resource, "issued"),
        visit=named(fields.reference(resource, "encounter"), "Encounter", bundle),
        value=value,
        components=components,
        flag=_flag(resource),
        reference_range=_reference_range(resource),
        confirmed=_is_confirmed(resource),
        typed=_typed(resource),
        order=_order(resource, bundle),
    )


def read_report(entry: Entry, bundle: Bundle) -> ReportFacts:
    """The report; NotImported without a code, a known status and a moment."""
    resource = entry.resource
    categories = fields.concepts(resource, "category")
    results = (named(each, "Observation", bundle) for each in fields.references(resource, "result"))
    return ReportFacts(
        code=_code(resource),
        status=_status(resource, REPORT_STATUSES),
        category=categories[0] if categories else fields.Concept(),
        taken_at=_taken_at(resource),
        issued_at=fields.instant(resource, "issued"),
        visit=named(fields.reference(resource, "encounter"), "Encounter", bundle),
        results=tuple(dict.fromkeys(each for each in results if each)),
        order=_order(resource, bundle),
        conclusion=fields.prose(resource, "conclusion"),
    )


def _is_confirmed(holder: fields.Json) -> bool:
    return extensions.is_true(holder, extensions.CONFIRMED) is True


def _typed(holder: fields.Json) -> fields.Quantity | None:
    return fields.quantity(extensions.found(holder, extensions.TYPED), "valueQuantity")


def _letter(value: fields.Concept) -> str:
    """The letter of ACVPU that a coded level of consciousness means; empty for another scale."""
    own, snomed = value.coded_in(OWN_LEVELS), value.coded_in(SNOMED)
    if own and own.code in tuple(Acvpu):
        return own.code
    return next((letter for letter, code in LEVELS.items() if snomed and snomed.code == code), "")


def _order(resource: fields.Json, bundle: Bundle) -> str | None:
    orders = (named(each, "ServiceRequest", bundle) for each in fields.references(resource, "basedOn"))
    return next((each for each in orders if each), None)


def _flag(resource: fields.Json) -> str:
    found = fields.concepts(resource, "interpretation")
    return found[0].first.code if found else ""


def _reference_range(resource: fields.Json) -> ReferenceRange | None:
    """The normal range; None where the sender gives none, gives several, or one that no number can be held against."""
    normal = []
    for each in fields.parts(resource, "referenceRange"):
        meaning = fields.concept(each, "type").first.code
        low, high = fields.quantity(each, "low"), fields.quantity(each, "high")
        if meaning in ("", "normal") and (low or high):
            normal.append((low, high))
    critical = extensions.found(resource, extensions.CRITICAL)
    limits = [fields.quantity(extensions.found(critical, side), "valueQuantity") for side in ("low", "high")]
    if len(normal) != 1 and not (critical and not normal):
        return None
    low, high = normal[0] if normal else (None, None)
    units = {limit.code or limit.unit for limit in (low, high, *limits) if limit}
    if len(units) != 1 or (low and high and low.value > high.value):
        return None
    values = [limit.value if limit else None for limit in (low, high, *limits)]
    return ReferenceRange(values[0], values[1], units.pop(), values[2], values[3])


def _code(resource: fields.Json) -> fields.Concept:
    code = fields.concept(resource, "code")
    if not code.words:
        raise NotImported("has no code")
    return code


def _status(resource: fields.Json, known: tuple[str, ...]) -> str:
    status = fields.text(resource, "status")
    if status not in known:
        raise NotImported("status is none of R4's")
    return status


def _taken_at(resource: fields.Json) -> datetime:
    moment = fields.instant(resource, "effectiveDateTime") or fields.instant(resource, "effectiveInstant")
    moment = moment or fields.period(resource, "effectivePeriod").start
    if moment is None:
        raise NotImported("does not say when it was taken")
    return moment


def _value(holder: fields.Json) -> Value | None:
    """The value[x]; NotImported where there are two, or one of a kind that we cannot keep."""
    kinds = [key for key, value in holder.items() if key.startswith("value") and value is not None]
    if len(kinds) > 1:
        raise NotImported("has more than one value")
    if not kinds:
        return None
    if kinds[0] not in _KNOWN_VALUES:
        raise NotImported(f"has a value of a kind that is not kept: {shown_key(kinds[0])}")
    if kinds[0] == "valueQuantity":
        return fields.quantity(holder, "valueQuantity")
    if kinds[0] == "valueCodeableConcept":
        return fields.concept(holder, "valueCodeableConcept")
    if kinds[0] == "valueBoolean":
        return fields.part(holder, "valueBoolean", bool)
    if kinds[0] == "valueInteger":
        whole = fields.number(holder, "valueInteger")
        return None if whole is None else fields.Quantity(whole, "", "")
    return fields.text(holder, "valueString") or None
