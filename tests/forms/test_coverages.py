"""An insurance is added, changed and verified; two of one priority on one day are refused in words."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from features.foundation.audit.models import AuditEvent
from features.foundation.records.clock import today
from features.foundation.records.models import SavedForm
from features.patients.models import Coverage
from features.patients.services import import_coverage
from tests.chart_rows import coverage as coverage_row
from tests.factories import CoverageFactory, PatientFactory, PayerFactory
from tests.forms.sent import Filled, Inputs, opened

pytestmark = pytest.mark.django_db


@pytest.fixture
def patient(harbour):
    return PatientFactory(at=harbour)


@pytest.fixture
def northwind():
    return PayerFactory(name="Northwind Health")


@pytest.fixture
def primary(patient):
    return CoverageFactory(
        patient=patient, payer=PayerFactory(name="Zeta Mutual"), priority=1, member_id="Z-1"
    )


@pytest.fixture
def url(patient):
    def of(name: str, coverage: Coverage | None = None, whose=None) -> str:
        within = [coverage.public_id] if coverage else []
        return reverse(f"patients:{name}", args=[(whose or patient).public_id, *within])

    return of


def present(row: Coverage) -> Coverage:
    return Coverage.objects.get(pk=row.pk)


def test_an_insurance_is_added_with_all_that_its_card_says(freda, signed_in, patient, northwind, url):
    form = opened(signed_in(freda, htmx=True), url("add_coverage"))
    told = {"payer": str(northwind.public_id), "member_id": "M-77", "group_number": "G2", "plan": "Gold"}
    holder = {"subscriber_name": "Rosa Ruiz", "subscriber_relationship": "child"}
    answer = form.fill(**told, **holder, priority="2", starts_on="1 Jan 2026", ends_on="31 Dec 2099").send()
    if answer.status_code == 422:  # a day so far ahead is asked about
        confirmed = answer.text.partition('name="form_confirmed" value="')[2].partition('"')[0]
        answer = form.fill(form_confirmed=confirmed).send()

    assert answer.status_code == 200, answer.text
    assert "Northwind Health" in answer.text
    written = Coverage.objects.get(patient=patient)
    assert (written.kind, written.payer, written.priority) == ("insurance", northwind, 2)
    assert (written.member_id, written.group_number, written.plan) == ("M-77", "G2", "Gold")
    assert (written.subscriber_name, written.subscriber_relationship) == ("Rosa Ruiz", "child")
    assert (written.starts_on, written.ends_on) == (date(2026, 1, 1), date(2099, 12, 31))
    assert written.created_by == freda.public_id
    row = AuditEvent.objects.get(action="create")
    assert (row.patient, row.object_id, row.category) == (patient.public_id, written.public_id, "identity")


def test_a_new_insurance_is_to_be_verified_in_a_year(freda, signed_in, northwind, url):
    form = opened(signed_in(freda, htmx=True), url("add_coverage"))
    assert form.fill(payer=str(northwind.public_id)).send().status_code == 200
    written = Coverage.objects.get()
    assert written.verify_by == today(freda.zone) + timedelta(days=365)
    assert (written.priority, written.subscriber_name) == (1, "")


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({}, "Choose who pays"),
        ({"kind": "self-pay", "payer": "northwind"}, "Nobody else pays for self-pay"),
        ({"payer": "northwind", "starts_on": "Mar 2026"}, "The day is missing"),
        (
            {"payer": "northwind", "starts_on": "2 Mar 2026", "ends_on": "1 Mar 2026"},
            "is before the first day",
        ),
        (
            {"payer": "northwind", "subscriber_name": "Rosa", "subscriber_relationship": "self"},
            "say what the patient is to them",
        ),
        ({"payer": "northwind", "member_id": "1" * 61}, "It has 61 characters"),
        ({"payer": "northwind", "priority": "7"}, "not one of the available choices"),
    ],
)
def test_what_cannot_be_is_refused_with_every_word_kept(typed, words, freda, signed_in, northwind, url):
    told = {**typed, **({"payer": str(northwind.public_id)} if typed.get("payer") else {})}
    answer = opened(signed_in(freda, htmx=True), url("add_coverage")).fill(plan="Kept", **told).send()

    assert answer.status_code == 422
    assert words in answer.text
    assert Filled.from_answer(None, "", answer).values["plan"] == "Kept"
    assert Coverage.objects.count() == 0


def test_somebody_who_pays_alone_has_no_payer(freda, signed_in, url):
    assert (
        opened(signed_in(freda, htmx=True), url("add_coverage")).fill(kind="self-pay").send().status_code
        == 200
    )
    assert (Coverage.objects.get().kind, Coverage.objects.get().payer) == ("self-pay", None)


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "priority", "status"),
    [
        ("", "", "1", 422),
        ("1 Jun 2025", "", "1", 422),
        ("", "1 Mar 2025", "1", 422),
        ("", "1 Jan 2025", "1", 422),
        ("", "31 Dec 2024", "1", 200),
        ("31 Dec 2025", "", "1", 422),
        ("1 Jan 2026", "", "1", 200),
        ("", "", "2", 200),
        ("", "", "", 200),
    ],
)
def test_two_of_one_priority_never_hold_on_one_day(
    starts_on, ends_on, priority, status, freda, signed_in, primary, northwind, url
):
    Coverage.objects.update(starts_on=date(2025, 1, 1), ends_on=date(2025, 12, 31))
    form = opened(signed_in(freda, htmx=True), url("add_coverage"))
    form.fill(payer=str(northwind.public_id), starts_on=starts_on, ends_on=ends_on, priority=priority)
    answer = form.send()
    if "Is this right?" in answer.text:  # that the cover has ended
        confirmed = answer.text.partition('name="form_confirmed" value="')[2].partition('"')[0]
        answer = form.fill(form_confirmed=confirmed).send()

    assert answer.status_code == status
    if status == 422:
        assert "Zeta Mutual (1 Jan 2025 to 31 Dec 2025) has this priority" in answer.text
    assert Coverage.objects.count() == (1 if status == 422 else 2)


def test_the_database_refuses_the_second_of_a_priority_whoever_writes(patient, primary):
    with pytest.raises(IntegrityError, match="one_coverage_per_priority"), transaction.atomic():
        coverage_row(patient, priority=1, ends_on=None, starts_on=date(2024, 6, 1)).save()


def test_a_coverage_is_changed_and_does_not_stand_in_its_own_way(freda, signed_in, primary, url):
    address = url("change_coverage", primary)
    assert opened(signed_in(freda, htmx=True), address).fill(member_id="Z-2").send().status_code == 200
    assert (present(primary).member_id, present(primary).version) == ("Z-2", 2)
    assert AuditEvent.objects.get(action="change").reason == "member_id"


def test_a_past_last_day_is_asked_about_once(freda, signed_in, primary, url):
    form = opened(signed_in(freda, htmx=True), url("change_coverage", primary)).fill(ends_on="31 Dec 2025")
    asked = form.send()
    assert asked.status_code == 422
    assert "This cover ended on 31 Dec 2025." in asked.text
    assert present(primary).ends_on is None
    confirmed = asked.text.partition('name="form_confirmed" value="')[2].partition('"')[0]
    assert form.fill(form_confirmed=confirmed).send().status_code == 200
    assert present(primary).ends_on == date(2025, 12, 31)
    assert SavedForm.objects.get().confirmed == ["cover-ended"]


def test_what_another_system_told_stays_when_something_else_is_changed(freda, signed_in, patient, url):
    told = import_coverage(patient=patient, payer_name="Elsewhere", starts_on=None, ends_on=None)
    Coverage.objects.update(priority=5, subscriber_relationship="ward")
    form = opened(signed_in(freda, htmx=True), url("change_coverage", told))
    assert form.fill(plan="Silver").send().status_code == 200
    now = present(told)
    assert (now.priority, now.subscriber_relationship, now.plan) == (5, "ward", "Silver")


def test_two_who_change_one_coverage_choose(freda, nadia, signed_in, primary, url):
    address = url("change_coverage", primary)
    mine = opened(signed_in(freda, htmx=True), address).fill(plan="Gold")
    opened(signed_in(nadia, htmx=True), address).fill(plan="Silver").send()
    answer = mine.send()
    assert answer.status_code == 409
    assert "Silver" in answer.text
    assert present(primary).plan == "Silver"


def test_a_double_click_adds_one(freda, signed_in, northwind, url):
    form = opened(signed_in(freda, htmx=True), url("add_coverage")).fill(payer=str(northwind.public_id))
    assert [form.send().status_code for _ in range(3)] == [200] * 3
    assert Coverage.objects.count() == 1


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
