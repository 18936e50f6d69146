"""A photo is taken into the chart, a file that is none is refused with nothing lost, and papers are made for paper."""

import re
from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from e2e import clinic
from e2e.accessibility import faults
from e2e.pages.forms import ChartForms
from features.patients.models import PatientPhoto
from tests.patients.faces import face

HAND = {"viewport": {"width": 390, "height": 844}}
POINTS_A_MILLIMETRE = 72 / 25.4


@pytest.fixture
def nell():
    return clinic.newcomer()


def chart_of(page: Page, patient) -> ChartForms:
    return ChartForms(page).open(patient.public_id)


def choose(chart: ChartForms, content: bytes, name: str = "me.png") -> None:
    chart.field("Photo").set_input_files({"name": name, "mimeType": "image/png", "buffer": content})


def open_form(chart: ChartForms, link: str = "Add photo") -> None:
    chart.page.get_by_role("link", name=link).click()
    chart.settle()


def is_drawn(chart: ChartForms) -> bool:
    photo = chart.contact.get_by_alt_text("Photo of the patient")
    expect(photo).to_be_visible()
    return photo.evaluate("async (image) => { await image.decode(); return image.naturalWidth > 0; }")


@pytest.mark.parametrize("options", [{}, HAND], ids=["desk", "hand"])
def test_a_photo_is_taken_shown_and_removed(options, as_person, nell, console):
    chart = chart_of(as_person("freda", **options), nell)
    open_form(chart)
    expect(chart.field("Photo")).to_be_focused()
    assert faults(chart.page, console) == []
    choose(chart, face())
    chart.save()

    expect(chart.page.get_by_text(re.compile(r"Photo saved, \d\d:\d\d\."))).to_be_visible()
    assert is_drawn(chart)
    assert faults(chart.page, console) == []
    assert chart.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    open_form(chart, "Change photo")
    chart.form.get_by_label("Remove the present photo").check()
    chart.save()
    expect(chart.contact.get_by_text("Add photo")).to_be_visible()
    assert not PatientPhoto.objects.exists()


def test_a_hostile_file_is_refused_in_words_and_nothing_is_lost(as_person, nell, console):
    console.expect("status of 422")
    chart = chart_of(as_person("freda"), nell)
    open_form(chart)
    choose(chart, face())
    chart.save()
    open_form(chart, "Change photo")
    choose(chart, b"MZ\x90\x00 not a picture at all", "holiday.jpg")
    chart.save()

    expect(chart.form.get_by_role("alert")).to_contain_text("Photo")
    expect(
        chart.form.get_by_text("This is not a picture. Choose a photo as JPEG, PNG or WebP.").first
    ).to_be_visible()
    expect(chart.field("Photo")).to_be_focused()
    kept = PatientPhoto.objects.get()
    assert (kept.version, Image.open(BytesIO(kept.image)).size) == (1, (300, 300))
    choose(chart, face(size=200))
    chart.save()
    assert is_drawn(chart)
    assert Image.open(BytesIO(PatientPhoto.objects.get().image)).size == (200, 200)


def test_a_photo_is_taken_without_javascript(as_person, nell):
    page = as_person("freda", java_script_enabled=False)
    page.goto(f"/patients/{nell.public_id}/photo/change/")
    page.get_by_label("Photo", exact=False).first.set_input_files(
        {"name": "me.png", "mimeType": "image/png", "buffer": face()}
    )
    page.get_by_role("button", name="Save").click()

    expect(page.get_by_alt_text("Photo of the patient")).to_be_visible()


def sizes(pdf: bytes) -> list[tuple[int, int]]:
    """Width and height of each page in millimetres."""
    boxes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", pdf)
    return [tuple(round(float(side) / POINTS_A_MILLIMETRE) for side in box) for box in boxes]


def test_a_wristband_is_one_label_of_its_own_size(as_person, nell, console):
    chart = chart_of(as_person("freda"), nell)
    chart.page.get_by_role("link", name="Print wristband").click()
    band = chart.page.get_by_role("region", name="Wristband")
    expect(band).to_contain_text(nell.mrn)
    expect(band).to_contain_text("Newcomer, Nell")
    expect(band.get_by_role("img", name=f"QR code of the MRN {nell.mrn}")).to_be_visible()
    assert faults(chart.page, console, has_scripts=False) == []

    chart.page.emulate_media(media="print")
    expect(chart.page.get_by_text("Made for paper")).to_be_hidden()
    assert sizes(chart.page.pdf(prefer_css_page_size=True)) == [(280, 25)]


@pytest.mark.parametrize("options", [{}, HAND], ids=["desk", "hand"])
def test_a_registration_sheet_is_read_on_the_screen_and_fits_its_pages(options, as_person, console):
    amara = clinic.patient("Okafor", "Amara")
    chart = chart_of(as_person("freda", **options), amara)
    chart.page.get_by_role("link", name="Print registration sheet").click()
    sheet = chart.page.get_by_role("article", name="Registration sheet")
    expect(sheet).to_contain_text(amara.mrn)
    assert faults(chart.page, console, has_scripts=False) == []
    assert chart.page.evaluate("document.documentElement.scrollWidth <= innerWidth")

    chart.page.emulate_media(media="print")
    expect(chart.page.get_by_role("banner")).to_contain_text(amara.mrn)
    expect(chart.page.get_by_text("Made for paper")).to_be_hidden()
    assert len(sizes(chart.page.pdf(format="A4"))) in (1, 2)
