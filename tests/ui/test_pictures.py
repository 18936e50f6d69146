"""Pictures that somebody uploads: what is refused, in which words, and what is left of one that is taken."""

import struct
import zlib
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from features.foundation.ui.pictures import LARGEST_UPLOAD, MOST_PIXELS, reencoded
from features.foundation.ui.uploads import BoundedUpload

EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
SVG = (
    b'<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    b'<svg xmlns="http://www.w3.org/2000/svg"><text>&x;</text></svg>'
)
ORIENTATION, MAKER, GPS = 0x0112, 0x010F, 0x8825
WORD = "Quokkamarker"


def sent(content: bytes, name: str = "photo.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="image/jpeg")


def picture(kind: str = "JPEG", size: tuple[int, int] = (60, 40), mode: str = "RGB", **options) -> bytes:
    written = BytesIO()
    Image.new(mode, size, "red").save(written, kind, **options)
    return written.getvalue()


def chunk(name: bytes, body: bytes) -> bytes:
    """A part of a PNG."""
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def png_that_claims(width: int, height: int, more: bytes = b"") -> bytes:
    """A few bytes that say they are a picture of this size."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + more
        + chunk(b"IDAT", zlib.compress(b"\0" * 1000))
        + chunk(b"IEND", b"")
    )


def taken(content: bytes, *, longest_side: int = 400) -> Image.Image:
    return Image.open(BytesIO(reencoded(sent(content), longest_side=longest_side)))


@pytest.mark.parametrize(
    ("content", "code"),
    [
        pytest.param(b"", "empty", id="0 bytes"),
        pytest.param(b"\xff", "no_picture", id="1 byte"),
        pytest.param(b"\xff\xd8\xff" + b"0" * (LARGEST_UPLOAD - 2), "too_large", id="limit+1 byte"),
        pytest.param(b"MZ\x90\x00" + b"\0" * 500, "no_picture", id="exe renamed"),
        pytest.param(b"%PDF-1.7\n/URI (https://example.com)", "no_picture", id="pdf renamed"),
        pytest.param(b"GIF89a/*" + b"\0" * 50 + b"*/=1;alert(1)", "no_picture", id="polyglot gif+js"),
        pytest.param(picture("GIF"), "no_picture", id="gif"),
        pytest.param(SVG, "no_picture", id="svg with external entity"),
        pytest.param(b"PK\x03\x04" + b"\0" * 100, "no_picture", id="zip"),
        pytest.param(b"\0" * 128 + b"DICM<script>", "no_picture", id="DICOM with HTML"),
        pytest.param(png_that_claims(20_000, 20_000), "too_many_pixels", id="20 000x20 000 px png"),
        pytest.param(png_that_claims(7_072, 7_071), "too_many_pixels", id="just too many pixels"),
        pytest.param(png_that_claims(10_000, 10_000), "too_many_pixels", id="as many as a decoder warns of"),
        pytest.param(png_that_claims(100, 100), "broken", id="png without its pixels"),
        pytest.param(
            png_that_claims(9, 9, chunk(b"zTXt", b"note\0\0" + zlib.compress(b"\0" * 90_000_000))),
            "broken",
            id="png whose text unpacks to 90 MB",
        ),
        pytest.param(b"RIFF\x24\0\0\0WAVEfmt " + b"\0" * 100, "no_picture", id="wav"),
        pytest.param(b"<!doctype html>" + picture(), "no_picture", id="html with a picture behind it"),
        pytest.param(picture(size=(300, 300), quality=95)[:-400], "broken", id="truncated jpeg"),
        pytest.param(picture("PNG")[:-30], "broken", id="truncated png"),
        pytest.param(picture("WEBP")[:-20], "broken", id="truncated webp"),
        pytest.param(
            b"\xff\xd8\xff\xe0" + b"<script>alert(1)</script>", "broken", id="jpeg in its first bytes"
        ),
        pytest.param(picture("TIFF"), "no_picture", id="tiff"),
        pytest.param(b"II*\0\x08\0\0\0\xff\xff" + b"\xff" * 200, "no_picture", id="tiff with huge IFD"),
        pytest.param(EICAR, "no_picture", id="eicar test string"),
    ],
)
def test_what_is_no_good_picture_is_refused_in_words(content, code):
    with pytest.raises(ValidationError) as refusal:
        reencoded(sent(content), longest_side=400)
    assert refusal.value.code == code
    assert refusal.value.messages[0].endswith(".")


def test_the_limits_are_told_as_a_person_counts():
    with pytest.raises(ValidationError, match=r"larger than 0\.5 MB"):
        reencoded(sent(b"\xff\xd8\xff" + b"0" * 500_000), longest_side=400, largest=500_000)
    with pytest.raises(ValidationError, match="more than 50 million pixels"):
        reencoded(sent(png_that_claims(8_000, 8_000)), longest_side=400)
    assert MOST_PIXELS == 50_000_000


def test_a_file_that_is_too_large_is_not_read():
    upload = sent(b"\xff\xd8\xff" + b"0" * 100)
    with pytest.raises(ValidationError):
        reencoded(upload, longest_side=400, largest=50)
    assert upload.tell() == 0


def test_a_file_is_at_its_beginning_again_when_it_was_looked_at():
    upload = sent(picture())
    assert reencoded(upload, longest_side=400) == reencoded(upload, longest_side=400)


def test_no_decoder_but_that_of_the_three_kinds_ever_reads_a_file(monkeypatch):
    asked = []
    really = Image.open
    monkeypatch.setattr(
        Image, "open", lambda file, formats: asked.append(formats) or really(file, formats=formats)
    )
    for kind in ("JPEG", "PNG", "WEBP"):
        reencoded(sent(picture(kind)), longest_side=400)
    assert asked == [["JPEG"], ["PNG"], ["WEBP"]]


@pytest.mark.parametrize("name", ["p" * 300 + ".jpg", ".htaccess", "a.php.jpg", "photo", "../../photo.png"])
def test_the_name_of_a_file_means_nothing(name):
    assert reencoded(sent(picture(), name=name), longest_side=400).startswith(b"\xff\xd8\xff")


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_each_of_the_three_kinds_becomes_a_jpeg(kind):
    assert taken(picture(kind)).format == "JPEG"


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_what_moves_is_kept_as_its_first_picture(kind):
    written = BytesIO()
    first, *others = (Image.new("RGB", (60, 40), colour) for colour in ("red", "blue", "lime"))
    first.save(written, kind, save_all=True, append_images=others, duration=50)
    found = taken(written.getvalue())
    assert getattr(found, "n_frames", 1) == 1
    red, green, blue = found.getpixel((30, 20))
    assert red > 200 > 60 > max(green, blue)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16"])
def test_every_way_to_write_colours_is_taken(mode):
    written = BytesIO()
    Image.new(mode, (20, 20)).save(written, "PNG")
    assert taken(written.getvalue()).mode == "RGB"


def test_what_is_seen_through_becomes_white():
    written = BytesIO()
    Image.new("RGBA", (20, 20), (0, 0, 0, 0)).save(written, "PNG")
    assert min(taken(written.getvalue()).getpixel((10, 10))) > 250


@pytest.mark.parametrize(
    ("size", "becomes"), [((900, 300), (400, 133)), ((300, 900), (133, 400)), ((60, 40), (60, 40))]
)
def test_neither_side_is_longer_than_asked_and_small_ones_stay(size, becomes):
    assert taken(picture(size=size)).size == becomes


def test_it_stands_upright_and_forgets_where_it_was_taken():
    exif = Image.Exif()
    exif[ORIENTATION], exif[MAKER] = 6, "A telephone"
    found = taken(picture(size=(60, 40), exif=exif, comment=b"Ada Lovelace"))
    assert found.size == (40, 60)
    assert not found.getexif()
    assert "comment" not in found.info


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_no_word_that_is_hidden_in_a_picture_is_kept(kind):
    exif = Image.Exif()
    exif[MAKER] = WORD
    exif.get_ifd(GPS)[1] = WORD
    told = PngInfo()
    told.add_text("Author", WORD)
    told.add_itxt("XML:com.adobe.xmp", WORD)
    options = {"pnginfo": told} if kind == "PNG" else {"xmp": WORD.encode(), "icc_profile": WORD.encode()}
    content = picture(kind, exif=exif, **options)
    assert WORD.encode() in content, "nothing is hidden in it"

    assert WORD.encode() not in reencoded(sent(content), longest_side=400)


def test_nothing_that_follows_a_picture_comes_along():
    assert b"alert" not in reencoded(sent(picture() + b"<script>alert(1)</script>"), longest_side=400)


def test_no_page_that_is_hidden_in_a_picture_is_kept():
    hidden = picture(comment=b"<script>alert(1)</script>")
    assert b"<script>" in hidden
    assert b"<script>" not in reencoded(sent(hidden), longest_side=400)


def test_of_a_file_that_is_too_large_no_more_is_held_than_is_looked_at():
    upload = BoundedUpload()
    upload.new_file("photo", "x.jpg", "image/jpeg", None)
    for number in range(20):
        upload.receive_data_chunk(b"x" * 1_000_000, number * 1_000_000)
    held = upload.file_complete(20_000_000)

    assert (held.size, len(held.read())) == (20_000_000, LARGEST_UPLOAD + 1)
