"""Finding a patient by what one remembers: what is typed never stands in an address."""

import re
from urllib.parse import unquote

import pytest
from playwright.sync_api import expect

from e2e import clinic
from e2e.pages.patients import PatientList, PatientPage


@pytest.fixture
def addresses(served):
    """Every address that the browser asked for, decoded, in lower case."""
    return lambda: " ".join(unquote(address) for address in served.watched.addresses).lower()


def test_a_patient_is_found_by_the_beginning_of_a_name(as_person, addresses):
    patients = PatientList(as_person("nadia")).open()
    patients.search("marti")

    expect(patients.names).to_have_text(["Martin, Claire", "Martin, Clara"])
    expect(patients.count).to_have_text("2 patients match")
    expect(patients.chip("Name or MRN", "“marti”")).to_be_visible()
    patients.name("Martin, Clara").click()
    expect(PatientPage(patients.page).title).to_have_text("Martin, Clara")
    patients.back()
    expect(patients.names).to_have_count(2)
    assert "marti" not in addresses()
    assert "clar" not in addresses()


def test_family_and_given_name_narrow_together(as_person, addresses):
    patients = PatientList(as_person("nadia")).open()
    patients.search("Martin, Clai")

    expect(patients.names).to_have_text(["Martin, Claire"])
    assert "martin" not in addresses()


def test_accents_and_capitals_do_not_matter(as_person):
    patients = PatientList(as_person("nadia")).open()
    patients.search("FERNANDEZ")

    expect(patients.names).to_have_count(1)
    expect(patients.names).to_have_text("Fernández-Quiroga y Sánchez de la Torre, María del Carmen Guadalupe")


def test_a_patient_is_found_by_the_beginning_of_an_mrn(as_person, addresses):
    okafor = clinic.patient("Okafor", "Amara")
    patients = PatientList(as_person("nadia")).open()
    patients.search(okafor.mrn)

    expect(patients.names).to_have_text(["Okafor, Amara"])
    assert okafor.mrn.lower() not in addresses()

    beginning = okafor.mrn[:-2]
    patients.search(beginning)
    expected = clinic.names(clinic.links().filter(mrn__startswith=beginning))
    assert 1 < len(expected) < 45
    expect(patients.names).to_have_text(expected[:20])


def test_what_was_typed_stands_in_no_address_while_one_filters_sorts_and_leafs(as_person, addresses):
    patients = PatientList(as_person("nadia")).open()
    patients.search("o")
    patients.search("okafor")
    patients.choose("Status", "active")
    patients.sort_by("Born")
    patients.size(50).click()
    patients.settle()
    patients.page.reload()
    patients.settle()

    expect(patients.chip("Name or MRN", "“okafor”")).to_be_visible()
    expect(patients.chip("Status", "active")).to_be_visible()
    assert "okafor" not in addresses()
    assert "okafor" not in patients.page.title().lower()


def test_a_search_is_taken_back_by_its_chip(as_person):
    patients = PatientList(as_person("nadia")).open()
    patients.search("okafor")
    patients.chip("Name or MRN", "“okafor”").click()
    patients.settle()

    expect(patients.count).to_have_text("45 patients")
    expect(patients.page).to_have_url(re.compile("/patients/$"))


def test_a_name_that_nobody_bears_says_so_and_leads_back(as_person):
    patients = PatientList(as_person("nadia")).open()
    patients.search("qqq")

    nobody = "No patient of your facility begins with “qqq”"
    expect(patients.region.get_by_role("heading", name=nobody)).to_be_visible()
    patients.region.get_by_role("link", name="Show all patients").click()
    patients.settle()
    expect(patients.count).to_have_text("45 patients")


def test_a_search_belongs_to_the_one_who_typed_it(as_person):
    hers = PatientList(as_person("nadia")).open()
    hers.search("okafor")
    his = PatientList(as_person("dan"))
    his.page.goto(hers.page.url)
    his.settle()

    expect(his.page.get_by_role("heading", name="That search has ended")).to_be_visible()
    expect(his.count).to_have_text("45 patients")


def test_the_search_stands_on_every_page(as_person):
    patients = PatientList(as_person("nadia"))
    patients.page.goto("/help/")
    patients.search("tadesse")

    expect(patients.names).to_have_text(["Tadesse, Selam"])
