"""When a patient is to be observed again, by which scale, and what an early warning score called for."""

from django.db import models
from django.db.models import F, Q

from features.foundation.records.constraints import SamePatient, not_before, one_of
from features.foundation.records.history import keeps_history
from features.patients.models import NEXT_SET_LISTED, OfPatient, Patient, shown_as
from features.vitals.models.signs import VitalSigns
from features.vitals.rules import ClockSource, EscalationKind

SHORTEST, LONGEST = 5, 7 * 24 * 60
"""Minutes between two sets that may be ordered."""


class Order(OfPatient):
    """Somebody's decision about how a patient is observed: its author is `created_by`; it holds until it is ended."""

    decided_at = models.DateTimeField()
    reason = models.CharField(max_length=300)
    ended_at = models.DateTimeField(null=True)
    end_reason = models.CharField(max_length=300, blank=True)

    class Meta(OfPatient.Meta):
        abstract = True
        triggers = [*OfPatient.Meta.triggers, shown_as("vitals")]


@keeps_history
class Scale2Order(Order):
    """That oxygen saturation is scored on scale 2 of NEWS2 (target 88-92 %); never a default."""

    class Meta(Order.Meta):
        abstract = False
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="scale_2_has_a_reason"),
            not_before("decided_at", "ended_at", name="scale_2_ends_after_it_begins"),
            models.UniqueConstraint(
                fields=["patient"], condition=Q(ended_at=None), name="one_scale_2_at_a_time"
            ),
        ]
        indexes = [models.Index(fields=["patient", "-decided_at", "-id"], name="scale_2_of_a_patient")]


@keeps_history
class FrequencyOrder(Order):
    """How often a set of vital signs is ordered, in minutes; NEWS2 asks for one sooner where it must."""

    every = models.PositiveIntegerField()

    class Meta(Order.Meta):
        abstract = False
        constraints = [
            models.CheckConstraint(
                condition=Q(every__range=(SHORTEST, LONGEST)), name="frequency_is_possible"
            ),
            not_before("decided_at", "ended_at", name="frequency_ends_after_it_begins"),
            models.UniqueConstraint(
                fields=["patient"], condition=Q(ended_at=None), name="one_frequency_at_a_time"
            ),
        ]
        indexes = [models.Index(fields=["patient", "-decided_at", "-id"], name="frequencies_of_a_patient")]


class ObservationClock(models.Model):
    """When the next set of a patient is due, worked out from the sets and orders: one row a patient, never typed.

    Written by whatever writes one of these, in the same transaction. `vitals` is the set that it goes by, `at_least`
    and `level` are those of its score, empty where it has none.
    """

    patient = models.OneToOneField(Patient, on_delete=models.CASCADE, primary_key=True, related_name="+")
    vitals = models.ForeignKey(VitalSigns, null=True, on_delete=models.PROTECT, related_name="+")
    at_least = models.PositiveSmallIntegerField(null=True)
    is_total = models.BooleanField(default=False)
    level = models.CharField(max_length=20, blank=True)
    source = models.CharField(max_length=20, choices=[(s.value, s.value) for s in ClockSource])
    due_at = models.DateTimeField()
    overdue_at = models.DateTimeField()

    class Meta:
        constraints = [
            one_of("source", ClockSource, name="clock_source_is_known"),
            models.CheckConstraint(
                condition=Q(overdue_at__gte=F("due_at")), name="overdue_is_not_before_due"
            ),
        ]
        indexes = [models.Index(fields=["overdue_at", "patient"], name="clocks_by_overdue")]
        triggers = [NEXT_SET_LISTED]


@keeps_history
class Escalation(OfPatient):
    """What the score of a set called for: raised with it, withdrawn when a correction takes the ground away."""

    vitals = models.ForeignKey(VitalSigns, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=[(k.value, k.value) for k in EscalationKind])
    at_least = models.PositiveSmallIntegerField()
    """The total, or the sum of what was recorded."""
    raised_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_because = models.CharField(max_length=300, blank=True)

    class Meta(OfPatient.Meta):
        abstract = False
        triggers = [*OfPatient.Meta.triggers, shown_as("vitals")]
        constraints = [
            one_of("kind", EscalationKind, name="escalation_kind_is_known"),
            SamePatient(field="vitals", name="escalation_and_set_of_one_patient"),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | ~Q(withdrawn_because=""),
                name="a_withdrawn_escalation_has_a_reason",
            ),
            models.UniqueConstraint(
                fields=["vitals"], condition=Q(withdrawn_at=None), name="one_escalation_of_a_set"
            ),
        ]
        indexes = [models.Index(fields=["patient", "-raised_at", "-id"], name="escalations_of_a_patient")]
