"""An insurance is added, changed and verified; two of one priority on one day are refused in words."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from features.foundation.audit.models import AuditEvent
from features.foundation.records.clock import today
from features.foundation.records.models import SavedForm
from features.patients.models import Coverage
from features.patients.services import import_coverage
from tests.chart_rows import coverage as coverage_row
from tests.forms.sent import Filled, opened

pytestmark = pytest.mark.django_db


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
