"""A registration is changed a section at a time: by keyboard, in a hand, and nothing of before is lost."""

import pytest
from playwright.sync_api import expect

from e2e import clinic
from e2e.accessibility import faults
from e2e.pages.forms import ChartForms
from features.patients.models import Patient, PatientAddress, PatientName


@pytest.fixture
def nell():
    return clinic.newcomer()


@pytest.fixture
def chart(as_person, nell):
    return ChartForms(as_person("freda")).open(nell.public_id)


def opened(chart: ChartForms, link: str) -> None:
    chart.page.get_by_role("link", name=link).click()
    chart.settle()


def test_a_name_is_changed_by_keyboard_and_the_former_one_stands_in_the_history(chart, nell, console):
    chart.page.get_by_role("link", name="Edit identity").focus()
    chart.page.keyboard.press("Enter")
    expect(chart.field("Family name")).to_be_focused()
    assert faults(chart.page, console) == []
    chart.page.keyboard.press("Control+A")
    chart.page.keyboard.type("Silva")
    chart.form.get_by_label("a former name").focus()
    chart.page.keyboard.press("Space")
    chart.page.keyboard.press("Enter")
    chart.settle()

    expect(chart.contact).to_contain_text("Silva")
    expect(chart.focused).to_have_text("Edit identity")
    kept = PatientName.objects.get(patient=nell)
    assert (kept.family_name, kept.use) == (nell.family_name, "old")
    chart.page.get_by_role("link", name="All changes").click()
    expect(chart.page.get_by_role("heading", name="Changes of the registration")).to_be_visible()
    expect(chart.page.get_by_text(nell.family_name).first).to_be_visible()
    expect(chart.page.get_by_text("Silva").last).to_be_visible()
    assert faults(chart.page, console) == []


def test_two_people_change_two_sections_and_both_are_saved(chart, nell, as_person):
    other = ChartForms(as_person("nadia")).open(nell.public_id)
    opened(chart, "Edit identity")
    other.edit_contact()
    other.field("E-mail").fill("nadia@example.org")
    other.save()
    chart.field("Preferred name").fill("Nelly")
    chart.save()

    expect(chart.contact).to_contain_text("Nelly")
    saved = Patient.objects.get(pk=nell.pk)
    assert (saved.email, saved.preferred_name) == ("nadia@example.org", "Nelly")


@pytest.mark.parametrize("javascript", [True, False])
def test_who_moved_keeps_the_former_address(javascript, as_person, nell):
    PatientAddress.objects.filter(patient=nell).delete()
    PatientAddress.objects.create(patient=nell, city="Boston", country="US")
    page = as_person("freda", java_script_enabled=javascript)
    page.set_viewport_size({"width": 390, "height": 844})
    chart = ChartForms(page).open(nell.public_id)
    page.get_by_role("link", name="Edit address").click()
    chart.form.get_by_label("the patient moved").check()
    chart.field("City").fill("Salem")
    chart.save_button.click()

    expect(chart.contact).to_contain_text("Salem")
    told = PatientAddress.objects.filter(patient=nell).order_by("id").values_list("city", "use")
    assert list(told) == [("Boston", "old"), ("Salem", "home")]
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
