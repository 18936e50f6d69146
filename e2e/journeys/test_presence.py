"""Colleagues in the same chart: initials in the banner, and who edits the same, beside one's own form."""

import pytest
from playwright.sync_api import expect

from e2e import clinic
from e2e.accessibility import faults
from e2e.pages.living import LivingChart


@pytest.fixture
def nell():
    return clinic.newcomer()


@pytest.fixture
def nadias(as_person, nell):
    chart = LivingChart(as_person("nadia")).open(nell.public_id)
    expect(chart.state).to_have_attribute("data-state", "live")
    return chart


def test_who_comes_is_seen_and_who_leaves_is_gone(as_person, nell, nadias):
    dans = LivingChart(as_person("dan")).open(nell.public_id)

    expect(nadias.colleagues).to_have_text("DWDan Whitlow has this chart open")
    expect(dans.colleagues).to_have_text("NPNadia Petrov has this chart open")
    dans.page.close()
    expect(nadias.colleagues).to_have_count(0)


def test_a_second_tab_of_the_same_person_is_no_colleague(nell, nadias):
    second = LivingChart(nadias.page.context.new_page()).open(nell.public_id)
    expect(second.state).to_have_attribute("data-state", "live")

    expect(second.colleagues).to_have_count(0)
    expect(nadias.colleagues).to_have_count(0)


def test_who_edits_the_same_is_said_beside_the_form_and_hinders_nobody(as_person, nell, nadias):
    dans = LivingChart(as_person("dan")).open(nell.public_id)
    expect(dans.state).to_have_attribute("data-state", "live")
    dans.edit_contact()
    expect(nadias.colleagues).to_have_text("DWDan Whitlow is editing contact details")
    nadias.edit_contact()

    expect(nadias.editors).to_have_text("Dan Whitlow is editing contact details")
    expect(dans.editors).to_have_text("Nadia Petrov is editing contact details")
    dans.field("E-mail").fill("nell@example.org")
    dans.save()
    expect(nadias.editors).to_have_text("")
    expect(nadias.field("Mobile phone")).to_be_focused()


def test_who_gives_up_editing_or_looks_away_is_seen_to(as_person, nell, nadias):
    dans = LivingChart(as_person("dan")).open(nell.public_id)
    expect(dans.state).to_have_attribute("data-state", "live")
    nadias.edit_contact()
    phone = nadias.field("Mobile phone")
    phone.press_sequentially("617-253")
    phone.evaluate("field => field.setSelectionRange(1, 3)")
    dans.edit_contact()
    expect(nadias.editors).to_have_text("Dan Whitlow is editing contact details")
    expect(phone).to_have_value("617-253")
    assert phone.evaluate("field => [field.selectionStart, field.selectionEnd]") == [1, 3]
    dans.page.keyboard.press("Escape")

    expect(nadias.editors).to_have_text("")
    expect(nadias.colleagues).to_have_text("DWDan Whitlow has this chart open")
    dans.hide()
    expect(nadias.colleagues).to_have_count(0)
    dans.show()
    expect(nadias.colleagues).to_have_text("DWDan Whitlow has this chart open")


def test_a_chart_with_colleagues_is_accessible(as_person, nell, nadias, console):
    dans = LivingChart(as_person("dan")).open(nell.public_id)
    dans.edit_contact()
    nadias.edit_contact()
    expect(nadias.editors).to_contain_text("Dan Whitlow")

    assert faults(nadias.page, console) == []
