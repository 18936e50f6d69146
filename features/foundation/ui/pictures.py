"""Uploaded pictures: what somebody sends is decoded, looked at and written anew; nothing of the sent file is kept."""

import warnings
from io import BytesIO

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from PIL import Image, ImageOps

LARGEST_UPLOAD = 8_000_000
"""Bytes of a picture as a telephone takes it; what is kept of it is far smaller."""
MOST_PIXELS = 50_000_000
"""More than any telephone's camera takes in its usual mode; decoded it needs 150 MB, and no more."""
QUALITY = 85
MEDIA_TYPE = "image/jpeg"
MEGABYTE = 1_000_000
NO_PICTURE = gettext_lazy("This is not a picture. Choose a photo as JPEG, PNG or WebP.")
BROKEN = gettext_lazy("This picture is damaged or not complete. Take it again, or choose another file.")


def reencoded(upload: UploadedFile, *, longest_side: int, largest: int = LARGEST_UPLOAD) -> bytes:
    """The picture as a JPEG without a word of metadata, upright, neither side longer than `longest_side`.

    Neither the name of the file nor the type that the browser says is believed.
    """
    if not upload.size:
        raise ValidationError(_("This file is empty. Choose another one."), code="empty")
    if upload.size > largest:
        words = _("This file is larger than %(limit)g MB. Choose a smaller picture.")
        raise ValidationError(words % {"limit": largest / MEGABYTE}, code="too_large")
    content = upload.read(largest + 1)
    upload.seek(0)
    kind = kind_of(content)
    if not kind:
        raise ValidationError(NO_PICTURE, code="no_picture")
    return _written_anew(_decoded(content, kind), longest_side)


def reduced(content: bytes, *, longest_side: int) -> bytes:
    """A small JPEG of a picture that was kept; ValidationError where it is none that can be drawn."""
    kind = kind_of(content)
    if not kind:
        raise ValidationError(NO_PICTURE, code="no_picture")
    return _written_anew(_decoded(content, kind, at_least=longest_side), longest_side)


def media_type_of(content: bytes) -> str:
    """The type that its first bytes say, such as image/png; nothing for a file that is no picture."""
    kind = kind_of(content)
    return f"image/{kind.lower()}" if kind else ""


def kind_of(content: bytes) -> str:
    """Which of the three kinds its first bytes say; nothing for any other file."""
    if content.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "WEBP"
    return ""


def _decoded(content: bytes, kind: str, *, at_least: int = 0) -> Image.Image:
    """Every pixel of it, or a refusal in words: the size is looked at before anything is unpacked.

    `at_least` is a side that will do: a JPEG is unpacked no larger than needed for it.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # MOST_PIXELS is lower
            picture = Image.open(BytesIO(content), formats=[kind])
        _refuse_giants(picture)
        if at_least:
            picture.draft("RGB", (at_least, at_least))
        picture.load()
        return ImageOps.exif_transpose(picture)
    except Image.DecompressionBombError:
        raise ValidationError(_too_many_pixels(), code="too_many_pixels") from None
    except ValidationError:
        raise
    except (
        Exception
    ):  # whatever a decoder stumbles over: OSError, SyntaxError, struct.error, ValueError, MemoryError
        raise ValidationError(BROKEN, code="broken") from None


def _refuse_giants(picture: Image.Image) -> None:
    if picture.width * picture.height > MOST_PIXELS:
        raise ValidationError(_too_many_pixels(), code="too_many_pixels")


def _too_many_pixels() -> str:
    words = _("This picture has more than %(limit)d million pixels. Choose a smaller one.")
    return words % {"limit": MOST_PIXELS // 1_000_000}


def _written_anew(picture: Image.Image, longest_side: int) -> bytes:
    """On white where it was transparent; only the pixels go over into the new file."""
    picture.thumbnail((longest_side, longest_side), Image.Resampling.LANCZOS)
    seen = picture.convert("RGBA")
    plain = Image.new("RGB", seen.size, "white")
    plain.paste(seen, mask=seen.getchannel("A"))
    written = BytesIO()
    plain.save(written, "JPEG", quality=QUALITY, optimize=True)
    return written.getvalue()
