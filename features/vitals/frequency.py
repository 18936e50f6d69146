"""Writes how often a set of vital signs is ordered; the patient's clock follows in the same transaction."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext

from features.foundation.audit.actors import Actor
from features.foundation.audit.changes import write_changes, write_new
from features.foundation.live.announcing import announce
from features.foundation.records.clock import now
from features.foundation.records.saving import locked
from features.foundation.records.services import one_transaction, retried
from features.patients.events import chart_topic
from features.patients.models import Patient
from features.vitals.events import VITALS_CHANGED
from features.vitals.models import FrequencyOrder
from features.vitals.observing import VITALS, settle

REPLACED = "another frequency was ordered"


@retried
def order_frequency(*, patient: Patient, every: int, reason: str, by: Actor) -> FrequencyOrder:
    """Orders a set every so many minutes from now on; ValidationError where a frequency is ordered already."""
    with one_transaction(by=by.user, request_id=by.request_id):
        _one_at_a_time(patient)
        if FrequencyOrder.objects.filter(patient=patient, ended_at=None).exists():
            words = gettext("A frequency is ordered already. Change that one instead.")
            raise ValidationError(words)
        return _order(patient, every, reason, by)


@retried
def replace_frequency(
    *, order: FrequencyOrder, version: int, every: int, reason: str, by: Actor
) -> FrequencyOrder:
    """Ends an order and gives another in its place. StaleVersion unless it still is `version`; ValidationError where
    it has ended."""
    with one_transaction(by=by.user, request_id=by.request_id):
        _one_at_a_time(order.patient)
        _end(order, version, REPLACED, by)
        return _order(order.patient, every, reason, by)


@retried
def end_frequency(*, order: FrequencyOrder, version: int, reason: str, by: Actor) -> FrequencyOrder:
    """Ends an order: the score alone says when the next set is due. StaleVersion unless it still is `version`."""
    with one_transaction(by=by.user, request_id=by.request_id):
        _one_at_a_time(order.patient)
        present = _end(order, version, reason, by)
        announce(VITALS_CHANGED, chart_topic(order.patient))
        settle(patient=order.patient, by=by)
        return present


def _one_at_a_time(patient: Patient) -> None:
    """Whoever else orders for this patient waits."""
    Patient.objects.select_for_update(no_key=True).get(pk=patient.pk)


def _order(patient: Patient, every: int, reason: str, by: Actor) -> FrequencyOrder:
    order = FrequencyOrder(patient=patient, every=every, reason=reason, decided_at=now())
    write_new(order, patient=patient.public_id, category=VITALS, by=by, action="order")
    announce(VITALS_CHANGED, chart_topic(patient))
    settle(patient=patient, by=by)
    return order


def _end(order: FrequencyOrder, version: int, reason: str, by: Actor) -> FrequencyOrder:
    present = locked(order, version=version)
    if present.ended_at:
        raise ValidationError(gettext("This order has ended already."))
    values = {"ended_at": now(), "end_reason": reason}
    patient = order.patient.public_id
    write_changes(present, values, patient=patient, category=VITALS, by=by, action="end")
    return present
