"""Every order of the list, by its heading, both ways."""

import pytest
from playwright.sync_api import expect

from e2e import clinic
from e2e.pages.patients import PatientList

ORDERS = {
    "Patient": "name_key patient_id",
    "MRN": "mrn_number patient_id",
    "Born": "birth_date name_key patient_id",
    "Provider": "provider_key name_key patient_id",
    "Insurance": "payer_key name_key patient_id",
    "Status": "status name_key patient_id",
}


@pytest.mark.parametrize("heading", ORDERS)
def test_a_heading_orders_the_list_and_turns_it_round(heading, as_person):
    patients = PatientList(as_person("freda")).open()
    if heading != "Patient":
        patients.sort_by(heading)

    expected = clinic.names(order=ORDERS[heading])
    expect(patients.heading(heading)).to_have_attribute("aria-sort", "ascending")
    expect(patients.table.locator("[aria-sort]")).to_have_count(1)
    expect(patients.names).to_have_text(expected[:20])

    patients.sort_by(heading)
    expect(patients.heading(heading)).to_have_attribute("aria-sort", "descending")
    expect(patients.names).to_have_text(expected[::-1][:20])


def test_what_has_no_order_offers_none(as_person):
    patients = PatientList(as_person("freda")).open()
    headings = patients.table.locator("thead").get_by_role("link").all_inner_texts()

    assert {words.strip() for words in headings} == set(ORDERS)


def test_an_order_holds_while_one_leafs_and_filters(as_person):
    patients = PatientList(as_person("freda")).open()
    patients.sort_by("Born")
    patients.go_on()
    expect(patients.heading("Born")).to_have_attribute("aria-sort", "ascending")
    patients.choose("Sex", "female")

    expect(patients.heading("Born")).to_have_attribute("aria-sort", "ascending")
    women = clinic.names(clinic.links().filter(sex="female"), ORDERS["Born"])
    expect(patients.names).to_have_text(women[:20])
