"""Stores one understood bundle in one transaction: records, what was sent, one audit event; or nothing at all."""

from uuid import UUID

from django.db import DataError, IntegrityError, InternalError, transaction

from features.foundation.access.models import Facility
from features.foundation.audit.actors import Actor
from features.foundation.audit.services import record
from features.foundation.live.announcing import announce
from features.foundation.records.models import BaseRecord
from features.foundation.records.services import one_transaction, raise_version, retried
from features.interchange.fhir.bundles import DIRECTORY_KINDS, Bundle, Entry
from features.interchange.fhir.context import Context, kept_before
from features.interchange.fhir.people import PatientFacts
from features.interchange.fhir.refusals import BundleRefused, NotImported
from features.interchange.fhir.tally import UNCHANGED, Tally
from features.interchange.fhir.understanding import NO_RECORD, Understood
from features.interchange.fhir.units import Unit, units
from features.interchange.fhir.writers.table import WRITERS
from features.interchange.fhir.writing import digest, written
from features.interchange.models import ImportOutcome, SourceResource
from features.patients.events import PATIENTS_CHANGED, chart_topic
from features.patients.models import Patient, Provider
from features.patients.services import import_primary_provider
from features.vitals.services import settle_anew

COMMAND = "import_fhir"
A_COPY = "the directory has it already, in other words"
BATCH = 500
REFUSALS = (IntegrityError, DataError, InternalError)
"""What the database says to a row that breaks a promise; lost connections and races are no refusals."""


@retried
def store(bundle: Bundle, understood: Understood, facility: Facility) -> Tally:
    """Writes the bundle; BundleRefused, and nothing is written, where the patient or the whole breaks a rule."""
    try:
        with one_transaction(by=None, request_id=COMMAND):
            return _Storing(bundle, facility).run(understood)
    except REFUSALS as error:
        raise BundleRefused("the whole", _rule(error)) from None


class _Storing:
    """One bundle on its way into the database."""

    def __init__(self, bundle: Bundle, facility: Facility) -> None:
        self.bundle = bundle
        self.context = Context(facility)
        self.tally = Tally()
        self.new: list[SourceResource] = []
        self.touched: set[str] = set()
        self.is_written = False
        """Whether the patient is new or changed."""
        self.copies: dict[tuple[str, str], SourceResource] = {}

    def run(self, understood: Understood) -> Tally:
        context, directory = self.context, self.bundle.of(*DIRECTORY_KINDS)
        of_patient = [entry for entry in self.bundle.entries if entry.kind not in DIRECTORY_KINDS]
        context.report_of = understood.report_of
        context.sources = kept_before(None, self.bundle.index.values())
        if self.bundle.patient:
            self._open_record(
                self.bundle.patient, Unit((self.bundle.patient,), understood.facts[self.bundle.patient])
            )
            context.sources |= kept_before(context.patient, of_patient)
            self.copies = kept_before(context.patient, directory)
        for unit in units(self.bundle, understood):
            if unit.entries[0] is not self.bundle.patient:
                self._store(unit)
            elif self.is_written:
                self._name_provider(unit.facts)
        SourceResource.objects.bulk_create(self.new, batch_size=BATCH)
        if changes := self.tally.changes():
            if self.context.patient:
                settle_anew(patient=self.context.patient, by=Actor.system(COMMAND))
            self._leave_a_trace(changes)
        return self.tally

    def _open_record(self, entry: Entry, unit: Unit) -> None:
        """The patient comes first, since all else belongs to them; a rule that they break refuses the bundle.

        Who they are is decided by the sender's id alone. A patient of another facility here, exported there and
        brought here, thus becomes a second patient: whether two are one person is for people to decide, who merge.
        """
        if self._is_own(entry):
            raise BundleRefused(entry.where, "was exported by this facility, which has the record")
        known = SourceResource.objects.filter(resource_type=entry.kind, source_id=entry.source_id).first()
        if known and known.patient:
            self.context.sources[entry.kind, entry.source_id] = known
            self.context.patient = known.patient
            if not known.patient.facilities.filter(facility=self.context.facility).exists():
                raise BundleRefused(entry.where, "is a patient of another facility already")
        body = written(entry.resource)
        if known and known.digest == digest(body):
            self.tally.add(entry.kind, UNCHANGED)
            return
        try:
            self.context.patient = self._write(unit)  # type: ignore[assignment]
        except NotImported as reason:
            raise BundleRefused(entry.where, str(reason)) from None
        self.is_written = True
        self._keep(entry, body, self.context.patient, "")

    def _is_own(self, entry: Entry) -> bool:
        try:
            own = Patient.objects.filter(public_id=UUID(entry.source_id))
        except ValueError:
            return False
        return own.filter(facilities__facility=self.context.facility).exists()

    def _name_provider(self, facts: PatientFacts) -> None:
        """Providers are written after the patient, so theirs is named only now."""
        provider = self.context.record(Provider, "Practitioner", facts.provider)
        if provider and self.context.patient:
            import_primary_provider(patient=self.context.patient, provider=provider)

    def _store(self, unit: Unit) -> None:
        bodies = {entry: written(entry.resource) for entry in unit.entries}
        if self.context.patient and self._is_copy(unit.entries[0]):
            self._store_copy(unit.entries[0], bodies[unit.entries[0]])
            return
        reason = unit.reason or ("" if type(unit.facts) in WRITERS else NO_RECORD)
        changed = [entry for entry, body in bodies.items() if not self._is_same(entry, body, reason)]
        for entry in unit.entries:
            if entry not in changed:
                self.tally.add(entry.kind, UNCHANGED)
        if not changed:
            return
        made = None
        if not reason:
            try:
                made = self._write(unit)
            except NotImported as broken:
                reason = str(broken)
        for entry in changed:
            self._keep(entry, bodies[entry], made, reason or self.context.refused.get(entry.source_id, ""))

    def _is_same(self, entry: Entry, body: str, reason: str) -> bool:
        """Whether nothing has changed: neither what was sent, nor what we can make of it."""
        source = self.context.sources.get((entry.kind, entry.source_id))
        if source is None or source.digest != digest(body):
            return False
        return source.outcome == ImportOutcome.IMPORTED or source.reason != NO_RECORD or reason == NO_RECORD

    def _is_copy(self, entry: Entry) -> bool:
        is_known = (entry.kind, entry.source_id) in self.context.sources or entry.kept_because == A_COPY
        return entry.kind in DIRECTORY_KINDS and is_known

    def _store_copy(self, entry: Entry, body: str) -> None:
        """Patients' bundles repeat organisations and practitioners with less in them: the directory's word counts."""
        known = self.context.sources.get((entry.kind, entry.source_id))
        copy = self.copies.get((entry.kind, entry.source_id))
        if digest(body) in [each.digest for each in (known, copy) if each]:
            self.tally.add(entry.kind, UNCHANGED)
            return
        kept = copy or SourceResource(
            patient=self.context.patient, resource_type=entry.kind, source_id=entry.source_id
        )
        self._fill(kept, body, A_COPY)
        self.tally.add(entry.kind, str(kept.outcome), A_COPY)

    def _write(self, unit: Unit) -> BaseRecord:
        """The record of a unit; NotImported where a rule or the database refuses it."""
        keys = [(entry.kind, entry.source_id) for entry in unit.entries]
        known = next(
            (
                source.record_id
                for key in keys
                if (source := self.context.sources.get(key)) and source.record_id
            ),
            None,
        )
        try:
            with transaction.atomic():
                made = WRITERS[type(unit.facts)](unit.facts, known, self.context)
        except REFUSALS as error:
            raise NotImported(_rule(error)) from None
        self.touched.add(made._meta.app_label)
        self.context.records.update(dict.fromkeys(keys, made))
        return made

    def _keep(self, entry: Entry, body: str, made: BaseRecord | None, reason: str) -> None:
        """Keeps what was sent; over an earlier sending of the same resource, whose record stays linked."""
        key = (entry.kind, entry.source_id)
        owner = None if entry.kind in DIRECTORY_KINDS else self.context.patient
        kept = self.context.sources.get(key)
        if kept is None:
            kept = SourceResource(patient=owner, resource_type=entry.kind, source_id=entry.source_id)
        if made is not None and not reason:
            kept.record_kind, kept.record_id = made._meta.label_lower[:40], made.public_id
        self._fill(kept, body, reason)
        self.context.sources[key] = kept
        self.tally.add(entry.kind, str(kept.outcome), reason)

    def _fill(self, kept: SourceResource, body: str, reason: str) -> None:
        kept.body, kept.digest, kept.reason = body, digest(body), reason[:200]
        kept.outcome = ImportOutcome.KEPT if reason else ImportOutcome.IMPORTED
        if kept.pk:
            kept.save()
        else:
            self.new.append(kept)

    def _leave_a_trace(self, changes: str) -> None:
        patient = self.context.patient.public_id if self.context.patient else None
        if self.context.patient:
            announce(PATIENTS_CHANGED, chart_topic(self.context.patient))
        for kind in sorted(self.touched | {"record"}) if patient else ():
            raise_version(patient=patient, kind=kind)  # type: ignore[arg-type]
        record(
            action="import",
            actor=Actor.system(COMMAND),
            category="record" if patient else "directory",
            patient=patient,
            reason=changes,
        )


def _rule(error: Exception) -> str:
    """The name of the promise that was broken, which is ours; the database's own text would quote the values."""
    name = getattr(getattr(error.__cause__, "diag", None), "constraint_name", None)
    return f"the database refuses it ({name or 'one of its rules'})"
