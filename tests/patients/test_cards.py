"""The card of an insurance: photographed, shown, replaced, removed; a file that is no picture changes nothing."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from features.foundation.audit.models import AuditEvent
from features.foundation.records.models import SavedForm
from features.foundation.ui.pictures import LARGEST_UPLOAD
from features.patients.models import CoverageCard
from tests.factories import CoverageFactory, PatientFactory, PayerFactory
from tests.forms.sent import Filled, opened

pytestmark = pytest.mark.django_db


@pytest.fixture
def patient(harbour):
    return PatientFactory(at=harbour)


@pytest.fixture
def coverage(patient):
    return CoverageFactory(patient=patient, payer=PayerFactory(name="Zeta Mutual"), member_id="Z-1")


@pytest.fixture
def url(patient, coverage):
    def of(name: str, *within: str, whose=None) -> str:
        return reverse(f"patients:{name}", args=[(whose or patient).public_id, coverage.public_id, *within])

    return of


def file(colour: str = "red", *, name: str = "card.png", size=(2800, 1760)) -> SimpleUploadedFile:
    written, exif = BytesIO(), Image.Exif()
    exif[0x010E] = "Ida Berg lives at 1 Quay"
    Image.new("RGB", size, colour).save(written, "PNG", exif=exif)
    return SimpleUploadedFile(name, written.getvalue(), content_type="image/png")


def colour_of(content: bytes) -> str:
    red, _green, blue = Image.open(BytesIO(content)).getpixel((5, 5))
    return "red" if red > blue else "blue"


def sent(browser, url, **sides):
    answer = opened(browser, url("change_card")).fill(**sides).send()
    assert answer.status_code == 200, answer.text
    return answer


def test_both_sides_are_kept_anew_and_shown_small_with_an_author_and_a_row_in_the_trail(
    freda, signed_in, patient, coverage, url
):
    answer = sent(signed_in(freda, htmx=True), url, front=file(), back=file("blue"))

    for side in ("front", "back"):
        assert f'src="{url("card_thumbnail", side)}?version=1"' in answer.text
        assert f'alt="Card of Zeta Mutual, {side}"' in answer.text
    card = CoverageCard.objects.get(coverage=coverage)
    assert (card.patient, card.created_by) == (patient, freda.public_id)
    assert (colour_of(card.front), colour_of(card.back)) == ("red", "blue")
    kept = Image.open(BytesIO(card.front))
    assert (kept.format, kept.size, dict(kept.getexif())) == ("JPEG", (1400, 880), {})
    assert b"1 Quay" not in bytes(card.front)
    row = AuditEvent.objects.get(action="create", object_kind="coveragecard")
    assert (row.user, row.patient, row.category) == (freda.public_id, patient.public_id, "identity")


def test_the_pictures_are_files_that_nobody_keeps_and_each_sending_is_a_read(freda, signed_in, patient, url):
    browser = signed_in(freda)
    opened(browser, url("change_card")).fill(front=file()).send()
    sizes = {}
    for name in ("card_picture", "card_thumbnail"):
        rows = AuditEvent.objects.filter(object_kind="coveragecard", action="read")
        before = rows.count()
        answer = browser.get(url(name, "front"))
        assert (answer.status_code, answer["Content-Type"]) == (200, "image/jpeg")
        assert answer["Content-Disposition"].startswith('attachment; filename="card-front')
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert "no-store" in answer["Cache-Control"]
        assert rows.count() == before + 1
        assert rows.latest("id").patient == patient.public_id
        again = browser.get(url(name, "front"), headers={"If-None-Match": answer["ETag"]})
        assert (again.status_code, again.content, rows.count()) == (304, b"", before + 1)
        sizes[name] = max(Image.open(BytesIO(answer.content)).size)
    assert sizes == {"card_picture": 1400, "card_thumbnail": 240}


@pytest.mark.parametrize("side", ["back", "middle", "created_by", "coverage"])
def test_a_side_without_a_picture_and_what_is_no_side_are_not_found(side, freda, signed_in, url):
    browser = signed_in(freda)
    sent(signed_in(freda, htmx=True), url, front=file())
    for name in ("card_picture", "card_thumbnail"):
        assert browser.get(url(name, side)).status_code == 404


def test_the_page_shows_both_sides_large_and_says_which_is_missing(freda, signed_in, url):
    browser = signed_in(freda)
    before = browser.get(url("insurance_card")).text
    assert before.count("There is no picture of this side.") == 2
    sent(signed_in(freda, htmx=True), url, front=file())
    page = browser.get(url("insurance_card")).text
    assert f'src="{url("card_picture", "front")}?version=1"' in page
    assert page.count("There is no picture of this side.") == 1
    assert "Zeta Mutual" in page


def test_one_side_is_replaced_under_another_etag_and_the_one_before_stays_in_the_history(
    freda, signed_in, coverage, url
):
    browser = signed_in(freda, htmx=True)
    sent(browser, url, front=file(), back=file("blue"))
    first = browser.get(url("card_picture", "front"))
    sent(browser, url, front=file("blue"))
    second = browser.get(url("card_picture", "front"), headers={"If-None-Match": first["ETag"]})

    assert second.status_code == 200
    assert (colour_of(first.content), colour_of(second.content)) == ("red", "blue")
    card = CoverageCard.objects.get(coverage=coverage)
    assert (card.version, colour_of(card.back)) == (2, "blue")
    assert AuditEvent.objects.get(action="change").reason == "front"
    before = CoverageCard.pgh_event_model.objects.get()
    assert (before.version, colour_of(before.front)) == (1, "red")


def test_a_side_is_removed_and_the_other_stays(freda, signed_in, coverage, url):
    browser = signed_in(freda, htmx=True)
    assert 'name="front_removal"' not in browser.get(url("change_card")).text
    sent(browser, url, front=file(), back=file("blue"))
    answer = sent(browser, url, front_removal="on")

    assert url("card_thumbnail", "front") not in answer.text
    assert url("card_thumbnail", "back") in answer.text
    assert browser.get(url("card_picture", "front")).status_code == 404
    assert browser.get(url("card_picture", "back")).status_code == 200
    assert CoverageCard.pgh_event_model.objects.get().front is not None


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "This file is empty."),
        (b"MZ\x90\x00" + b"\0" * 100, "This is not a picture."),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "This is not a picture."),
        (b"\xff\xd8\xff\xe0<script>alert(1)</script>", "This picture is damaged or not complete."),
        (b"\xff\xd8\xff" + b"0" * LARGEST_UPLOAD, "This file is larger than 8 MB."),
    ],
    ids=["empty", "exe", "svg", "jpeg in its first bytes", "too large"],
)
@pytest.mark.parametrize("side", ["front", "back"])
def test_a_file_that_is_none_is_refused_in_words_and_changes_nothing(
    side, content, words, freda, signed_in, url
):
    browser = signed_in(freda, htmx=True)
    sent(browser, url, front=file(), back=file())
    answer = opened(browser, url("change_card")).fill(**{side: SimpleUploadedFile("x.jpg", content)}).send()

    assert answer.status_code == 422
    assert words in answer.text
    assert CoverageCard.objects.get().version == 1
    mended = Filled.from_answer(browser, url("change_card"), answer).fill(**{side: file("blue")})
    assert mended.send().status_code == 200
    assert colour_of(browser.get(url("card_picture", side)).content) == "blue"


def test_nothing_chosen_and_both_chosen_are_asked_back(freda, signed_in, url):
    browser = signed_in(freda, htmx=True)
    assert "Choose a picture of one side at least." in opened(browser, url("change_card")).send().text
    sent(browser, url, back=file())
    both = opened(browser, url("change_card")).fill(back=file("blue"), back_removal="on").send()

    assert both.status_code == 422
    assert "Choose either a new picture or its removal." in both.text
    assert CoverageCard.objects.get().version == 1


def test_a_double_click_saves_once_and_another_file_under_the_same_key_not_at_all(freda, signed_in, url):
    form = opened(signed_in(freda, htmx=True), url("change_card"))
    first, again = form.fill(front=file()).send(), form.fill(front=file(name="renamed.png")).send()
    other = form.fill(front=file("blue")).send()

    assert (first.status_code, again.status_code, other.status_code) == (200, 200, 409)
    assert SavedForm.objects.count() == 1
    card = CoverageCard.objects.get()
    assert (card.version, colour_of(card.front)) == (1, "red")


def test_a_card_that_a_colleague_photographed_meanwhile_is_not_written_over(freda, nadia, signed_in, url):
    mine = opened(signed_in(freda, htmx=True), url("change_card"))
    sent(signed_in(nadia, htmx=True), url, front=file("blue"))
    answer = mine.fill(front=file("red")).send()

    assert answer.status_code == 409
    assert "Nadia" in answer.text
    assert colour_of(CoverageCard.objects.get().front) == "blue"
    after = Filled.from_answer(mine.browser, mine.url, answer).fill(front=file("red"))
    assert after.send().status_code == 200
    assert colour_of(CoverageCard.objects.get().front) == "red"


def test_a_change_of_the_coverage_does_not_send_the_card_back(freda, nadia, signed_in, url):
    mine = opened(signed_in(freda, htmx=True), url("change_card"))
    opened(signed_in(nadia, htmx=True), url("change_coverage")).fill(plan="Gold").send()

    assert mine.fill(front=file()).send().status_code == 200


def test_the_card_of_another_patient_is_not_found(freda, harbour, signed_in, url):
    sent(signed_in(freda, htmx=True), url, front=file())
    browser, other = signed_in(freda), PatientFactory(at=harbour)
    for name, *side in (("insurance_card",), ("card_picture", "front"), ("card_thumbnail", "front")):
        assert browser.get(url(name, *side, whose=other)).status_code == 404
    assert browser.post(url("change_card", whose=other), {"front_removal": "on"}).status_code == 404
    assert AuditEvent.objects.filter(outcome="refused", patient=other.public_id).count() == 4
    assert CoverageCard.objects.get().version == 1


def test_who_may_only_read_is_led_to_no_form(petra, freda, signed_in, url):
    sent(signed_in(freda, htmx=True), url, front=file())
    page = signed_in(petra).get(url("insurance_card")).text

    assert url("card_picture", "front") in page
    assert url("change_card") not in page


def test_a_picture_from_elsewhere_that_cannot_be_drawn_has_no_small_one(
    freda, signed_in, patient, coverage, url
):
    broken = b"\x89PNG\r\n\x1a\n and no more"
    CoverageCard.objects.create(patient=patient, coverage=coverage, front=broken)
    browser = signed_in(freda)

    assert browser.get(url("card_thumbnail", "front")).status_code == 404
    whole = browser.get(url("card_picture", "front"))
    assert (whole["Content-Type"], whole.content) == ("image/png", broken)


def test_a_picture_of_noise_fits_into_its_place(freda, signed_in, coverage, url):
    """The worst that a camera can send: nothing of it can be left out."""
    written = BytesIO()
    Image.effect_noise((1400, 1400), 120).convert("RGB").save(written, "PNG")
    noise = SimpleUploadedFile("noise.png", written.getvalue(), content_type="image/png")
    sent(signed_in(freda, htmx=True), url, front=noise)

    assert len(CoverageCard.objects.get().front) < 2_000_000
