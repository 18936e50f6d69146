"""Writes how a patient is observed: the decision for scale 2 of NEWS2."""

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
from features.vitals.models import Scale2Order
from features.vitals.observing import settle

CATEGORY = "vitals"


@retried
def order_scale_2(*, patient: Patient, reason: str, by: Actor) -> Scale2Order:
    """Decides that saturation is scored on scale 2 from now on; ValidationError where that is decided already."""
    with one_transaction(by=by.user, request_id=by.request_id):
        Patient.objects.select_for_update(no_key=True).get(pk=patient.pk)
        if Scale2Order.objects.filter(patient=patient, ended_at=None).exists():
            raise ValidationError(gettext("Scale 2 is ordered already."))
        order = Scale2Order(patient=patient, decided_at=now(), reason=reason)
        write_new(order, patient=patient.public_id, category=CATEGORY, by=by, action="order")
        settle(patient=patient, by=by)
        announce(VITALS_CHANGED, chart_topic(patient))
        return order


@retried
def end_scale_2(*, order: Scale2Order, version: int, reason: str, by: Actor) -> Scale2Order:
    """Ends the decision: scale 1 from now on. StaleVersion unless the order still is `version`."""
    with one_transaction(by=by.user, request_id=by.request_id):
        present = locked(order, version=version)
        values = {"ended_at": now(), "end_reason": reason}
        patient = order.patient.public_id
        write_changes(present, values, patient=patient, category=CATEGORY, by=by, action="end")
        settle(patient=order.patient, by=by)
        announce(VITALS_CHANGED, chart_topic(order.patient))
        return present
