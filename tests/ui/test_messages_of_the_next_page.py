"""What a save says on the page to which it leads is not spent on a region of the page that is left."""

import pytest
from django.urls import reverse

from tests.factories import PatientFactory
from tests.forms.sent import opened

pytestmark = pytest.mark.django_db


def test_a_region_that_is_asked_between_a_save_and_the_next_page_leaves_its_words_to_that_page(
    harbour, nadia, signed_in
):
    patient = PatientFactory(at=harbour)
    browser = signed_in(nadia, htmx=True)
    address = [patient.public_id]
    saved = opened(browser, reverse("vitals:record", args=address)).fill(pulse="72").send()
    between = browser.post(reverse("vitals:score", args=address), {"pulse": "72"})

    assert "Vitals saved" not in between.text
    page = browser.get(saved["HX-Redirect"], headers={"HX-Request": ""})
    assert page.text.count("Vitals saved") == 1
    assert "Vitals saved" not in browser.get(saved["HX-Redirect"], headers={"HX-Request": ""}).text
