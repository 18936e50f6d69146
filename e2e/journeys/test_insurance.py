"""Insurance is added by keyboard, refused where two would pay first, and verified when that is due."""

from datetime import timedelta

import pytest
from playwright.sync_api import Locator, expect

from e2e import clinic
from e2e.accessibility import faults
from e2e.pages.forms import ChartForms
from features.foundation.records.clock import today
from features.patients.models import Coverage
from tests.factories import CoverageFactory, PayerFactory
from tests.patients.faces import face


@pytest.fixture
def nell():
    PayerFactory(name="Quayside Health")
    return clinic.newcomer()


@pytest.fixture
def chart(as_person, nell):
    return ChartForms(as_person("freda")).open(nell.public_id)


def insurance(chart: ChartForms) -> Locator:
    return chart.page.get_by_role("region", name="Insurance", exact=True)


def open_new(chart: ChartForms) -> None:
    chart.page.get_by_role("link", name="Add an insurance").focus()
    chart.page.keyboard.press("Enter")
    chart.settle()


def test_an_insurance_is_added_by_keyboard_alone(chart, console):
    open_new(chart)
    expect(chart.field("Kind")).to_be_focused()
    chart.page.keyboard.press("Tab")
    expect(chart.field("Payer")).to_be_focused()
    chart.page.keyboard.type("Quayside")
    chart.page.keyboard.press("Tab")
    chart.page.keyboard.type("M-77")
    assert faults(chart.page, console) == []
    chart.page.keyboard.press("Enter")
    chart.settle()

    expect(insurance(chart)).to_contain_text("Quayside Health M-77")
    expect(chart.focused).to_have_text("Add an insurance")
    assert Coverage.objects.get(member_id="M-77").payer.name == "Quayside Health"


def test_a_second_primary_insurance_is_refused_in_words_and_taken_as_secondary(chart, nell, console):
    console.expect("status of 422")
    CoverageFactory(patient=nell, payer=PayerFactory(name="Zeta Mutual"), priority=1)
    open_new(chart)
    chart.field("Payer").select_option(label="Quayside Health")
    chart.save()
    expect(chart.form).to_contain_text("Zeta Mutual (1 Jan 2024 to …) has this priority")
    chart.field("Priority").select_option(label="secondary")
    chart.save()

    expect(insurance(chart)).to_contain_text("Quayside Health")


def test_a_verification_that_is_due_is_said_and_done(chart, nell):
    CoverageFactory(
        patient=nell, payer=PayerFactory(name="Zeta Mutual"), verify_by=today("UTC") - timedelta(days=9)
    )
    chart.page.reload()
    expect(insurance(chart)).to_contain_text("verify: due since")
    insurance(chart).get_by_role("button", name="Verified today Zeta Mutual").press("Enter")

    expect(insurance(chart)).not_to_contain_text("verify: due")
    expect(chart.page.get_by_text("Insurance verified")).to_be_visible()
    assert Coverage.objects.get(patient=nell).verified_on is not None


def test_a_press_that_fails_is_said_where_it_was_pressed_and_can_be_repeated(chart, nell, console):
    console.expect(r"ERR_FAILED|^page error: undefined|htmx-2\.min\.js\)$")
    CoverageFactory(
        patient=nell, payer=PayerFactory(name="Zeta Mutual"), verify_by=today("UTC") - timedelta(days=9)
    )
    chart.page.reload()
    chart.page.route("**/verify/", lambda route: route.abort())
    insurance(chart).get_by_role("button", name="Verified today").click()
    expect(insurance(chart).get_by_role("alert")).to_be_visible()
    assert Coverage.objects.get(patient=nell).verified_on is None
    chart.page.unroute("**/verify/")
    insurance(chart).get_by_role("button", name="Try again").click()

    expect(insurance(chart)).not_to_contain_text("verify: due")


def test_a_card_is_photographed_shown_small_and_read_large(chart, nell, console):
    CoverageFactory(patient=nell, payer=PayerFactory(name="Zeta Mutual"))
    chart.page.reload()
    insurance(chart).get_by_role("link", name="Add card Zeta Mutual").click()
    chart.settle()
    picture = {"name": "card.png", "mimeType": "image/png", "buffer": face()}
    chart.form.get_by_label("Front").set_input_files(picture)
    assert faults(chart.page, console) == []
    chart.save()
    small = insurance(chart).get_by_role("img", name="Card of Zeta Mutual, front")
    expect(small).to_be_visible()
    small.scroll_into_view_if_needed()
    expect(small).to_have_js_property("naturalWidth", 240)
    small.click()

    large = chart.page.get_by_role("img", name="Card of Zeta Mutual, front")
    expect(large).to_have_js_property("naturalWidth", 300)
    expect(chart.page.get_by_text("There is no picture of this side.")).to_be_visible()
    assert faults(chart.page, console) == []


def test_without_javascript_it_is_verified_with_one_press(as_person, nell):
    CoverageFactory(
        patient=nell, payer=PayerFactory(name="Zeta Mutual"), verify_by=today("UTC") - timedelta(days=9)
    )
    chart = ChartForms(as_person("freda", java_script_enabled=False)).open(nell.public_id)
    insurance(chart).get_by_role("button", name="Verified today").click()

    expect(insurance(chart)).not_to_contain_text("verify: due")
    assert Coverage.objects.get(patient=nell).verified_on is not None


def test_without_javascript_an_insurance_is_added(as_person, nell):
    chart = ChartForms(as_person("freda", java_script_enabled=False)).open(nell.public_id)
    chart.page.get_by_role("link", name="Add an insurance").click()
    chart.field("Payer").select_option(label="Quayside Health")
    chart.save_button.click()

    expect(insurance(chart)).to_contain_text("Quayside Health")
