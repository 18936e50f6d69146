"""One box finds anybody by what one remembers, by keyboard alone, and says why."""

import pytest
from playwright.sync_api import expect

from e2e import clinic
from e2e.accessibility import faults
from e2e.pages.patients import PatientPage
from e2e.pages.search import SearchBox
from features.patients.models import PatientFacility


@pytest.fixture
def box(as_person) -> SearchBox:
    return SearchBox(as_person("freda")).open()


def test_freda_opens_a_chart_by_keyboard_alone(box, served):
    box.type("marten cla")
    expect(box.offered).to_have_count(2)
    expect(box.offered.first).to_contain_text("one letter off “marten”")
    box.page.keyboard.press("ArrowDown")
    box.page.keyboard.press("ArrowDown")
    expect(box.marked).to_contain_text("Martin, Clara")
    box.page.keyboard.press("Enter")

    expect(PatientPage(box.page).title).to_have_text("Martin, Clara")
    assert "mart" not in " ".join(served.watched.addresses).lower()


def test_those_opened_last_are_offered_before_anything_is_typed(box):
    okafor = clinic.patient("Okafor", "Amara")
    PatientPage(box.page).open(okafor.public_id)
    box.page.keyboard.press("/")

    expect(box.offered).to_have_count(1)
    expect(box.offered).to_contain_text("Okafor, Amara")
    expect(box.panel).to_contain_text("Opened last")


def test_a_birth_date_in_figures_is_tried_both_ways_and_says_so(box):
    okafor = clinic.patient("Okafor", "Amara")
    box.type(okafor.birth_date.strftime("%d%m%y"))

    expect(box.panel).to_contain_text("As a birth date:")
    expect(box.offered.filter(has_text="Okafor, Amara")).to_have_count(1)


def test_a_wrong_check_character_is_repaired(box):
    okafor = clinic.patient("Okafor", "Amara")
    box.type(okafor.mrn[:-1] + ("A" if okafor.mrn[-1] != "A" else "C"))

    expect(box.panel).to_contain_text(f"did you mean {okafor.mrn}?")
    expect(box.offered).to_contain_text(["Okafor, Amara"])


def test_enter_without_a_choice_shows_everybody_who_was_found(box):
    box.look_for("martin")

    expect(box.found).to_have_count(2)
    box.found.filter(has_text="Clara").click()
    expect(PatientPage(box.page).title).to_have_text("Martin, Clara")
    box.back()
    expect(box.found).to_have_count(2)


def test_somebody_of_another_clinic_is_opened_and_listed_here(box):
    other = clinic.links("Hillside Clinic").exclude(name_key__contains=" v ").first()
    box.look_for(other.mrn)
    expect(box.found).to_contain_text("not in your list yet")
    box.found.first.click()

    expect(PatientPage(box.page).banner).to_be_visible()
    assert PatientFacility.objects.filter(facility__name="Harbour Clinic", mrn=other.mrn).exists()


def test_without_javascript_it_is_a_plain_form(as_person):
    box = SearchBox(as_person("freda", java_script_enabled=False)).open()
    box.look_for("marten clara")
    expect(box.found).to_contain_text("one letter off “marten”")
    box.found.click()

    expect(PatientPage(box.page).title).to_have_text("Martin, Clara")


def test_in_a_hand_the_offers_stand_within_the_screen(as_person):
    box = SearchBox(as_person("freda", viewport={"width": 390, "height": 800}, has_touch=True)).open()
    box.search_box.click()
    box.search_box.press_sequentially("martin cl")
    expect(box.offered).to_have_count(2)

    assert box.page.evaluate("document.documentElement.scrollWidth") <= 390
    box.offered.last.click()
    expect(PatientPage(box.page).banner).to_be_visible()


def test_nobody_found_says_what_else_to_try(box):
    box.type("zzzq")
    expect(box.panel).to_contain_text("Nobody is known by this.")
    box.page.keyboard.press("Escape")
    expect(box.panel).to_be_hidden()
    expect(box.search_box).to_have_value("zzzq")


def test_axe_finds_nothing(box, console):
    box.type("mar")
    expect(box.offered.first).to_be_visible()
    assert faults(box.page, console) == []
    box.look_for("martin 1954")
    assert faults(box.page, console) == []
