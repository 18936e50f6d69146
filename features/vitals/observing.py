"""Writes when a patient is to be observed again, and what the scores of their sets call for."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.db.models import DateTimeField, Exists, ExpressionWrapper, F, OuterRef, QuerySet, Subquery

from features.foundation.access.models import Facility
from features.foundation.audit.actors import Actor
from features.foundation.audit.changes import write_changes, write_new
from features.foundation.live.announcing import announce
from features.foundation.records.clock import now
from features.foundation.records.services import one_transaction, raise_version
from features.patients.events import chart_topic
from features.patients.models import Patient, PatientStatus
from features.patients.services import tell_lists
from features.visits.models import Visit
from features.visits.rules import OPEN, VisitStatus
from features.vitals.events import ESCALATIONS_CHANGED
from features.vitals.models import Escalation, FrequencyOrder, ObservationClock, VitalSigns
from features.vitals.news2 import Interval, Level
from features.vitals.next_sets import INCOMPLETE, Next, Ordered, Taken, called_by, next_of
from features.vitals.rules import EscalationKind, SetStatus
from features.vitals.scoring import SCORED, Grounds, grounds_of
from features.vitals.standards import read_standards, standards_of

VITALS = "vitals"
"""What the audit trail calls them, and their version key."""
SETS_READ = 24
CALLS_FOR = timedelta(hours=24)
"""A set of longer ago, such as one that is imported, calls nobody any more."""
COUNTS_FOR = timedelta(days=7)
"""A set that belongs to no visit starts a clock for so long; one of a visit does until the visit is over."""
OVER = frozenset({VisitStatus.FINISHED, VisitStatus.CANCELLED, VisitStatus.ENTERED_IN_ERROR})
CALLS_NO_MORE = "the score does not call for it any more"
BATCH = 100


def settle(*, patient: Patient, by: Actor) -> bool:
    """Brings a patient's clock and escalations in line with their sets and orders; whether anything changed.

    Lists and rounds that hold the patient are told if anything did.

    Called in the transaction of whatever writes a set, an order, or what a score rests on. Settling again changes
    nothing. Whoever else settles the same patient waits.

    The clock goes by the last set that tells a level, or by the ordered frequency, whichever is sooner; an incomplete
    set that calls for nothing yet leaves it as it stands, and starts one of 4 hours where there is none. Sets of
    somebody who died or whose visit is over start none. An order always has a clock, with no set as well.

    Each set of the last day whose score calls for somebody has one open escalation. It changes with the score, and is
    withdrawn when the set turns out to be wrong; the set that takes its place raises its own.
    """
    present = Patient.objects.select_for_update(no_key=True).get(pk=patient.pk)
    at, grounds = now(), grounds_of(present)
    sets = [_taken(row, grounds, present, at) for row in _last_sets(present)]
    called = _settle_escalations(present, sets, grounds, at, by)
    moved = _settle_clock(present, sets)
    if called:
        announce(ESCALATIONS_CHANGED, chart_topic(present))
    if called or moved:
        tell_lists(patient=present)
    return called or moved


def settle_anew(*, patient: Patient, by: Actor) -> bool:
    """Settles after a change of something that is no set: open charts learn of it by their version as well."""
    is_changed = settle(patient=patient, by=by)
    if is_changed:
        raise_version(patient=patient.public_id, kind=VITALS)
    return is_changed


def settle_all(*, by: Actor) -> int:
    """Settles everybody for whom there may be something to settle, some at a time; how many were changed."""
    return _settle_each(list(_unsettled()), by)


def settle_level(*, facility: Facility, level: Level, by: Actor) -> None:
    """Brings clocks in line that go by a set of this level, taken at the facility, once its interval is another.

    Where nothing but the score asks for the next set, its time follows from that of the set alone, so many clocks are
    written at once; who has an order is settled as always. Whoever is missed, because the server stopped meanwhile,
    is settled by their next set, or by `settle_all`.
    """
    levels = [level, ""] if level == INCOMPLETE else [level]
    clocks = ObservationClock.objects.filter(level__in=levels, vitals__visit__facility=facility)
    ordered = Exists(FrequencyOrder.objects.filter(patient=OuterRef("patient"), ended_at=None))
    waiting = list(clocks.filter(~ordered).order_by("patient").values_list("patient", flat=True))
    for start in range(0, len(waiting), BATCH):
        with one_transaction(by=by.user, request_id=by.request_id):
            patients = Patient.objects.select_for_update(no_key=True).filter(
                pk__in=waiting[start : start + BATCH]
            )
            held = list(patients.order_by("pk"))
            _set_times(clocks.filter(~ordered, patient__in=held), standards_of(facility).intervals[level])
            for patient in held:
                raise_version(patient=patient.public_id, kind=VITALS)
                tell_lists(patient=patient)
    with_order = list(clocks.filter(ordered).order_by("patient").values_list("patient", flat=True))
    _settle_each(with_order, by)


def _set_times(clocks: QuerySet[ObservationClock], interval: Interval) -> None:
    taken_at = Subquery(VitalSigns.objects.filter(pk=OuterRef("vitals")).values("taken_at"))
    due_at, overdue_at = (
        ExpressionWrapper(taken_at + span, output_field=DateTimeField())
        for span in (interval.due, interval.overdue)
    )
    clocks.update(due_at=due_at, overdue_at=overdue_at)


def _settle_each(waiting: list[int], by: Actor) -> int:
    changed = 0
    for start in range(0, len(waiting), BATCH):
        with one_transaction(by=by.user, request_id=by.request_id or by.role):
            for patient in Patient.objects.filter(pk__in=waiting[start : start + BATCH]).order_by("pk"):
                changed += settle_anew(patient=patient, by=by)
    return changed


def _unsettled() -> Iterator[int]:
    """The keys of patients with a visit that goes on, a recent set of no visit, an order, a clock or an escalation."""
    rows: list[QuerySet[Any]] = [
        VitalSigns.objects.filter(visit__in=Visit.objects.filter(status__in=OPEN)),
        VitalSigns.objects.filter(visit=None, taken_at__gt=now() - COUNTS_FOR),
        FrequencyOrder.objects.filter(ended_at=None),
        ObservationClock.objects.all(),
        Escalation.objects.filter(withdrawn_at=None),
    ]
    keys = [found.order_by().values_list("patient_id", flat=True) for found in rows]
    yield from sorted(keys[0].union(*keys[1:]))


def _last_sets(patient: Patient) -> QuerySet[Any]:
    valid = VitalSigns.objects.filter(patient=patient).exclude(status=SetStatus.ENTERED_IN_ERROR)
    rows = valid.order_by("-taken_at", "-id")[:SETS_READ]
    visit = {"visit_status": F("visit__status"), "standards": F("visit__facility__standards")}
    return rows.values("id", "taken_at", *SCORED, **visit)


def _taken(row: dict[str, Any], grounds: Grounds, patient: Patient, at: datetime) -> Taken:
    return Taken(
        key=row["id"],
        taken_at=row["taken_at"],
        score=grounds.score(row),
        recorded=sum(row[name] not in (None, "") for name in SCORED),
        is_at_hand=_is_at_hand(row, patient, at),
        intervals=read_standards(row["standards"]).intervals,
    )


def _is_at_hand(row: dict[str, Any], patient: Patient, at: datetime) -> bool:
    if patient.status == PatientStatus.DECEASED or row["visit_status"] in OVER:
        return False
    return row["visit_status"] in OPEN or row["taken_at"] > at - COUNTS_FOR


def _settle_clock(patient: Patient, sets: list[Taken]) -> bool:
    clock = ObservationClock.objects.filter(patient=patient).first()
    coming = _next(patient, sets)
    if coming is None:
        if clock:
            clock.delete()
        return clock is not None
    values = {
        "vitals_id": coming.after.key if coming.after else None,
        "at_least": coming.after.at_least if coming.after else None,
        "is_total": bool(coming.after and coming.after.is_total),
        "level": (coming.after and coming.after.level) or "",
        "source": coming.source,
        "due_at": coming.due_at,
        "overdue_at": coming.overdue_at,
    }
    if clock is None:
        ObservationClock.objects.create(patient=patient, **values)
        return True
    changed = [name for name, value in values.items() if getattr(clock, name) != value]
    for name in changed:
        setattr(clock, name, values[name])
    if changed:
        clock.save(update_fields=changed)
    return bool(changed)


def _next(patient: Patient, sets: list[Taken]) -> Next | None:
    if patient.status == PatientStatus.DECEASED:
        return None
    order = FrequencyOrder.objects.filter(patient=patient, ended_at=None).first()
    return next_of(sets, Ordered(order.every, order.decided_at) if order else None)


def _settle_escalations(
    patient: Patient, sets: list[Taken], grounds: Grounds, at: datetime, by: Actor
) -> bool:
    standing = {row.vitals_id: row for row in Escalation.objects.filter(patient=patient, withdrawn_at=None)}
    changed = False
    for one in sets:
        kind, raised = called_by(one.score), standing.pop(one.key, None)
        if raised:
            changed |= _renew(raised, patient, kind, one.at_least, by)
        elif kind and one.is_at_hand and one.taken_at > at - CALLS_FOR:
            _raise(patient, one, kind, by)
            changed = True
    former = VitalSigns.objects.in_bulk(
        standing
    )  # by key, never joined: the planner takes a table of calls for small
    for key, raised in standing.items():
        changed |= _look_again(raised, former[key], patient, grounds, by)
    return changed


def _raise(patient: Patient, one: Taken, kind: EscalationKind, by: Actor) -> None:
    called = Escalation(
        patient=patient, vitals_id=one.key, kind=kind, at_least=one.at_least or 0, raised_at=now()
    )
    write_new(called, patient=patient.public_id, category=VITALS, by=by, action="raise")


def _look_again(raised: Escalation, one: VitalSigns, patient: Patient, grounds: Grounds, by: Actor) -> bool:
    """Of a set that is not among the last valid ones: it is wrong, or of long ago."""
    if one.status == SetStatus.ENTERED_IN_ERROR:
        return _withdraw(raised, patient, one.error_reason, by)
    score = grounds.score(vars(one))
    return _renew(raised, patient, called_by(score), getattr(score, "at_least", None), by)


def _renew(
    raised: Escalation, patient: Patient, kind: EscalationKind | None, at_least: int | None, by: Actor
) -> bool:
    if kind is None:
        return _withdraw(raised, patient, CALLS_NO_MORE, by)
    values = {"kind": kind, "at_least": at_least}
    return write_changes(raised, values, patient=patient.public_id, category=VITALS, by=by)


def _withdraw(raised: Escalation, patient: Patient, why: str, by: Actor) -> bool:
    values = {"withdrawn_at": now(), "withdrawn_because": why}
    return write_changes(raised, values, patient=patient.public_id, category=VITALS, by=by, action="withdraw")
