"""An allergy is added, refuted, and that none are known is said: from the list of allergies in the chart."""

import pytest
from playwright.sync_api import expect

from e2e import clinic
from e2e.accessibility import faults
from e2e.pages.forms import ChartForms
from features.problems.models import Allergy, NoKnownAllergies


@pytest.fixture
def chart(as_person):
    return ChartForms(as_person("nadia")).open(clinic.newcomer().public_id)


def test_an_allergy_is_chosen_by_typing_and_stands_in_the_banner_at_once(chart, console):
    expect(chart.banner).to_contain_text("not asked")
    chart.add_allergy()
    expect(chart.field("Allergic to")).to_be_focused()
    chart.page.keyboard.type("penic")
    expect(chart.page.get_by_role("option").first).to_be_visible()
    chart.page.keyboard.press("ArrowDown")
    chart.page.keyboard.press("Enter")
    expect(chart.field("Allergic to")).to_have_value("Penicillin")
    chart.field("What happened").fill("Anaphylaxis")
    chart.form.get_by_label("How severe").first.select_option(label="severe")
    assert faults(chart.page, console) == []
    chart.save()

    expect(chart.allergies).to_contain_text("Penicillin: Anaphylaxis")
    expect(chart.banner).to_contain_text("Penicillin")
    assert Allergy.objects.filter(display="Penicillin", created_by__isnull=False).count() == 1


def test_what_is_possible_but_unlikely_is_confirmed_once(chart, console):
    console.expect("status of 422")
    chart.add_allergy()
    chart.field("Allergic to").fill("Grandmother's soup")
    chart.save()
    question = chart.form.get_by_role("checkbox", name="Yes, save it like this")
    expect(question).to_be_focused()
    chart.page.keyboard.press("Space")
    chart.save()

    expect(chart.allergies).to_contain_text("Grandmother's soup")


def test_an_allergy_is_refuted_with_the_reason(chart):
    chart.add_allergy()
    chart.field("Allergic to").fill("Latex")
    chart.save()
    chart.allergies.get_by_role("link", name="Latex").click()
    chart.settle()
    chart.form.get_by_role("link", name="This was no allergy, or a mistake").click()
    chart.settle()
    chart.form.get_by_role("radio", name="no allergy: it was refuted").check()
    chart.field("How is that known").fill("wore latex gloves for a week")
    chart.save()

    expect(chart.allergies.get_by_role("link", name="Latex")).to_have_count(0)
    expect(chart.banner).not_to_contain_text("Latex")
    assert Allergy.objects.get(display="Latex").never_was == "wore latex gloves for a week"


def test_no_known_allergies_is_something_that_somebody_said(chart):
    chart.allergies.get_by_role("link", name="No known allergies").click()
    chart.settle()
    chart.form.get_by_role("button", name="Yes, none are known").click()
    chart.settle()

    expect(chart.allergies).to_contain_text("No known allergies, stated")
    expect(chart.banner).to_contain_text("No known allergies")
    assert NoKnownAllergies.objects.filter(withdrawn_at=None, created_by__isnull=False).exists()


def test_without_javascript_an_allergy_is_added(as_person):
    chart = ChartForms(as_person("nadia", java_script_enabled=False)).open(clinic.newcomer().public_id)
    chart.page.get_by_role("link", name="Add an allergy").click()
    chart.field("Allergic to").fill("latex")
    chart.save_button.click()

    expect(chart.allergies).to_contain_text("Latex")
    assert Allergy.objects.get(display="Latex").code
