"""A queue at the desk: somebody is registered by keyboard, or found to be registered already."""

import time
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from e2e import clinic
from e2e.accessibility import faults
from e2e.pages.patients import PatientPage
from e2e.pages.registration import Registration, Unidentified
from e2e.pages.search import SearchBox
from e2e.pages.session import Curtain, press_unless_hidden
from features.foundation.records import clock
from features.patients.models import Patient
from features.registration.models import NotDuplicate

KEY = 100
"""Milliseconds a key."""


@pytest.fixture
def desk(as_person) -> Registration:
    return Registration(as_person("freda")).open()


def claire() -> Patient:
    return clinic.patient("Martin", "Claire")


def test_freda_registers_somebody_within_a_minute_by_keyboard_alone(desk):
    began, keyboard = time.monotonic(), desk.page.keyboard
    for words in ("Quillfeather", "Ottoline", "14 Mar 1982"):
        keyboard.type(words, delay=KEY)
        keyboard.press("Tab")
    keyboard.press("Space")  # the first of the choices: female
    for _ in range(4):
        keyboard.press("Tab")
    keyboard.type("+44 20 7946 0018", delay=KEY)
    keyboard.press("Enter")

    expect(PatientPage(desk.page).title).to_have_text("Quillfeather, Ottoline")
    assert time.monotonic() - began < 60
    patient = Patient.objects.get(family_name="Quillfeather")
    assert (patient.sex, patient.phone_mobile) == ("female", "+44 20 7946 0018")


def test_a_duplicate_is_seen_while_one_types_and_used_by_one_key(desk):
    known, before = claire(), Patient.objects.count()
    desk.type(family="Marten", given="Claire", birth=known.birth_date.strftime("%d %b %Y"), sex="Female")
    expect(desk.candidates).to_contain_text(["Martin, Claire"])
    expect(desk.candidates.first).to_contain_text("one letter off")
    desk.page.keyboard.press("Alt+1")

    expect(PatientPage(desk.page).title).to_have_text("Martin, Claire")
    assert Patient.objects.count() == before


def test_a_very_likely_duplicate_asks_once_and_keeps_the_reason(desk, console):
    console.expect("status of 422|Status Error Code 422")
    known = claire()
    desk.type(family="Martin", given="Claire", birth=known.birth_date.strftime("%d %b %Y"), sex="Female")
    desk.save()
    expect(desk.why).to_be_focused()
    expect(desk.form.get_by_label("Family name")).to_have_value("Martin")
    desk.why.fill("Two cousins, both passports seen")
    desk.save()

    expect(PatientPage(desk.page).banner).to_be_visible()
    assert NotDuplicate.objects.get().patient == known


def test_a_twin_is_called_a_twin_and_gets_a_record(desk):
    known = claire()
    desk.type(family="Martin", given="Josephine", birth=known.birth_date.strftime("%d %b %Y"), sex="Female")
    home = known.addresses.latest("id")
    desk.form.get_by_label("Country").select_option(home.country)
    desk.form.get_by_label("Postcode").fill(home.postal_code)
    expect(desk.candidates.first).to_contain_text("perhaps a twin")
    desk.save()

    expect(PatientPage(desk.page).title).to_have_text("Martin, Josephine")


def test_who_is_somebody_else_is_told_apart_by_one_key_and_the_reason_is_kept(desk):
    known = claire()
    desk.type(family="Martin", given="Claire", birth=known.birth_date.strftime("%d %b %Y"), sex="Female")
    desk.apart("Martin, Claire", "papers seen").focus()
    desk.page.keyboard.press("Enter")
    expect(desk.told_apart).to_contain_text(["Martin, Claire – papers seen"])
    expect(desk.candidates.filter(has_text=known.mrn)).to_have_count(0)
    desk.told_apart.get_by_role("button", name="Take back").click()
    expect(desk.candidates.first).to_contain_text("very likely the same")
    desk.apart("Martin, Claire", "relative").click()
    expect(desk.told_apart).to_contain_text(["Martin, Claire – relative"])
    desk.settle()
    desk.save()

    expect(PatientPage(desk.page).banner).to_be_visible()
    pair = NotDuplicate.objects.get()
    assert (pair.patient, pair.reason) == (known, "relative")


def test_a_registration_begins_with_what_the_search_did_not_find(as_person):
    box = SearchBox(as_person("freda")).open()
    box.type("ottoline quillfeather 14 mar 1982")
    expect(box.register).to_be_visible()
    box.page.keyboard.press("ArrowDown")
    box.page.keyboard.press("Enter")
    desk = Registration(box.page)
    expect(desk.form.get_by_label("Family name")).to_have_value("Quillfeather")
    expect(desk.form.get_by_label("Given names")).to_have_value("Ottoline")
    expect(desk.form.get_by_label("Birth date")).to_have_value("14 mar 1982")
    assert "uillfeather" not in box.page.url
    desk.type(sex="Female")
    desk.save()

    expect(PatientPage(desk.page).title).to_have_text("Quillfeather, Ottoline")


def test_two_desks_see_each_other_within_a_second(desk, as_person):
    other = Registration(as_person("nadia")).open()
    for one in (desk, other):
        one.type(family="Quillfeather", given="Ottoline", birth="14 Mar 1982", sex="Female")
    expect(other.candidates).to_have_count(0)
    desk.save()
    expect(PatientPage(desk.page).banner).to_be_visible()

    expect(other.candidates).to_contain_text(["Quillfeather, Ottoline"], timeout=2000)
    expect(other.form.get_by_label("Given names")).to_have_value("Ottoline")


def test_somebody_unidentified_is_identified_later(as_person):
    night = Unidentified(as_person("freda")).open()
    night.page.get_by_text("Male", exact=True).click()
    night.page.get_by_label("Age, as it looks").fill("about 40")
    night.page.get_by_label("Found where and when").fill("Bus stop on Harbour Road, 02:10. Grey coat.")
    night.page.get_by_role("button", name="Register without a name").click()
    expect(PatientPage(night.page).banner).to_be_visible()

    night.open()
    expect(night.page.get_by_role("group", name="Unsaved text")).to_have_count(0)
    night.waiting.get_by_role("link", name="Identify").click()
    known = Registration(night.page).type(family="Quillfeather", given="Otto", birth="2 May 1984")
    known.form.get_by_role("button", name="Identify").click()

    expect(PatientPage(night.page).title).to_have_text("Quillfeather, Otto")
    assert Patient.objects.get(family_name="Quillfeather").names.get().family_name == "Unidentified"


def test_a_newborn_belongs_to_the_mother(desk, console):
    console.expect("status of 422|Status Error Code 422")
    mother = clinic.patient("Okafor", "Amara")
    page = desk.page
    page.get_by_role("link", name="Newborn").click()
    page.get_by_label("MRN of the mother").fill(mother.mrn)
    page.get_by_label("Birth date").fill("14 Mar 2026")
    page.get_by_text("Female", exact=True).click()
    page.get_by_role("button", name="Register newborn").click()
    expect(page.get_by_text("The mother is Okafor, Amara")).to_be_visible()
    page.get_by_label("Yes, save it like this").check()
    page.get_by_role("button", name="Register newborn").click()

    expect(PatientPage(page).title).to_contain_text("Baby of Amara")


def test_back_from_the_chart_shows_an_empty_form_and_no_unsaved_text(desk):
    desk.type(family="Quillfeather", given="Ottoline", birth="14 Mar 1982", sex="Female").save()
    expect(PatientPage(desk.page).banner).to_be_visible()
    desk.back()

    expect(desk.form.get_by_label("Family name")).to_have_value("")
    expect(desk.page.get_by_role("group", name="Unsaved text")).to_have_count(0)


def test_a_session_that_ends_in_the_middle_loses_nothing(desk, console, settings):
    settings.LIVE_CHECK_SECONDS = 600
    console.expect("status of 40[013]|Status Error Code 40[013]")
    desk.type(family="Quillfeather", given="Ottoline", birth="14 Mar 1982", sex="Female")
    expect(desk.page.get_by_text("Draft saved")).to_be_visible()
    desk.settle()
    clock.move_by(timedelta(minutes=16))
    press_unless_hidden(desk.form.get_by_role("button", name="Register patient"))
    curtain = Curtain(desk.page)
    expect(curtain.dialog).to_be_visible()
    curtain.send()
    expect(curtain.dialog).to_be_hidden()
    expect(desk.form.get_by_label("Family name")).to_have_value("Quillfeather")
    desk.save()

    expect(PatientPage(desk.page).title).to_have_text("Quillfeather, Ottoline")
    assert Patient.objects.filter(family_name="Quillfeather").count() == 1


def test_without_javascript_somebody_is_registered_and_a_duplicate_is_told(as_person, console):
    console.expect("status of 422")
    desk, known = Registration(as_person("freda", java_script_enabled=False)).open(), claire()
    desk.type(
        family="Martin", given="Claire", birth=known.birth_date.strftime("%d %b %Y"), sex="Female"
    ).save()
    expect(desk.candidates.first).to_contain_text("very likely the same")
    desk.apart("Martin, Claire", "papers seen").click()
    expect(desk.told_apart).to_contain_text(["Martin, Claire – papers seen"])
    expect(desk.form.get_by_label("Family name")).to_have_value("Martin")
    desk.told_apart.get_by_role("button", name="Take back").click()
    desk.use("Martin, Claire").click()
    expect(PatientPage(desk.page).title).to_have_text("Martin, Claire")
    desk.open().type(family="Quillfeather", given="Ottoline", birth="14 Mar 1982", sex="Female").save()
    expect(PatientPage(desk.page).title).to_have_text("Quillfeather, Ottoline")


def test_in_a_hand_a_line_in_sight_says_how_many_and_leads_to_them(as_person):
    desk = Registration(as_person("freda", viewport={"width": 390, "height": 800}, has_touch=True)).open()
    known = claire()
    expect(desk.line).to_have_text("Nobody like this so far")
    before = desk.form.get_by_label("Family name").bounding_box()
    desk.type(family="Marten", given="Claire", birth=known.birth_date.strftime("%d %b %Y"))
    expect(desk.line).to_contain_text("the same person")
    desk.page.evaluate("scrollTo(0, 0)")
    assert desk.form.get_by_label("Family name").bounding_box() == before
    desk.form.get_by_label("Consent to treatment").scroll_into_view_if_needed()
    expect(desk.line).to_be_in_viewport(ratio=1)
    desk.line.get_by_role("link").click()

    expect(desk.candidates.first.get_by_text("Martin, Claire")).to_be_in_viewport()
    assert desk.page.evaluate("document.documentElement.scrollWidth") <= 390


def test_axe_finds_nothing(desk, console):
    known = claire()
    desk.type(family="Marten", given="Claire", birth=known.birth_date.strftime("%d %b %Y"), sex="Female")
    expect(desk.candidates.first).to_be_visible()
    assert faults(desk.page, console) == []
    for page in ("newborn", "unidentified"):
        desk.page.goto(f"/registration/{page}/")
        assert faults(desk.page, console) == []
