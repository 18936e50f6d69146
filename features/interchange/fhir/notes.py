"""Clinical notes: documents whose text is checked against the hash of what was signed."""

from dataclasses import dataclass
from datetime import datetime

from features.interchange.fhir import attachments, extensions, fields
from features.interchange.fhir.bundles import Bundle, Entry
from features.interchange.fhir.people import is_restricted
from features.interchange.fhir.refusals import NotImported
from features.interchange.fhir.visits import named
from features.notes.rules import NoteKind, NoteStatus, content_hash

NOTE_KINDS = f"{extensions.CODES}/note-kind"
PLAIN_TEXT = "text/plain"


@dataclass(frozen=True, slots=True)
class Signature:
    """When a note was signed and cosigned, and the hash of what was; the people are source ids."""

    signed_at: datetime | None
    signed_by: str | None
    content_hash: str
    cosigned_at: datetime | None
    cosigned_by: str | None


@dataclass(frozen=True, slots=True)
class NoteFacts:
    """A DocumentReference of one of our notes; people, visit and the note that it amends are source ids."""

    kind: str
    status: str
    is_sensitive: bool
    title: str
    text: str
    author: str | None
    written_at: datetime
    visit: str | None
    addendum_to: str | None
    signature: Signature
    error_reason: str


def read_note(entry: Entry, bundle: Bundle) -> NoteFacts:
    """The note; NotImported where it is none of ours, is not plain text, or is not what was signed."""
    resource = entry.resource
    kind = fields.concept(resource, "type").coded_in(NOTE_KINDS)
    written_at = fields.instant(resource, "date")
    context = fields.part(resource, "context", dict) or {}
    visits = (named(each, "Encounter", bundle) for each in fields.references(context, "encounter"))
    authors = (named(each, "Practitioner", bundle) for each in fields.references(resource, "author"))
    if kind is None or kind.code not in tuple(NoteKind):
        raise NotImported("is a document, and no note of a kind that we write")
    if written_at is None:
        raise NotImported("does not say when it was written")
    signature = _signature(resource, bundle)
    facts = NoteFacts(
        kind=kind.code,
        status=_status(resource, signature),
        is_sensitive=is_restricted(fields.parts(resource, "securityLabel")),
        title=fields.part(resource, "description", str) or "",
        text=_text(resource),
        author=next((each for each in authors if each), None),
        written_at=written_at,
        visit=next((each for each in visits if each), None),
        addendum_to=_addendum_to(resource, bundle),
        signature=signature,
        error_reason=fields.text(extensions.found(resource, extensions.ERROR_REASON), "valueString"),
    )
    _is_what_was_signed(facts)
    return facts


def _is_what_was_signed(facts: NoteFacts) -> None:
    signed = facts.signature
    if facts.status in (NoteStatus.SIGNED, NoteStatus.COSIGNED) and not signed.content_hash:
        raise NotImported("has no hash of what was signed")
    if signed.content_hash and signed.content_hash != content_hash(title=facts.title, text=facts.text):
        raise NotImported("its content hash does not fit its text")


def _signature(resource: fields.Json, bundle: Bundle) -> Signature:
    told = extensions.found(resource, extensions.SIGNATURE)
    cosigner = fields.reference(extensions.found(told, "cosigned-by"), "valueReference")
    return Signature(
        signed_at=fields.instant(extensions.found(told, "signed-at"), "valueInstant"),
        signed_by=named(fields.reference(resource, "authenticator"), "Practitioner", bundle),
        content_hash=fields.text(extensions.found(told, "sha-256"), "valueString"),
        cosigned_at=fields.instant(extensions.found(told, "cosigned-at"), "valueInstant"),
        cosigned_by=named(cosigner, "Practitioner", bundle),
    )


def _status(resource: fields.Json, signature: Signature) -> NoteStatus:
    """Superseded documents are not read: our notes are never replaced, only amended."""
    status, of_text = fields.text(resource, "status"), fields.text(resource, "docStatus")
    if status == "entered-in-error":
        return NoteStatus.ENTERED_IN_ERROR
    if (status, of_text) == ("current", "preliminary"):
        return NoteStatus.DRAFT
    if (status, of_text) != ("current", "final"):
        raise NotImported("is neither a draft nor final")
    if signature.signed_at is None:
        raise NotImported("is final, and does not say when it was signed")
    return NoteStatus.COSIGNED if signature.cosigned_at else NoteStatus.SIGNED


def _text(resource: fields.Json) -> str:
    """Exactly as it was written, since it was signed so."""
    contents = [fields.part(each, "attachment", dict) or {} for each in fields.parts(resource, "content")]
    if len(contents) != 1 or fields.text(contents[0], "contentType").partition(";")[0] != PLAIN_TEXT:
        raise NotImported("is not one plain text")
    try:
        text = attachments.content(contents[0]).decode()
    except UnicodeDecodeError:
        raise NotImported("its text is not UTF-8") from None
    if "\0" in text:
        raise NotImported("its text holds a sign that no text has")
    return text


def _addendum_to(resource: fields.Json, bundle: Bundle) -> str | None:
    for each in fields.parts(resource, "relatesTo"):
        if fields.text(each, "code") == "appends":
            found = named(fields.reference(each, "target"), "DocumentReference", bundle)
            if found is None:
                raise NotImported("is an addendum to a note that is not here")
            return found
    return None
