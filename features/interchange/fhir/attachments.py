"""Attachments within resources: pictures and texts in base64, checked before anything is made of them."""

import base64
from dataclasses import dataclass, field
from datetime import datetime

from features.interchange.fhir import fields
from features.interchange.fhir.refusals import NotImported

PHOTO_BYTES = 1_000_000
BEGINNINGS = {
    "image/jpeg": (b"\xff\xd8\xff", b""),
    "image/png": (b"\x89PNG\r\n\x1a\n", b""),
    "image/webp": (b"RIFF", b"WEBP"),
}
"""With what the bytes of a picture begin, and what stands at the ninth."""


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture of a person that is what it says it is."""

    media_type: str
    image: bytes = field(repr=False)
    taken_at: datetime | None


def photo(resource: fields.Json) -> Photo | None:
    """The first photo; None where there is none, or where it is no small picture of its own type."""
    for each in fields.parts(resource, "photo"):
        try:
            image, taken_at = content(each), fields.instant(each, "creation")
        except NotImported:
            continue
        media_type = fields.text(each, "contentType")
        begins, ninth = BEGINNINGS.get(media_type, (b"", b""))
        if begins and image.startswith(begins) and image[8:].startswith(ninth) and len(image) <= PHOTO_BYTES:
            return Photo(media_type, image, taken_at)
    return None


def content(attachment: fields.Json) -> bytes:
    """The bytes of an attachment; NotImported where they are not base64."""
    try:
        return base64.b64decode(fields.part(attachment, "data", str) or "", validate=True)
    except ValueError:
        raise NotImported("its attachment is not base64") from None
