"""The photo of a patient: taken, shown, replaced and removed; a file that is none changes nothing."""

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

pytestmark = pytest.mark.django_db


@pytest.fixture
def patient(harbour):
    return PatientFactory(at=harbour)


@pytest.fixture
def form_url(patient):
    return reverse("patients:change_photo", args=[patient.public_id])


@pytest.fixture
def photo_url(patient):
    return reverse("patients:photo", args=[patient.public_id])


def file(colour: str = "red", *, name: str = "me.png") -> SimpleUploadedFile:
    written = BytesIO()
    Image.new("RGB", (900, 600), colour).save(written, "PNG")
    return SimpleUploadedFile(name, written.getvalue(), content_type="image/png")


def colour_of(content: bytes) -> str:
    red, _green, blue = Image.open(BytesIO(content)).getpixel((5, 5))
    return "red" if red > blue else "blue"


def taken(browser, url, colour: str = "red"):
    answer = opened(browser, url).fill(photo=file(colour)).send()
    assert answer.status_code == 200, answer.text
    return answer


def test_a_photo_is_saved_anew_and_shown_with_an_author_and_a_row_in_the_trail(
    freda, signed_in, patient, form_url, photo_url
):
    answer = taken(signed_in(freda, htmx=True), form_url)

    assert 'alt="Photo of the patient"' in answer.text
    assert f'src="{photo_url}?version=1"' in answer.text
    saved = PatientPhoto.objects.get(patient=patient)
    assert (saved.media_type, saved.created_by, saved.updated_by) == (
        "image/jpeg", freda.public_id, freda.public_id,
    )  # fmt: skip
    assert Image.open(BytesIO(saved.image)).size == (640, 427)
    row = AuditEvent.objects.get(action="change")
    assert (row.user, row.patient, row.reason) == (freda.public_id, patient.public_id, "photo")


def test_who_has_no_photo_is_shown_without_one(freda, signed_in, patient, photo_url):
    browser = signed_in(freda)
    answer = browser.get(reverse("patients:identity", args=[patient.public_id]))

    assert "<img" not in answer.text
    assert "Add photo" in answer.text
    assert browser.get(photo_url).status_code == 404


def test_the_picture_is_a_file_that_nobody_keeps_and_each_sending_is_a_read(
    freda, signed_in, patient, form_url, photo_url
):
    browser = signed_in(freda)
    opened(browser, form_url).fill(photo=file()).send()
    before = AuditEvent.objects.filter(object_kind="patientphoto").count()
    answer = browser.get(photo_url)

    assert (answer.status_code, answer["Content-Type"]) == (200, "image/jpeg")
    assert answer["Content-Disposition"].startswith("attachment;")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in answer["Cache-Control"]
    again = browser.get(photo_url, headers={"If-None-Match": answer["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    rows = AuditEvent.objects.filter(object_kind="patientphoto")
    assert (before, rows.count()) == (0, 1)
    assert (rows[0].action, rows[0].patient) == ("read", patient.public_id)


def test_another_photo_takes_its_place_under_another_etag(freda, signed_in, form_url, photo_url):
    browser = signed_in(freda, htmx=True)
    taken(browser, form_url)
    first = browser.get(photo_url)
    taken(browser, form_url, "blue")
    second = browser.get(photo_url, headers={"If-None-Match": first["ETag"]})

    assert second.status_code == 200
    assert (colour_of(first.content), colour_of(second.content)) == ("red", "blue")
    assert PatientPhoto.objects.count() == 1


def test_a_photo_is_removed(freda, signed_in, patient, form_url, photo_url):
    browser = signed_in(freda, htmx=True)
    assert 'name="removal"' not in browser.get(form_url).text
    taken(browser, form_url)
    answer = opened(browser, form_url).fill(removal="on").send()

    assert answer.status_code == 200
    assert "Photo removed" in answer.text
    assert "Add photo" in answer.text
    assert browser.get(photo_url).status_code == 404
    assert AuditEvent.objects.filter(action="change", reason="photo removed").count() == 1


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "This file is empty."),
        (b"MZ\x90\x00" + b"\0" * 100, "This is not a picture."),
        (b"\xff\xd8\xff\xe0<script>alert(1)</script>", "This picture is damaged or not complete."),
        (b"\xff\xd8\xff" + b"0" * LARGEST_UPLOAD, "This file is larger than 8 MB."),
    ],
    ids=["empty", "exe", "jpeg in its first bytes", "too large"],
)
def test_a_file_that_is_none_is_refused_in_words_and_changes_nothing(
    content, words, freda, signed_in, patient, form_url, photo_url
):
    browser = signed_in(freda, htmx=True)
    taken(browser, form_url)
    answer = opened(browser, form_url).fill(photo=SimpleUploadedFile("x.jpg", content)).send()

    assert answer.status_code == 422
    assert words in answer.text
    assert colour_of(browser.get(photo_url).content) == "red"
    mended = Filled.from_answer(browser, form_url, answer).fill(photo=file("blue"))
    assert mended.send().status_code == 200
    assert colour_of(browser.get(photo_url).content) == "blue"


def test_nothing_chosen_and_both_chosen_are_asked_back(freda, signed_in, form_url):
    browser = signed_in(freda, htmx=True)
    assert "Choose a photo." in opened(browser, form_url).send().text
    taken(browser, form_url)
    both = opened(browser, form_url).fill(photo=file("blue"), removal="on").send()

    assert both.status_code == 422
    assert "Choose either a new photo or its removal." in both.text
    assert 'name="removal"' in both.text


def test_the_same_form_again_saves_once_and_with_another_file_not_at_all(
    freda, signed_in, form_url, photo_url
):
    form = opened(signed_in(freda, htmx=True), form_url)
    first, again = form.fill(photo=file()).send(), form.fill(photo=file(name="renamed.png")).send()
    other = form.fill(photo=file("blue")).send()

    assert (first.status_code, again.status_code, other.status_code) == (200, 200, 409)
    assert SavedForm.objects.count() == 1
    assert PatientPhoto.objects.get().version == 1
    assert colour_of(form.browser.get(photo_url).content) == "red"


def test_a_photo_that_a_colleague_took_meanwhile_is_not_written_over(
    freda, nadia, signed_in, form_url, photo_url
):
    mine = opened(signed_in(freda, htmx=True), form_url)
    taken(signed_in(nadia, htmx=True), form_url, "blue")
    answer = mine.fill(photo=file("red")).send()

    assert answer.status_code == 409
    assert "Nadia" in answer.text
    assert colour_of(mine.browser.get(photo_url).content) == "blue"
    after = Filled.from_answer(mine.browser, form_url, answer).fill(photo=file("red"))
    assert after.send().status_code == 200
    assert colour_of(mine.browser.get(photo_url).content) == "red"


def test_a_request_beyond_every_form_is_not_listened_to(freda, signed_in, form_url):
    browser = signed_in(freda, htmx=True)
    answer = browser.post(form_url, {}, CONTENT_LENGTH=str(LARGEST_REQUEST + 1))

    assert answer.status_code == 400
    assert not PatientPhoto.objects.exists()
