"""FHIR Observations made of a set of vital signs: one for each sign, and the panel that gathers them."""

from collections.abc import Iterator
from decimal import Decimal
from uuid import NAMESPACE_URL, UUID, uuid5

from features.interchange.fhir import extensions
from features.interchange.fhir.chart import SNOMED
from features.interchange.fhir.elements import Json, concept, moment, reference, status
from features.interchange.fhir.observations import (
    LEVELS,
    LOINC,
    OWN_LEVELS,
    OWN_SIGNS,
    OXYGEN_DEVICE,
)
from features.interchange.fhir.observed import UCUM
from features.interchange.fhir.panels import SET_CODE
from features.vitals.models import VitalSigns
from features.vitals.rules import BLOOD_PRESSURE_PANELS, CONSCIOUSNESS_CODE, SIGNS, Acvpu

PRESSURES = ("systolic", "diastolic")


def vital_signs(record: VitalSigns) -> Iterator[tuple[UUID, Json]]:
    """The observations of a set, each with an id that follows from the set's; the panel bears the set's own."""
    members = list(_members(record))
    about = {
        "performer": [reference(record.taken_by)] if record.taken_by else [],
        "extension": [extensions.made(extensions.ERROR_REASON, valueString=record.error_reason)]
        if record.error_reason
        else [],
    }
    panel = {
        "code": concept(LOINC, SET_CODE, "Vital signs panel"),
        "hasMember": [{"reference": f"urn:uuid:{own_id(record.public_id, name)}"} for name, _ in members],
        **about,
    }
    yield record.public_id, _of_set(record, panel)
    for name, said in members:
        yield own_id(record.public_id, name), _of_set(record, said)


def own_id(public_id: UUID, name: str) -> UUID:
    """The id of the observation of one sign of a set; `pressure` is that of both pressures."""
    return uuid5(NAMESPACE_URL, f"urn:uuid:{public_id}#{name}")


def _members(record: VitalSigns) -> Iterator[tuple[str, Json]]:
    pressures = [sign for sign in PRESSURES if getattr(record, sign) is not None]
    if pressures:
        yield (
            "pressure",
            {
                "code": concept(LOINC, BLOOD_PRESSURE_PANELS[0], "Blood pressure panel"),
                "component": [_measured(record, sign) for sign in pressures],
            },
        )
    for sign in SIGNS:
        if sign not in PRESSURES and getattr(record, sign) is not None:
            yield sign, _measured(record, sign)
    if record.consciousness:
        yield (
            "consciousness",
            {
                "code": concept(LOINC, CONSCIOUSNESS_CODE, "Level of consciousness"),
                "valueCodeableConcept": _level(Acvpu(record.consciousness)),
            },
        )
    if record.oxygen_device:
        yield (
            OXYGEN_DEVICE,
            {
                "code": concept(OWN_SIGNS, OXYGEN_DEVICE, "Oxygen device"),
                "valueString": record.oxygen_device,
            },
        )


def _of_set(record: VitalSigns, said: Json) -> Json:
    return {
        "status": record.status,
        "category": [status("observation-category", "vital-signs")],
        "encounter": reference(record.visit),
        "effectiveDateTime": moment(record.taken_at),
        **said,
    }


def _measured(record: VitalSigns, sign: str) -> Json:
    """The value, how it was typed where that was in another unit, and whether somebody confirmed it."""
    marks = []
    if sign in record.typed:
        value, unit = record.typed[sign]
        typed = {"value": Decimal(value), "system": UCUM, "code": unit}
        marks.append(extensions.made(extensions.TYPED, valueQuantity=typed))
    if sign in record.confirmed:
        marks.append(extensions.made(extensions.CONFIRMED, valueBoolean=True))
    return {
        "code": concept(LOINC, SIGNS[sign].codes[0], sign.replace("_", " ")),
        "valueQuantity": {"value": getattr(record, sign), "system": UCUM, "code": SIGNS[sign].unit},
        **({"extension": marks} if marks else {}),
    }


def _level(letter: Acvpu) -> Json:
    coding = [{"system": OWN_LEVELS, "code": letter.value}]
    if letter in LEVELS:
        coding.append({"system": SNOMED, "code": LEVELS[letter]})
    return {"coding": coding, "text": letter.name.capitalize()}
