"""Drugs, and the orders for them."""

from django.db import models
from django.db.models import Case, F, OuterRef, Q, Subquery, Value, When

from features.foundation.records.clock import now
from features.foundation.records.constraints import SamePatient, not_before, one_of
from features.foundation.records.history import keeps_history
from features.foundation.records.models import BaseRecord, Coded
from features.medications.rules import OrderStatus, StopReason
from features.patients.models import OfPatient, Provider, shown_as
from features.visits.models import Visit

IN_FORCE = Case(
    When(status__in=[OrderStatus.ACTIVE, OrderStatus.ON_HOLD], then=Value(True)),
    default=Value(False),
    output_field=models.BooleanField(),
)
"""Whether an order stands as active or on hold: the first thing that its timeline is ordered by."""


class Drug(BaseRecord, Coded):
    """A drug of the catalogue; the code is RxNorm's."""

    ingredient = models.CharField(max_length=200, blank=True)
    form = models.CharField(max_length=60, blank=True)
    strength = models.CharField(max_length=60, blank=True)

    class Meta(BaseRecord.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["code_system", "code"], condition=~Q(code=""), name="one_drug_per_code"
            ),
            models.CheckConstraint(condition=~Q(display=""), name="a_drug_has_a_name"),
        ]


@keeps_history
class MedicationOrder(OfPatient):
    """A drug that was ordered for a patient. A revision is a new order that points at the old one."""

    visit = models.ForeignKey(Visit, null=True, on_delete=models.PROTECT, related_name="+")
    drug = models.ForeignKey(Drug, on_delete=models.PROTECT, related_name="+")
    replaces = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="replaced_by")
    ordered_by = models.ForeignKey(Provider, null=True, on_delete=models.PROTECT, related_name="+")
    ordered_at = models.DateTimeField()
    status = models.CharField(max_length=20, choices=[(s.value, s.value) for s in OrderStatus])
    intent = models.CharField(max_length=20, default="order")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)
    """When it ends by itself, or when it was stopped."""
    dose = models.DecimalField(null=True)
    dose_unit = models.CharField(max_length=40, blank=True)
    route = models.CharField(max_length=60, blank=True)
    times = models.DecimalField(null=True)
    """How often in each `period`."""
    period = models.DecimalField(null=True)
    period_unit = models.CharField(max_length=5, blank=True)
    """UCUM: h, d, wk, mo."""
    as_needed = models.BooleanField(default=False)
    instructions = models.CharField(max_length=1000, blank=True)
    reason_system = models.CharField(max_length=120, blank=True)
    reason_code = models.CharField(max_length=60, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    stop_reason = models.CharField(
        max_length=30, blank=True, choices=[(r.value, r.value) for r in StopReason]
    )
    stop_note = models.CharField(max_length=300, blank=True)

    class Meta(OfPatient.Meta):
        abstract = False
        triggers = [*OfPatient.Meta.triggers, shown_as("medications")]
        constraints = [
            one_of("status", OrderStatus, name="medication_status_is_known"),
            one_of("stop_reason", ["", *StopReason], name="stop_reason_is_known"),
            models.CheckConstraint(
                condition=~Q(stop_reason=StopReason.OTHER) | ~Q(stop_note=""), name="another_reason_is_told"
            ),
            not_before("starts_at", "ends_at", name="medication_ends_after_it_starts"),
            models.CheckConstraint(condition=Q(dose__gt=0), name="dose_is_above_zero"),
            models.CheckConstraint(condition=Q(times__gt=0) & Q(period__gt=0), name="times_are_above_zero"),
            models.CheckConstraint(
                condition=Q(replaces=None) | ~Q(replaces=F("id")), name="an_order_does_not_replace_itself"
            ),
            models.UniqueConstraint(fields=["id", "patient"], name="medication_of_a_patient"),
            SamePatient(field="visit", name="medication_and_visit_of_one_patient"),
            SamePatient(field="replaces", name="medication_and_the_old_one_of_one_patient"),
        ]
        indexes = [
            models.Index(fields=["patient", "status", "-starts_at", "-id"], name="medications_of_a_patient"),
            models.Index(fields=["patient", "-starts_at", "-id"], name="medications_by_start"),
            models.Index(
                F("patient"),
                IN_FORCE.desc(),
                F("starts_at").desc(),
                F("id").desc(),
                name="medications_in_force",
            ),
        ]


class Number(Subquery):
    """How many rows the sub-select has."""

    template = "(SELECT count(*) FROM (%(subquery)s) counted)"
    output_field = models.IntegerField()


def active_medications() -> Number:
    """How many orders of a patient of a list are active today: begun, not stopped, not past their end.

    By the day, not the minute: a list's statement is written once a day, and its ETag is of its rows.
    """
    on = now().date()
    begun = MedicationOrder.objects.filter(patient=OuterRef("patient_id"), status=OrderStatus.ACTIVE)
    return Number(
        begun.filter(Q(ends_at=None) | Q(ends_at__date__gte=on), starts_at__date__lte=on).values("id")
    )
