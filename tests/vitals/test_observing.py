"""The clock and the escalations of a patient: written with sets and orders, recomputed and withdrawn by corrections."""

from datetime import date, timedelta
from io import StringIO
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from features.foundation.audit.actors import Actor
from features.foundation.audit.models import AuditEvent
from features.foundation.records import clock
from features.foundation.records.clock import now
from features.foundation.records.services import version_of
from features.patients.models import NO_SET_DUE, PatientFacility
from features.problems.models import Pregnancy
from features.vitals.frequency import order_frequency
from features.vitals.models import Escalation, ObservationClock, Scale2Order
from features.vitals.services import settle
from tests.factories import PatientFactory, VisitFactory
from tests.vitals.sets import NORMAL, take

pytestmark = pytest.mark.django_db

BY = Actor(user=uuid4(), role="nurse")
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
ILL = {**NORMAL, "respiratory_rate": "22", "pulse": "120", "systolic": "95", "temperature": "38.5"}
"""NEWS2 7."""
POORLY = {**NORMAL, "respiratory_rate": "22", "pulse": "100", "systolic": "105", "temperature": "38.5"}
"""NEWS2 5."""
CONFUSED = {**NORMAL, "consciousness": "C"}
"""A single 3."""


@pytest.fixture
def patient(harbour):
    return PatientFactory(at=harbour)


def taken(patient, signs=NORMAL, *, ago=timedelta(), **others):
    """A set that is settled."""
    written = take(patient, at=now() - ago, **{**signs, **others})
    settle(patient=patient, by=BY)
    return written


def withdraw(vitals, reason="wrong patient"):
    vitals.status, vitals.error_reason = "entered-in-error", reason
    vitals.save()
    settle(patient=vitals.patient, by=BY)


def due(patient) -> tuple | None:
    """Minutes from now to due and to overdue, and what says so."""
    found = ObservationClock.objects.filter(patient=patient).first()
    if found is None:
        return None
    return (found.due_at - now()) / MINUTE, (found.overdue_at - now()) / MINUTE, found.source


def open_calls(patient) -> list[tuple]:
    rows = Escalation.objects.filter(patient=patient, withdrawn_at=None).order_by("vitals__taken_at")
    return list(rows.values_list("vitals_id", "kind", "at_least"))


@pytest.mark.parametrize(
    ("signs", "minutes", "level", "total", "kind"),
    [
        (NORMAL, (720, 720), "0", 0, None),
        ({**NORMAL, "pulse": "100"}, (240, 360), "1-4", 1, None),
        (CONFUSED, (60, 60), "single 3", 3, "urgent"),
        (POORLY, (60, 60), "5-6", 5, "urgent"),
        (ILL, (30, 30), "7 and more", 7, "emergency"),
    ],
)
def test_a_set_starts_the_clock_and_calls_for_somebody(signs, minutes, level, total, kind, patient):
    written = taken(patient, signs)

    assert due(patient) == (*minutes, "news2")
    found = ObservationClock.objects.get(patient=patient)
    assert (found.vitals_id, found.level, found.at_least, found.is_total) == (written.pk, level, total, True)
    assert open_calls(patient) == ([(written.pk, kind, total)] if kind else [])


def test_settling_again_writes_nothing(patient):
    taken(patient, ILL)
    with CaptureQueriesContext(connection) as queries:
        assert settle(patient=patient, by=BY) is False

    assert not [each["sql"] for each in queries if each["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
    assert len(queries) == 6


def test_a_set_costs_few_statements(patient):
    take(patient, at=now(), **ILL)
    with CaptureQueriesContext(connection) as queries:
        settle(patient=patient, by=BY)

    assert len(queries) <= 11, [each["sql"][:80] for each in queries]


def test_a_set_that_was_wrong_withdraws_its_escalation_with_the_reason(patient):
    taken(patient, CONFUSED, ago=HOUR)
    wrong = taken(patient, ILL)
    withdraw(wrong, "of the neighbour")

    gone = Escalation.objects.get(vitals=wrong)
    assert (gone.withdrawn_because, gone.withdrawn_at) == ("of the neighbour", now())
    assert [kind for _key, kind, _total in open_calls(patient)] == ["urgent"]
    assert due(patient) == (0, 0, "news2")


def test_the_correcting_set_raises_its_own(patient):
    wrong = taken(patient, ILL)
    wrong.status, wrong.error_reason = "entered-in-error", "misread"
    wrong.save()
    right = taken(patient, POORLY, status="corrected", corrects=wrong)

    assert open_calls(patient) == [(right.pk, "urgent", 5)]
    assert Escalation.objects.get(vitals=wrong).withdrawn_because == "misread"
    assert due(patient) == (60, 60, "news2")


def test_an_undone_correction_calls_again_for_what_stands(patient):
    first = taken(patient, ILL)
    withdraw(first)
    first.status, first.error_reason = "final", ""
    first.save()
    settle(patient=patient, by=BY)

    assert open_calls(patient) == [(first.pk, "emergency", 7)]
    assert Escalation.objects.filter(vitals=first).count() == 2


def test_a_later_set_leaves_the_escalation_of_an_earlier_one_standing(patient):
    ill = taken(patient, ILL, ago=HOUR)
    taken(patient)

    assert open_calls(patient) == [(ill.pk, "emergency", 7)]
    assert due(patient) == (720, 720, "news2")


def test_what_a_score_rests_on_changes_the_escalation(patient):
    low = taken(patient, NORMAL, spo2="90")
    assert open_calls(patient) == [(low.pk, "urgent", 3)]
    order = Scale2Order.objects.create(
        patient=patient, decided_at=now() - HOUR, reason="COPD", created_by=BY.user
    )
    settle(patient=patient, by=BY)
    assert open_calls(patient) == []

    order.decided_at = now() + HOUR
    order.save()
    settle(patient=patient, by=BY)
    assert open_calls(patient) == [(low.pk, "urgent", 3)]


def test_a_worse_reading_of_the_same_set_makes_an_emergency_of_it(patient):
    ill = taken(patient, POORLY)
    called = Escalation.objects.get(vitals=ill)
    type(ill).objects.filter(pk=ill.pk).update(pulse=131)
    settle(patient=patient, by=BY)

    called.refresh_from_db()
    assert (called.kind, called.at_least, called.version) == ("emergency", 7, 2)


def test_an_old_set_that_turns_out_wrong_withdraws_too(patient):
    old = taken(patient, ILL, ago=23 * HOUR)
    for minutes in range(30):
        take(patient, at=now() - minutes * MINUTE, **NORMAL)
    settle(patient=patient, by=BY)
    assert open_calls(patient) == [(old.pk, "emergency", 7)]
    withdraw(old)

    assert open_calls(patient) == []


def test_sets_of_long_ago_call_nobody(patient):
    taken(patient, ILL, ago=25 * HOUR)

    assert open_calls(patient) == []
    assert due(patient)[2] == "news2"


@pytest.mark.parametrize(
    ("birth_date", "pregnant"), [(date(2015, 1, 1), False), (None, False), (date(1990, 1, 1), True)]
)
def test_out_of_scope_only_an_ordered_frequency_counts(birth_date, pregnant, patient):
    patient.birth_date, patient.birth_precision = birth_date, "day" if birth_date else "unknown"
    patient.save()
    if pregnant:
        Pregnancy.objects.create(patient=patient, status="pregnant", recorded_at=now() - HOUR)
    taken(patient, ILL)
    assert (due(patient), open_calls(patient)) == (None, [])

    order_frequency(patient=patient, every=45, reason="Fever", by=BY)
    assert due(patient) == (45, 45, "ordered")


@pytest.mark.parametrize(
    ("status", "runs"), [("in-progress", True), ("finished", False), ("cancelled", False)]
)
def test_the_clock_of_a_visit_stops_with_it(status, runs, patient, harbour):
    visit = VisitFactory(patient=patient, facility=harbour, status=status)
    taken(patient, ILL, ago=MINUTE, visit=visit)

    assert (due(patient) is not None, bool(open_calls(patient))) == (runs, runs)


def test_a_set_of_no_visit_counts_for_a_week(patient):
    taken(patient, ago=timedelta(days=6, hours=23))
    assert due(patient) is not None
    clock.move_by(2 * HOUR)
    settle(patient=patient, by=BY)

    assert due(patient) is None


def test_who_died_is_not_observed(patient):
    taken(patient, ILL)
    order_frequency(patient=patient, every=60, reason="Sepsis", by=BY)
    patient.status = "deceased"
    patient.save()
    settle(patient=patient, by=BY)

    assert due(patient) is None


def test_escalations_are_in_the_trail_and_announced(patient, monkeypatch, django_capture_on_commit_callbacks):
    told = []
    monkeypatch.setattr(
        "features.foundation.live.announcing.publish", lambda event, topic: told.append(event)
    )
    with django_capture_on_commit_callbacks(execute=True):
        wrong = taken(patient, ILL)
    assert told == ["escalations-changed"]
    with django_capture_on_commit_callbacks(execute=True):
        withdraw(wrong)

    assert told == ["escalations-changed"] * 2
    rows = AuditEvent.objects.filter(object_kind="escalation").order_by("id")
    assert list(rows.values_list("action", "patient", "user")) == [
        ("raise", patient.public_id, BY.user),
        ("withdraw", patient.public_id, BY.user),
    ]


def test_the_lists_of_every_facility_follow_the_clock(patient, hillside):
    wrong = taken(patient, ILL)
    PatientFacility.objects.create(patient=patient, facility=hillside)
    links = PatientFacility.objects.filter(patient=patient)
    assert set(links.values_list("next_set_due_at", "next_set_overdue_at")) == {(now() + 30 * MINUTE,) * 2}

    withdraw(wrong)
    assert set(links.values_list("next_set_due_at", "next_set_overdue_at")) == {(NO_SET_DUE,) * 2}


def test_the_command_settles_everybody_and_nothing_twice(patient, harbour):
    ill = take(patient, at=now(), **ILL)
    before = version_of(patient=patient.public_id, kind="vitals")
    other = PatientFactory(at=harbour)
    take(other, at=now() - timedelta(days=400), **ILL)
    said = StringIO()
    call_command("settle_observations", stdout=said)
    call_command("settle_observations", stdout=said)

    assert said.getvalue().splitlines() == ["1 patients were changed.", "0 patients were changed."]
    assert open_calls(patient) == [(ill.pk, "emergency", 7)]
    assert version_of(patient=patient.public_id, kind="vitals") > before
    assert due(other) is None
