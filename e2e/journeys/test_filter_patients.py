"""Narrowing the list: conditions as chips, the count in words, and the way back."""

import re

from playwright.sync_api import expect

from e2e import clinic
from e2e.pages.patients import PatientList
from features.patients.models import Payer, Provider


def matches(number: int) -> str:
    return f"{number} patient matches" if number == 1 else f"{number} patients match"


def words(provider: Provider) -> str:
    """As the filter names a provider."""
    return f"{provider.family_name}, {provider.given_names}"


def test_conditions_narrow_the_list_one_after_the_other(as_person):
    provider = Provider.objects.get(family_name="Whitlow")
    payer = Payer.objects.get(name="National Scheme")
    patients = PatientList(as_person("nadia")).open()
    expected = clinic.links()
    for label, option, narrowed in (
        ("Status", "active", {"status": "active"}),
        ("Age", "40–65 years", {"birth_date__lte": "1986-03-14", "birth_date__gt": "1961-03-14"}),
        ("Sex", "female", {"sex": "female"}),
        ("Provider", words(provider), {"provider": provider}),
        ("Insurance", payer.name, {"payer": payer}),
    ):
        expected = expected.filter(**narrowed)
        patients.choose(label, option)

        expect(patients.chip(label, option)).to_be_visible()
        expect(patients.count).to_have_text(matches(expected.count()))
        expect(patients.announced).to_have_text(matches(expected.count()))
        expect(patients.names).to_have_text(clinic.names(expected)[:20])


def test_each_condition_lists_exactly_those_who_meet_it(as_person):
    provider, payer = Provider.objects.get(family_name="Brandt"), Payer.objects.get(name="Coastal Health")
    patients = PatientList(as_person("nadia"))
    for label, option, narrowed in (
        ("Status", "inactive", {"status": "inactive"}),
        ("Sex", "unknown", {"sex": "unknown"}),
        ("Age", "80+ years", {"birth_date__lte": "1946-03-14", "patient__birth_date__isnull": False}),
        ("Provider", words(provider), {"provider": provider}),
        ("Insurance", payer.name, {"payer": payer}),
    ):
        patients.open()
        patients.choose(label, option)

        expected = clinic.names(clinic.links().filter(**narrowed))
        assert expected, label
        expect(patients.names).to_have_text(expected[:20])


def test_a_removed_chip_gives_the_focus_to_the_next(as_person):
    patients = PatientList(as_person("nadia")).open()
    patients.choose("Status", "active")
    patients.choose("Sex", "female")
    patients.choose("Age", "40–65 years")
    patients.close_filters()

    for label, option, following in (
        ("Status", "active", ("Sex", "female")),
        ("Sex", "female", ("Age", "40–65 years")),
    ):
        patients.chip(label, option).press("Enter")
        patients.settle()
        expect(patients.chip(label, option)).to_have_count(0)
        expect(patients.chip(*following)).to_be_focused()
    patients.chip("Age", "40–65 years").press("Enter")
    patients.settle()

    expect(patients.chips).to_have_count(0)
    expect(patients.filter_button).to_be_focused()
    expect(patients.count).to_have_text("45 patients")


def test_the_filter_panel_follows_the_chips(as_person):
    patients = PatientList(as_person("nadia")).open()
    patients.choose("Status", "active")
    patients.choose("Sex", "female")
    patients.chip("Status", "active").click()
    patients.settle()
    patients.open_filters()

    expect(patients.filter_panel.get_by_label("Status", exact=True)).to_have_value("")
    expect(patients.filter_panel.get_by_label("Sex", exact=True)).to_have_value("female")


def test_back_takes_the_last_condition_away(as_person):
    patients = PatientList(as_person("nadia")).open()
    patients.choose("Status", "active")
    patients.choose("Sex", "female")
    patients.back()

    expect(patients.chips).to_have_count(1)
    expect(patients.chip("Status", "active")).to_be_visible()
    expect(patients.count).to_have_text(matches(clinic.links().filter(status="active").count()))


def test_clear_all_shows_everybody_again(as_person):
    patients = PatientList(as_person("nadia")).open()
    patients.choose("Status", "deceased")
    patients.filter_panel.get_by_role("link", name="Clear all").click()
    patients.settle()

    expect(patients.chips).to_have_count(0)
    expect(patients.count).to_have_text("45 patients")


def test_conditions_that_nobody_meets_say_so_and_lead_back(as_person):
    patients = PatientList(as_person("nadia")).open()
    patients.choose("Status", "deceased")
    patients.choose("Age", "0–1 years")
    patients.close_filters()

    expect(patients.region.get_by_role("heading", name="No patient matches these filters")).to_be_visible()
    patients.region.get_by_role("link", name="Show all patients").click()
    patients.settle()
    expect(patients.count).to_have_text("45 patients")


def test_dan_finds_his_own_patients(as_person):
    patients = PatientList(as_person("dan")).open()
    patients.choose("My patients", "only mine")

    his = clinic.names(clinic.links().filter(provider__user__username="dan"))
    expect(patients.names).to_have_text(his[:20])
    expect(patients.count).to_have_text(matches(len(his)))
    assert set(patients.column("p-provider")) == {"Whitlow, Dan"}


def test_a_filtered_list_can_be_loaded_again(as_person):
    patients = PatientList(as_person("nadia")).open()
    patients.choose("Status", "inactive")
    expected = patients.names.all_inner_texts()
    patients.page.reload()
    patients.settle()

    expect(patients.chip("Status", "inactive")).to_be_visible()
    expect(patients.names).to_have_text(expected)
    expect(patients.page).to_have_url(re.compile(r"/patients/\?status=inactive$"))
