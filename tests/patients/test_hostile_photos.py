"""Hostile files at the form of the photo: each is refused in words at the field, or becomes a picture of our own."""

import time
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from features.foundation.audit.models import AuditEvent
from features.foundation.records.models import SavedForm
from features.foundation.ui.pictures import LARGEST_UPLOAD
from features.foundation.ui.uploads import LARGEST_REQUEST
from features.patients.models import PatientPhoto
from tests.factories import PatientFactory
from tests.forms.sent import Filled, opened
from tests.ui.fields.bad import FOUND, REASON, inputs
from tests.ui.test_pictures import EICAR, SVG, picture, png_that_claims

pytestmark = pytest.mark.django_db
LONGEST_SECONDS = 2

LAUGHS = b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><l>&b;</l>'
ARCHIVE = b"PK\x03\x04\x14\0\0\0\x08\0" + b"\0" * 16 + b"../../etc/cron.d/x"
REFUSED = {
    "0 bytes": b"",
    "1 byte": b"\xff",
    "limit+1 byte": b"\xff\xd8\xff" + b"0" * (LARGEST_UPLOAD - 2),
    "exe renamed pdf": b"MZ\x90\0" + b"\0" * 200,
    "pdf with external URI/launch": b"%PDF-1.7\n<< /S /Launch /F (cmd.exe) >> /URI (https://example.com)",
    "polyglot gif+js": b"GIF89a/*" + b"\0" * 50 + b"*/=1;alert(1)",
    "svg with external entity": SVG,
    "xml billion laughs": LAUGHS,
    "xml XXE file:///etc/passwd": b"<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><x>&e;</x>",
    "zip bomb 42 kB": ARCHIVE,
    "zip slip ../": ARCHIVE,
    "zip with symlink": ARCHIVE,
    "20 000x20 000 px png": png_that_claims(20_000, 20_000),
    "truncated jpeg": picture(size=(300, 300), quality=95)[:-400],
    "tiff with huge IFD": b"II*\0\x08\0\0\0\xff\xff" + b"\xff" * 200,
    "DICOM with HTML in PatientName": b"\0" * 128 + b"DICM\x10\0\x10\0PN\x22\0<img src=x onerror=alert(1)>",
    "eicar test string": EICAR,
}
"""By the names of the shared collection."""
NAMED = {
    "name 255+ chars": "p" * 300 + ".jpg",
    "name .htaccess": ".htaccess",
    "name a.php.jpg": "a.php.jpg",
    "no extension": "photo",
}
"""What is a picture is taken, whatever it is called."""
ELSEWHERE = {
    "10 GB declared": "a request that is larger than any form takes",
    "same file 100x": "a file that is sent again and again",
    "upload while disk is full": "no disk is needed",
    "another patient's document id in the form": "ids in the body",
}
"""Which test below sends it."""


@pytest.fixture
def patient(harbour):
    return PatientFactory(at=harbour)


@pytest.fixture
def url(patient):
    return reverse("patients:change_photo", args=[patient.public_id])


@pytest.fixture
def desk(freda, signed_in):
    return signed_in(freda, htmx=True)


def file(content: bytes, name: str = "me.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="image/jpeg")


def changes() -> int:
    return AuditEvent.objects.filter(action="change").count()


@pytest.mark.skipif(FOUND is None, reason=REASON)
def test_every_file_of_the_shared_collection_is_sent():
    assert set(inputs("F")) == REFUSED.keys() | NAMED.keys() | ELSEWHERE.keys()


def test_a_file_that_is_no_photo_is_refused_at_its_field_and_changes_nothing(desk, url):
    assert opened(desk, url).fill(photo=file(picture())).send().status_code == 200
    before = PatientPhoto.objects.values().get()
    for name, content in REFUSED.items():
        began = time.monotonic()
        answer = opened(desk, url).fill(photo=file(content, f"{name}<img src=x>.jpg")).send()

        assert time.monotonic() - began < LONGEST_SECONDS, name
        assert answer.status_code == 422, name
        assert '-photo_error"' in answer.text, name
        assert "<img src=x" not in answer.text, name
        assert "alert(1)" not in answer.text, name
        assert PatientPhoto.objects.values().get() == before, name
    assert (changes(), SavedForm.objects.count()) == (1, 1)


@pytest.mark.parametrize("name", NAMED.values(), ids=NAMED)
def test_the_name_of_a_photo_is_forgotten(name, desk, url, patient):
    answer = opened(desk, url).fill(photo=file(picture(), name)).send()

    assert answer.status_code == 200
    photo = desk.get(reverse("patients:photo", args=[patient.public_id]))
    assert photo["Content-Disposition"] == 'attachment; filename="photo"'


def test_a_request_that_is_larger_than_any_form_takes_is_not_read(desk, url):
    answer = desk.post(url, {}, CONTENT_LENGTH=str(10_000_000_000))

    assert answer.status_code == 400
    assert LARGEST_REQUEST < 10_000_000_000
    assert not PatientPhoto.objects.exists()


def test_a_file_that_is_sent_again_and_again_is_one_photo(desk, url):
    form = opened(desk, url).fill(photo=file(picture()))
    for _ in range(20):
        form.values["photo"].seek(0)
        assert form.send().status_code == 200

    assert (PatientPhoto.objects.get().version, changes()) == (1, 1)


def test_no_disk_is_needed_for_a_photo(desk, url, monkeypatch):
    """A picture of a patient does not lie on a disk when the server stops."""

    def full(*args, **kwargs):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("tempfile.NamedTemporaryFile", full)
    monkeypatch.setattr("tempfile.mkstemp", full)
    monkeypatch.setattr("django.core.files.uploadedfile.tempfile.NamedTemporaryFile", full)
    large = BytesIO()
    Image.effect_noise((2_400, 1_600), 90).save(large, "PNG")
    assert large.tell() > 2_621_440, "it would stand in memory anyway"

    assert opened(desk, url).fill(photo=file(large.getvalue())).send().status_code == 200
    assert PatientPhoto.objects.count() == 1


def test_ids_in_the_body_give_the_photo_to_nobody_else(desk, url, patient, harbour):
    other = PatientFactory(at=harbour)
    whose = str(other.public_id)
    form = opened(desk, url).fill(patient=whose, public_id=whose, id=str(other.pk), photo_id=whose)

    assert form.fill(photo=file(picture())).send().status_code == 200
    assert PatientPhoto.objects.get().patient == patient


def test_a_photo_is_chosen_again_after_a_file_that_is_none(desk, url):
    refused = opened(desk, url).fill(photo=file(EICAR)).send()
    mended = Filled.from_answer(desk, url, refused).fill(photo=file(picture()))

    assert mended.send().status_code == 200
    assert PatientPhoto.objects.count() == 1
