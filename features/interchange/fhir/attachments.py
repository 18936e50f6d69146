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
        image = picture(each, largest=PHOTO_BYTES)
        try:
            taken_at = fields.instant(each, "creation")
        except NotImported:
            continue
        if image:
            return Photo(fields.text(each, "contentType"), image, taken_at)
    return None


def picture(attachment: fields.Json, *, largest: int) -> bytes:
    """The bytes of a picture; nothing where it is no picture of its own type, or has more than `largest` of them."""
    try:
        image = content(attachment)
    except NotImported:
        return b""
    begins, ninth = BEGINNINGS.get(fields.text(attachment, "contentType"), (b"", b""))
    is_one = bool(begins) and image.startswith(begins) and image[8:].startswith(ninth)
    return image if is_one and len(image) <= largest else b""


def content(attachment: fields.Json) -> bytes:
    """The bytes of an attachment; NotImported where they are not base64."""
    try:
        return base64.b64decode(fields.part(attachment, "data", str) or "", validate=True)
    except ValueError:
        raise NotImported("its attachment is not base64") from None
