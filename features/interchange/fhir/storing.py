"""Stores one understood bundle in one transaction: records, what was sent, one audit event; or nothing at all."""

from collections import Counter
from dataclasses import dataclass, field
from uuid import UUID

from django.db import DatabaseError, transaction

from features.foundation.access.models import Facility
from features.foundation.audit.actors import Actor
from features.foundation.audit.services import record
from features.foundation.records.services import one_transaction, raise_version, retried
from features.interchange.fhir.bundles import DIRECTORY_KINDS, Bundle, Entry
from features.interchange.fhir.refusals import BundleRefused, NotImported
from features.interchange.fhir.understanding import NO_RECORD, Understood
from features.interchange.fhir.writers import WRITERS
from features.interchange.fhir.writing import digest, written
from features.interchange.models import ImportOutcome, SourceResource
from features.patients.models import Patient

COMMAND = "import_fhir"
UNCHANGED = "unchanged"
A_COPY = "the directory has it already, in other words"
BATCH = 500


@dataclass(slots=True)
class Told:
    """What became of the resources of one bundle: how many by type and outcome, and of those kept, why."""

    counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    reasons: Counter[tuple[str, str]] = field(default_factory=Counter)

    def add(self, kind: str, outcome: str, reason: str = "") -> None:
        self.counts[kind, outcome] += 1
        if reason:
            self.reasons[kind, reason] += 1

    def update(self, other: "Told") -> None:
        self.counts.update(other.counts)
        self.reasons.update(other.reasons)

    def changes(self) -> str:
        """Everything but the unchanged, for the audit event: `Patient 1 imported, Claim 12 kept`."""
        changed = sorted(
            (kind, outcome, n) for (kind, outcome), n in self.counts.items() if outcome != UNCHANGED
        )
        return ", ".join(f"{kind} {number} {outcome}" for kind, outcome, number in changed)


@retried
def store(bundle: Bundle, understood: Understood, facility: Facility) -> Told:
    """Writes the bundle; BundleRefused with the entry that the database or a rule refuses, and nothing is written."""
    with one_transaction(by=None, request_id=COMMAND):
        return _Storing(bundle, understood, facility).run()


class _Storing:
    """One bundle on its way into the database."""

    def __init__(self, bundle: Bundle, understood: Understood, facility: Facility) -> None:
        self.bundle, self.understood, self.facility = bundle, understood, facility
        self.told = Told()
        self.patient: Patient | None = None
        self.new: list[SourceResource] = []
        self.kept_now: list[SourceResource] = []

    def run(self) -> Told:
        if self.bundle.patient:
            self._store_patient(self.bundle.patient)
        self.of_directory = _sources(None, self.bundle.of(*DIRECTORY_KINDS))
        self.of_patient = _sources(self.patient, self.bundle.entries) if self.patient else {}
        for entry in self.bundle.entries:
            if entry is not self.bundle.patient:
                self._store(entry)
        SourceResource.objects.bulk_create(self.new, batch_size=BATCH)
        if changes := self.told.changes():
            self._leave_a_trace(changes)
        return self.told

    def _store_patient(self, entry: Entry) -> None:
        """The patient comes first, since all else belongs to them; a rule that they break refuses the bundle."""
        source = SourceResource.objects.filter(resource_type=entry.kind, source_id=entry.source_id).first()
        body = written(entry.resource)
        if source and source.digest == digest(body) and source.patient:
            self.patient = source.patient
            self.told.add(entry.kind, UNCHANGED)
            return
        try:
            made = self._write(entry, source.record_id if source else None)
        except NotImported as reason:
            raise BundleRefused(entry.where, str(reason)) from None
        self.patient = Patient.objects.get(pk=made.pk)
        self._keep(entry, body, source, owner=self.patient, record_id=made.public_id)

    def _store(self, entry: Entry) -> None:
        is_directory = entry.kind in DIRECTORY_KINDS
        key = (entry.kind, entry.source_id)
        body = written(entry.resource)
        if is_directory and self.patient and key in self.of_directory:
            self._store_copy(entry, body)
            return
        owner = None if is_directory else self.patient
        source = (self.of_directory if is_directory else self.of_patient).get(key)
        reason = self.understood.kept.get(entry, "" if entry.kind in WRITERS else NO_RECORD)
        same = source is not None and source.digest == digest(body)
        if (
            source is not None
            and same
            and (source.outcome == ImportOutcome.IMPORTED or source.reason == reason)
        ):
            self.told.add(entry.kind, UNCHANGED)
            return
        made_id: UUID | None = None
        if not reason:
            try:
                made_id = self._write(entry, source.record_id if source else None).public_id
            except NotImported as broken:
                reason = str(broken)
        self._keep(entry, body, source, owner=owner, record_id=made_id, reason=reason)

    def _store_copy(self, entry: Entry, body: str) -> None:
        """Patients' bundles repeat organisations and practitioners with less in them: the directory's word counts."""
        known = self.of_directory[entry.kind, entry.source_id]
        copy = self.of_patient.get((entry.kind, entry.source_id))
        if digest(body) in (known.digest, copy.digest if copy else ""):
            self.told.add(entry.kind, UNCHANGED)
            return
        self._keep(entry, body, copy, owner=self.patient, reason=A_COPY)

    def _write(self, entry: Entry, known: UUID | None):
        try:
            with transaction.atomic():
                return WRITERS[entry.kind](self.understood.facts[entry], known, self.facility)
        except DatabaseError as error:
            rule = (
                getattr(getattr(error.__cause__, "diag", None), "constraint_name", None) or "one of its rules"
            )
            raise BundleRefused(entry.where, f"the database refuses it ({rule})") from None

    def _keep(
        self,
        entry: Entry,
        body: str,
        source: SourceResource | None,
        *,
        owner: Patient | None,
        record_id: UUID | None = None,
        reason: str = "",
    ) -> None:
        """Keeps what was sent; over an earlier sending of the same resource, whose record stays linked."""
        outcome = ImportOutcome.KEPT if reason else ImportOutcome.IMPORTED
        kept = source or SourceResource(resource_type=entry.kind, source_id=entry.source_id, patient=owner)
        kept.body, kept.digest, kept.outcome, kept.reason = body, digest(body), outcome, reason[:200]
        kept.record_id = record_id or kept.record_id
        kept.record_kind = entry.kind if kept.record_id else ""
        if source:
            source.save()
        else:
            self.new.append(kept)
        self.told.add(entry.kind, str(outcome), reason)

    def _leave_a_trace(self, changes: str) -> None:
        patient = self.patient.public_id if self.patient else None
        if patient:
            raise_version(patient=patient, kind="record")
        record(
            action="import",
            actor=Actor.system(COMMAND),
            category="record" if patient else "directory",
            patient=patient,
            reason=changes,
        )


def _sources(patient: Patient | None, entries) -> dict[tuple[str, str], SourceResource]:
    """What was kept of these resources before, without the long texts."""
    ids = [entry.source_id for entry in entries]
    found = SourceResource.objects.filter(patient=patient, source_id__in=ids).defer("body")
    return {(source.resource_type, source.source_id): source for source in found}
