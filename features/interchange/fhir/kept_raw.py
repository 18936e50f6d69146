"""What an import kept as it came goes out again as it came, with its references led to what is exported now."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from features.interchange.fhir import extensions
from features.interchange.fhir.bundles import DIRECTORY_KINDS
from features.interchange.fhir.elements import Json
from features.interchange.fhir.observations import LOINC
from features.interchange.fhir.observed_sets import PRESSURES, own_id
from features.interchange.fhir.reading import parsed
from features.interchange.models import ImportOutcome, SourceResource
from features.patients.models import Patient
from features.vitals.models import VitalSigns
from features.vitals.rules import BLOOD_PRESSURE_PANELS, SIGN_OF_CODE

_RELATIVE = re.compile(r"(?:^|/)([A-Z][A-Za-z]+)/([A-Za-z0-9.-]{1,64})$")
_URN = re.compile(r"^urn:uuid:([A-Za-z0-9.-]{1,64})$")

type Key = tuple[str, str]


@dataclass(slots=True)
class KeptRaw:
    """The resources of a patient that are no records; `people` are records of the directory that they refer to."""

    entries: list[Json] = field(default_factory=list)
    people: set[UUID] = field(default_factory=set)


def kept_raw(patient: Patient) -> KeptRaw:
    """All that was kept raw of a patient, and of the directory what it refers to and is no record."""
    every = list(SourceResource.objects.filter(patient=patient).order_by("id").defer("body"))
    kept = [each for each in every if each.outcome != ImportOutcome.IMPORTED]
    bodies = {each.pk: parsed(each.body) for each in _with_body(kept)}
    told = {ref for body in bodies.values() for ref in _references(body)}
    ids = {key[1] for ref in told if (key := _key(ref))}
    directory = list(SourceResource.objects.filter(patient=None, source_id__in=ids).order_by("id"))
    own = [
        each for each in every if each.resource_type not in DIRECTORY_KINDS
    ]  # of copies, the original counts
    links = _Links([*own, *directory])
    found = KeptRaw()
    for each in kept:
        found.entries.append(_entry(each, links.relinked(bodies[each.pk])))
    for each in directory:
        if each.record_id:
            found.people.add(each.record_id)
        else:
            found.entries.append(_entry(each, links.relinked(parsed(each.body))))
    return found


def _with_body(kept: list[SourceResource]) -> Iterable[SourceResource]:
    return SourceResource.objects.filter(pk__in=[each.pk for each in kept]).only("pk", "body")


class _Links:
    """Where a resource of an earlier import stands in the export."""

    def __init__(self, sources: list[SourceResource]) -> None:
        self.by_key: dict[Key, SourceResource] = {}
        for each in sources:
            self.by_key[each.resource_type, each.source_id] = each
            self.by_key["", each.source_id] = each

    def relinked(self, value: Any) -> Any:
        """A copy in which each reference that we know leads to its resource in the export."""
        if isinstance(value, dict):
            return {
                key: self._address(part)
                if key == "reference" and isinstance(part, str)
                else self.relinked(part)
                for key, part in value.items()
            }
        return [self.relinked(part) for part in value] if isinstance(value, list) else value

    def _address(self, reference: str) -> str:
        key = _key(reference)
        source = self.by_key.get(key) if key else None
        if source is None:
            return reference
        if source.record_id is None:
            return full_url(source.resource_type, source.source_id)
        if source.record_kind == VitalSigns._meta.label_lower:
            return f"urn:uuid:{_member(source)}"
        return f"urn:uuid:{source.record_id}"


def full_url(kind: str, source_id: str) -> str:
    """The address of a resource in a bundle; one whose id is no UUID has a place among ours."""
    try:
        return f"urn:uuid:{UUID(source_id)}"
    except ValueError:
        return f"{extensions.OWN}/{kind}/{source_id}"


def _entry(source: SourceResource, body: Json) -> Json:
    reason = source.reason or str(ImportOutcome(source.outcome).label)
    return {
        "extension": [extensions.made(extensions.KEPT, valueString=reason)],
        "fullUrl": full_url(source.resource_type, source.source_id),
        "resource": body,
        "request": {"method": "POST", "url": source.resource_type},
    }


def _member(source: SourceResource) -> UUID:
    """Which observation of a set an earlier one became: that of its sign, or the panel."""
    assert source.record_id  # nosec B101  # the caller has looked
    for coding in parsed(source.body).get("code", {}).get("coding", []):
        if coding.get("system") == LOINC and coding.get("code") in BLOOD_PRESSURE_PANELS:
            return own_id(source.record_id, "pressure")
        sign = SIGN_OF_CODE.get(coding.get("code", ""))
        if coding.get("system") == LOINC and sign:
            return own_id(source.record_id, "pressure" if sign in PRESSURES else sign)
    return source.record_id


def _references(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, part in value.items():
            if key == "reference" and isinstance(part, str):
                yield part
            else:
                yield from _references(part)
    elif isinstance(value, list):
        for part in value:
            yield from _references(part)


def _key(reference: str) -> Key | None:
    """The type, where it is told, and the id in a reference; None where it names nothing by its id."""
    plain = reference.partition("/_history/")[0]
    if found := _URN.search(plain):
        return "", found[1]
    found = _RELATIVE.search(plain)
    return (found[1], found[2]) if found else None
