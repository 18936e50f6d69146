"""Writes clinical notes; who signed elsewhere is known by the provider's public id."""

from uuid import UUID

from features.interchange.fhir.context import Context
from features.interchange.fhir.notes import NoteFacts
from features.interchange.fhir.refusals import NotImported
from features.interchange.fhir.writers.records import fill, fitting, of_patient, visit_of
from features.notes.models import Note
from features.notes.services import import_note
from features.patients.models import Provider


def write_note(facts: NoteFacts, known: UUID | None, context: Context) -> Note:
    """The note; what was signed stays signed. NotImported where the note that it amends is none here."""
    first = context.record(Note, "DocumentReference", facts.addendum_to)
    if facts.addendum_to and first is None:
        raise NotImported("is an addendum to a note that is not here")
    note = of_patient(Note, known, context)
    fill(
        note,
        visit=visit_of(facts.visit, context),
        addendum_to=first,
        kind=facts.kind,
        status=facts.status,
        is_sensitive=facts.is_sensitive,
        title=fitting(facts.title, 200, "title"),
        text=facts.text,
        author=context.record(Provider, "Practitioner", facts.author),
        written_at=facts.written_at,
        signed_at=facts.signature.signed_at,
        signed_by=_signer(facts.signature.signed_by, context),
        content_hash=facts.signature.content_hash,
        cosigned_at=facts.signature.cosigned_at,
        cosigned_by=_signer(facts.signature.cosigned_by, context),
        error_reason=fitting(facts.error_reason, 300, "reason"),
    )
    return import_note(note=note)


def _signer(source_id: str | None, context: Context) -> UUID | None:
    signer = context.record(Provider, "Practitioner", source_id)
    return signer.public_id if signer else None
