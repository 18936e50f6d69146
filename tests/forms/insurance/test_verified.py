"""A coverage is due from its day on, and verified in one press; forms of insurance check what was left."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from features.foundation.audit.models import AuditEvent
from features.foundation.records.clock import today
from features.foundation.records.models import SavedForm
from features.patients.models import Coverage
from tests.factories import CoverageFactory, PatientFactory, PayerFactory
from tests.forms.insurance.test_coverages import present
from tests.forms.sent import Filled, Inputs, opened

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("days", "is_due"), [(-30, True), (0, True), (1, False), (None, False)])
def test_when_to_verify_is_said_from_its_day_on(days, is_due, freda, signed_in, primary, url):
    on = None if days is None else today(freda.zone) + timedelta(days=days)
    Coverage.objects.update(verify_by=on)
    shown = signed_in(freda, htmx=True).get(url("insurance")).text
    assert ("verify: due since" in shown) is is_due


def test_verified_today_is_recorded_and_due_in_a_year(freda, signed_in, primary, url):
    browser, on = signed_in(freda, htmx=True), today(freda.zone)
    Coverage.objects.update(verify_by=on - timedelta(days=3))
    answer = opened(browser, url("verify_coverage", primary)).send()

    assert answer.status_code == 200
    assert "verify: due" not in answer.text
    assert (present(primary).verified_on, present(primary).verify_by) == (on, on + timedelta(days=365))
    assert AuditEvent.objects.get(action="verify").object_id == primary.public_id


@pytest.mark.parametrize("name", ["change_coverage", "verify_coverage"])
def test_the_coverage_of_another_patient_is_not_found(name, freda, harbour, signed_in, primary, url):
    other = PatientFactory(at=harbour)
    browser = signed_in(freda)
    assert browser.get(url(name, primary, whose=other)).status_code == 404
    assert browser.post(url(name, primary, whose=other), {"plan": "x"}).status_code == 404
    assert present(primary).version == 1


def test_a_nurse_changes_a_coverage_and_adds_none(nadia, signed_in, primary, url):
    browser = signed_in(nadia, htmx=True)
    assert browser.get(url("add_coverage")).status_code == 403
    assert opened(browser, url("change_coverage", primary)).fill(plan="Gold").send().status_code == 200
    assert "an insurance</span>" not in browser.get(url("insurance")).text


# Pressed once, in the list -----------------------------------------------------------------------------


@pytest.fixture
def due(primary, freda):
    Coverage.objects.update(verify_by=today(freda.zone) - timedelta(days=3))
    primary.refresh_from_db()
    return primary


def button(browser, url, coverage) -> Filled:
    """The form with its one button as the region of insurance holds it."""
    shown = browser.get(url("insurance")).text
    whole = shown.partition(
        f'<form class="cover__verify" method="post" action="{url("verify_coverage", coverage)}"'
    )
    assert whole[1], "there is no button to press"
    hidden = Inputs(f"<form data-form{whole[2].partition('</form>')[0]}</form>").values
    return Filled(browser, url("verify_coverage", coverage), hidden)


def test_verified_today_is_one_press_in_the_list(freda, signed_in, due, url):
    pressed = button(signed_in(freda, htmx=True), url, due).send()

    assert pressed.status_code == 200
    assert 'id="patients-insurance"' in pressed.text
    assert "Insurance verified" in pressed.text
    assert "verify: due" not in pressed.text
    assert present(due).verified_on == today(freda.zone)
    assert SavedForm.objects.get().object_id == due.public_id


def test_a_double_click_verifies_once(freda, signed_in, due, url):
    form = button(signed_in(freda, htmx=True), url, due)
    assert [form.send().status_code for _ in range(3)] == [200] * 3
    assert present(due).version == due.version + 1
    assert AuditEvent.objects.filter(action="verify").count() == 1


def test_without_javascript_the_press_leads_back_to_the_chart(freda, signed_in, patient, due, url):
    browser = signed_in(freda)
    answer = button(browser, url, due).send()

    assert (answer.status_code, answer["Location"]) == (
        302,
        reverse("chart:summary", args=[patient.public_id]),
    )
    assert present(due).verified_on == today(freda.zone)
    assert "Insurance verified" in browser.get(answer["Location"]).text


def test_what_a_colleague_changed_meanwhile_is_looked_at_before_it_is_verified(
    freda, nadia, signed_in, due, url
):
    form = button(signed_in(freda, htmx=True), url, due)
    opened(signed_in(nadia, htmx=True), url("change_coverage", due)).fill(member_id="Z-9").send()
    answer = form.send()

    assert answer.status_code == 409
    assert "Nadia" in answer.text
    assert present(due).verified_on is None
    again = Filled.from_answer(form.browser, form.url, answer)
    assert again.send().status_code == 200
    assert present(due).verified_on == today(freda.zone)


@pytest.mark.parametrize("name", ["form_loaded", "form_key"])
def test_a_press_without_its_token_or_its_key_verifies_nothing(name, freda, signed_in, due, url):
    form = button(signed_in(freda, htmx=True), url, due)
    assert form.fill(**{name: ""}).send().status_code in (409, 422)
    assert present(due).verified_on is None


def test_the_token_of_one_coverage_verifies_no_other(freda, signed_in, patient, due, url):
    second = CoverageFactory(patient=patient, payer=PayerFactory(), priority=2, verify_by=due.verify_by)
    browser = signed_in(freda, htmx=True)
    form = button(browser, url, due).fill(form_loaded=button(browser, url, second).values["form_loaded"])
    assert form.send().status_code == 409
    assert not Coverage.objects.exclude(verified_on=None).exists()


def test_what_is_over_is_not_to_be_verified(freda, signed_in, due, url):
    Coverage.objects.update(ends_on=today(freda.zone) - timedelta(days=1))
    shown = signed_in(freda, htmx=True).get(url("insurance")).text
    assert "verify: due" not in shown
    assert "cover__verify" not in shown


def test_who_may_only_read_is_shown_what_is_due_and_nothing_to_press(petra, signed_in, due, url):
    shown = signed_in(petra, htmx=True).get(url("insurance")).text
    assert "verify: due since" in shown
    for address in (url("verify_coverage", due), url("change_coverage", due), url("change_card", due)):
        assert address not in shown
        assert signed_in(petra).post(address, {}).status_code == 403
    assert url("change_coverage", due) not in signed_in(petra).get(url("coverages")).text


def test_every_row_leads_to_its_form(freda, signed_in, due, url):
    browser = signed_in(freda)
    for name in ("insurance", "coverages"):
        assert f'href="{url("change_coverage", due)}"' in browser.get(url(name)).text


def test_the_list_says_what_is_due(freda, signed_in, due, url):
    assert "<b>due</b>" in signed_in(freda).get(url("coverages")).text
    Coverage.objects.update(verify_by=today(freda.zone) + timedelta(days=1))
    assert "<b>due</b>" not in signed_in(freda).get(url("coverages")).text


# Checked when a field is left --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("starts_on", {"starts_on": "Mar 2026"}, "The day is missing"),
        ("ends_on", {"starts_on": "2 Mar 2026", "ends_on": "1 Mar 2026"}, "is before the first day"),
        ("ends_on", {"ends_on": "1 Mar 2020"}, "This cover ended on 1 Mar 2020."),
        ("verify_by", {"verify_by": "soon"}, "field__error"),
        ("member_id", {"member_id": "1" * 61}, "It has 61 characters"),
        ("member_id", {"member_id": "M-1", "starts_on": "soon"}, ""),
    ],
)
def test_a_field_that_was_left_is_checked_and_nothing_is_written(
    field, typed, words, nadia, signed_in, northwind, url
):
    browser = signed_in(nadia, htmx=True)
    told = {"kind": "insurance", "payer": str(northwind.public_id), "form_key": str(uuid4()), **typed}
    answer = browser.post(url("check_coverage"), told, headers={"HX-Trigger-Name": field})

    assert answer.status_code == 200
    assert (words in answer.text) if words else (answer.text.strip() == "")
    assert not Coverage.objects.exists()


@pytest.mark.parametrize("name", ["add_coverage", "change_coverage"])
def test_the_forms_ask_where_a_field_is_checked(name, freda, signed_in, primary, url):
    address = url(name, *([primary] if name == "change_coverage" else []))
    form = signed_in(freda, htmx=True).get(address).text
    assert form.count(f'hx-post="{url("check_coverage")}"') == 7


def test_what_is_no_field_to_be_checked_is_not_found(freda, signed_in, url):
    browser = signed_in(freda, htmx=True)
    for name in ("priority", "form_key", ""):
        answer = browser.post(url("check_coverage"), {}, headers={"HX-Trigger-Name": name})
        assert answer.status_code == 404
