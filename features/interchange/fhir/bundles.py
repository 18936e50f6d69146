"""Opens a bundle: checks it as a whole and resolves its references, before anything of it is used."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from features.interchange.fhir import extensions, fields
from features.interchange.fhir.reading import shown_key
from features.interchange.fhir.refusals import BundleRefused, WrongShape

MAX_ENTRIES = 20_000
MAX_DEPTH = 40
"""Objects and lists within each other, from the bundle down; real bundles need about a dozen."""
MAX_TEXT = 1_000_000
"""Characters of one text (R4: strings end at 1 MB)."""
MAX_DATA = 1_400_000
"""Characters of an attachment's `data`: 1 MB in base64."""

BUNDLE_TYPES = ("transaction", "batch", "collection")
DIRECTORY_KINDS = ("Organization", "Practitioner")
"""What is of no patient, and is imported before all patients."""

_KIND = re.compile(r"[A-Z][A-Za-z]{1,39}")
_ID = re.compile(r"[A-Za-z0-9.-]{1,64}")
_NAMES_A_PATIENT = re.compile(r"(?:^|/)Patient(?:/|\?|$)")
_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """One resource of a bundle; `number` counts from 1."""

    number: int
    kind: str
    source_id: str
    full_url: str
    resource: dict[str, Any] = field(repr=False)
    kept_because: str = ""
    """Why the sender, another Chartside, made no record of it."""

    @property
    def where(self) -> str:
        """How a message says which one is meant."""
        return f"entry {self.number} ({self.kind})"

    @property
    def keys(self) -> Iterator[str]:
        """All the ways in which a reference may name this resource."""
        yield self.full_url or f"urn:uuid:{self.source_id}"
        yield f"urn:uuid:{self.source_id}"
        yield f"{self.kind}/{self.source_id}"
        identifiers = self.resource.get("identifier")
        if self.kind in DIRECTORY_KINDS and isinstance(identifiers, list):
            for known in identifiers:
                if isinstance(known, dict):
                    yield f"{self.kind}?identifier={known.get('system')}|{known.get('value')}"


@dataclass(frozen=True, slots=True)
class Bundle:
    """A checked bundle: of one patient, or (`patient` None) a directory of organisations and practitioners."""

    entries: tuple[Entry, ...]
    patient: Entry | None
    index: dict[str, Entry]

    def of(self, *kinds: str) -> list[Entry]:
        """The entries of these resource types, in the bundle's order."""
        return [entry for entry in self.entries if entry.kind in kinds]

    def find(self, reference: str) -> Entry | None:
        """The resource that a reference names, in this bundle or in the directories before it."""
        return self.index.get(_without_version(reference))


def open_bundle(document: Any, directory: dict[str, Entry] | None = None) -> Bundle:
    """The bundle in `document`; `directory` has organisations and practitioners of earlier bundles by their keys.

    Refuses what is no R4 bundle of one patient or of a directory, repeats an id, goes beyond a limit, or refers to
    another patient or to something that is nowhere.
    """
    entries = tuple(_entries(document))
    patients = [entry for entry in entries if entry.kind == "Patient"]
    if len(patients) > 1:
        raise BundleRefused(patients[1].where, "is a second patient in one bundle")
    if not patients:
        _refuse_strangers(entries)
    index = {**(directory or {}), **_indexed(entries)}
    bundle = Bundle(entries, patients[0] if patients else None, index)
    for entry in entries:
        _check_values(entry, bundle)
    return bundle


def _entries(document: Any) -> Iterator[Entry]:
    if not isinstance(document, dict) or document.get("resourceType") != "Bundle":
        raise BundleRefused("the whole", "is not a FHIR bundle")
    if document.get("type") not in BUNDLE_TYPES:
        raise BundleRefused("type", f"is none of {', '.join(BUNDLE_TYPES)}")
    entries = document.get("entry")
    if not isinstance(entries, list) or not entries:
        raise BundleRefused("entry", "is not a list with something in it")
    if len(entries) > MAX_ENTRIES:
        raise BundleRefused("entry", f"has more than {MAX_ENTRIES} resources")
    for number, entry in enumerate(entries, start=1):
        yield _entry(number, entry)


def _entry(number: int, entry: Any) -> Entry:
    where = f"entry {number}"
    if not isinstance(entry, dict) or not isinstance(entry.get("resource"), dict):
        raise BundleRefused(where, "holds no resource")
    resource, full_url = entry["resource"], entry.get("fullUrl", "")
    kind = resource.get("resourceType")
    if not isinstance(kind, str) or not _KIND.fullmatch(kind):
        raise BundleRefused(where, "does not say its resourceType")
    if not isinstance(full_url, str):
        raise BundleRefused(where, "fullUrl is not text")
    source_id = resource.get("id", full_url.rpartition(":")[2].rpartition("/")[2])
    if not isinstance(source_id, str) or not _ID.fullmatch(source_id):
        raise BundleRefused(where, "has no id, or one that FHIR does not allow")
    return Entry(number, kind, source_id, full_url, resource, _kept_because(where, entry))


def _kept_because(where: str, entry: dict[str, Any]) -> str:
    try:
        return fields.text(extensions.found(entry, extensions.KEPT), "valueString")
    except WrongShape as wrong:
        raise BundleRefused(where, str(wrong)) from None


def _refuse_strangers(entries: tuple[Entry, ...]) -> None:
    for entry in entries:
        if entry.kind not in DIRECTORY_KINDS:
            raise BundleRefused(entry.where, "belongs to a patient, and the bundle has none")


def _indexed(entries: tuple[Entry, ...]) -> dict[str, Entry]:
    index: dict[str, Entry] = {}
    for entry in entries:
        for key in set(entry.keys):
            if index.setdefault(key, entry) is not entry and "?" not in key:
                raise BundleRefused(entry.where, f"has the id of entry {index[key].number}")
    return index


def _check_values(entry: Entry, bundle: Bundle) -> None:
    """Walks through all that a resource says; without recursion, since its depth is what is in question."""
    waiting: list[tuple[str, Any, int]] = [("", entry.resource, 3)]
    while waiting:
        key, value, depth = waiting.pop()
        if depth > MAX_DEPTH:
            raise BundleRefused(entry.where, f"is nested deeper than {MAX_DEPTH}")
        if isinstance(value, dict):
            waiting += [(name, part, depth + 1) for name, part in value.items()]
        elif isinstance(value, list):
            waiting += [(key, part, depth + 1) for part in value]
        elif isinstance(value, str):
            if len(value) > (longest := MAX_DATA if key == "data" else MAX_TEXT):
                raise BundleRefused(entry.where, f"{shown_key(key)} is longer than {longest} characters")
            if not value.isascii() and _SURROGATE.search(value):
                raise BundleRefused(entry.where, f"{shown_key(key)} is no text in Unicode")
        if key == "reference":
            _check_reference(entry, value, bundle)


def _check_reference(entry: Entry, reference: Any, bundle: Bundle) -> None:
    if not isinstance(reference, str):
        raise BundleRefused(entry.where, "reference is not text")
    if reference.startswith("#") or bundle.find(reference) is not None:
        return
    if _NAMES_A_PATIENT.search(reference):
        raise BundleRefused(entry.where, "refers to another patient")
    if reference.startswith("urn:"):
        raise BundleRefused(entry.where, "refers to something that is not in the bundle")


def _without_version(reference: str) -> str:
    return reference.partition("/_history/")[0]
