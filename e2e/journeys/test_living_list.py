"""The patient list while others work: rows change where they stand, new ones wait until they are asked for."""

import pytest
from django.db import transaction
from playwright.sync_api import expect

from e2e import clinic
from e2e.accessibility import faults
from e2e.pages.living import LivingChart
from e2e.pages.patients import PatientList
from features.foundation.access.models import Facility
from features.patients.models import Patient
from features.patients.services import forget_lists
from tests.factories import PatientFactory


@pytest.fixture
def patients(as_person):
    opened = PatientList(as_person("freda")).open()
    expect(LivingChart(opened.page).state).to_have_attribute("data-state", "live")
    return opened


def arrive(*family_names: str) -> None:
    """Others register somebody."""
    harbour = Facility.objects.get(name="Harbour Clinic")
    with transaction.atomic():
        for family_name in family_names:
            PatientFactory(family_name=family_name, given_names="Ann", at=harbour)
        forget_lists(facilities=[harbour.public_id])


def test_a_row_changes_where_it_stands(patients):
    name = clinic.names()[2]
    patients.name(name).focus()
    patient = clinic.links().order_by("name_key")[2].patient
    with transaction.atomic():
        Patient.objects.filter(pk=patient.pk).update(phone_mobile="+44 7700 900999")
        forget_lists(facilities=[Facility.objects.get(name="Harbour Clinic").public_id])

    expect(patients.row(name)).to_contain_text("+44 7700 900999")
    expect(patients.name(name)).to_be_focused()
    expect(patients.arrivals).to_have_count(0)


def test_new_rows_wait_behind_a_button_that_leads_to_the_first_of_them(patients):
    before = clinic.names()[:20]
    patients.names.nth(4).focus()
    arrive("Aaberg")
    expect(patients.arrivals).to_have_text("1 new – show")
    arrive("Aachen", "Aadland")
    expect(patients.arrivals).to_have_text("3 new – show")

    expect(patients.names).to_have_text(before)
    expect(patients.names.nth(4)).to_be_focused()
    patients.arrivals.click()
    expect(patients.names).to_have_text(clinic.names()[:20])
    expect(patients.name("Aaberg, Ann")).to_be_focused()
    expect(patients.arrivals).to_have_count(0)


def test_who_would_stand_elsewhere_stays_under_the_pointer_until_one_asks(patients):
    fifth, sixth = clinic.names()[4:6]
    place = patients.name(sixth).bounding_box()
    patients.row(sixth).locator(".p-mrn").hover()
    with transaction.atomic():
        Patient.objects.filter(pk=clinic.links().order_by("name_key")[4].patient_id).update(family_name="Zzz")
        forget_lists(facilities=[Facility.objects.get(name="Harbour Clinic").public_id])

    expect(patients.arrivals).to_have_text("Changed – show")
    expect(patients.names.nth(4)).to_have_text(fifth)
    assert patients.name(sixth).bounding_box() == place
    patients.arrivals.focus()
    patients.page.keyboard.press("Enter")
    expect(patients.names).to_have_text(clinic.names()[:20])
    expect(patients.name(clinic.names()[19])).to_be_focused()


def test_who_arrives_on_another_page_changes_nothing_on_this_one(patients):
    patients.names.nth(4).focus()
    first = clinic.links().order_by("name_key")[0]
    with transaction.atomic():
        Patient.objects.filter(pk=first.patient_id).update(phone_mobile="+44 7700 900999")
        arrive("Zzyzx")

    expect(patients.row(clinic.names()[0])).to_contain_text("+44 7700 900999")
    expect(patients.arrivals).to_have_count(0)
    expect(patients.names.nth(4)).to_be_focused()


def test_the_button_is_accessible_and_moves_nothing(patients, console):
    top = patients.names.first.bounding_box()["y"]
    arrive("Aaberg")
    expect(patients.arrivals).to_be_visible()

    assert patients.names.first.bounding_box()["y"] == top
    assert faults(patients.page, console) == []
