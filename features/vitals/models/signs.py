"""A set of vital signs: what was taken of a patient at one time."""

from functools import reduce
from operator import or_

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery

from features.foundation.records.constraints import SamePatient, one_of
from features.foundation.records.history import keeps_history
from features.patients.models import OfPatient, Provider, shown_as
from features.visits.models import Visit
from features.vitals.rules import AIR, SIGNS, Acvpu, SetStatus

STATUSES = [(s.value, s.value) for s in SetStatus]
SOMETHING = [*SIGNS, "consciousness", "oxygen_device"]

BODY_MEASURES = ("weight", "height", "head_circumference", "muac")
"""Measured rarely: the last of each may lie hundreds of sets back."""
BODY_MEASURED = reduce(or_, (Q(**{f"{name}__isnull": False}) for name in BODY_MEASURES))


def within_hard_limits(name: str) -> models.CheckConstraint:
    low, high = SIGNS[name].hard
    return models.CheckConstraint(condition=Q(**{f"{name}__range": (low, high)}), name=f"{name}_is_possible")


@keeps_history
class VitalSigns(OfPatient):
    """The signs that were taken at one time, in SI units; None is "not taken", zero is a value."""

    visit = models.ForeignKey(Visit, null=True, on_delete=models.PROTECT, related_name="+")
    taken_at = models.DateTimeField()
    taken_by = models.ForeignKey(Provider, null=True, on_delete=models.PROTECT, related_name="+")
    status = models.CharField(max_length=20, choices=STATUSES, default=SetStatus.FINAL)
    systolic = models.DecimalField(null=True)
    diastolic = models.DecimalField(null=True)
    pulse = models.DecimalField(null=True)
    respiratory_rate = models.DecimalField(null=True)
    spo2 = models.DecimalField(null=True)
    oxygen_device = models.CharField(max_length=30, blank=True)
    """`air`, or the device; empty is not recorded, which is not air."""
    oxygen_flow = models.DecimalField(null=True)
    fio2 = models.DecimalField(null=True)
    temperature = models.DecimalField(null=True)
    consciousness = models.CharField(max_length=1, blank=True, choices=[(a.value, a.value) for a in Acvpu])
    pain = models.DecimalField(null=True)
    weight = models.DecimalField(null=True)
    height = models.DecimalField(null=True)
    head_circumference = models.DecimalField(null=True)
    muac = models.DecimalField(null=True)
    typed = models.JSONField(default=dict, blank=True)
    """What was typed where it was another unit, by sign: `{"temperature": ["98.6", "[degF]"]}`."""
    confirmed = ArrayField(models.CharField(max_length=30), default=list, blank=True)
    """Signs outside their soft limits that somebody confirmed."""
    not_measured = models.JSONField(default=dict, blank=True)
    """Why a sign could not be measured, by sign: a code of `NotMeasured`, or the words of who tried."""
    corrects = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")
    """The set in whose place this one stands; that one is entered in error, and still to be seen."""
    error_reason = models.CharField(max_length=300, blank=True)

    class Meta(OfPatient.Meta):
        abstract = False
        triggers = [*OfPatient.Meta.triggers, shown_as("vitals")]
        constraints = [
            one_of("status", SetStatus, name="set_status_is_known"),
            one_of("consciousness", ["", *Acvpu], name="consciousness_is_known"),
            *(within_hard_limits(name) for name in SIGNS),
            models.CheckConstraint(
                condition=Q(diastolic=None) | Q(systolic=None) | Q(diastolic__lt=F("systolic")),
                name="diastolic_is_below_systolic",
            ),
            models.CheckConstraint(
                condition=Q(oxygen_flow=None, fio2=None) | ~Q(oxygen_device__in=["", AIR]),
                name="oxygen_comes_from_a_device",
            ),
            models.CheckConstraint(
                condition=Q(oxygen_device__in=["", AIR])
                | Q(oxygen_flow__isnull=False)
                | Q(fio2__isnull=False),
                name="a_device_has_a_flow_or_fio2",
            ),
            models.CheckConstraint(
                condition=~Q(
                    consciousness="",
                    oxygen_device="",
                    not_measured={},
                    **{f"{name}__isnull": True for name in SIGNS},
                ),
                name="a_set_holds_something",
            ),
            models.CheckConstraint(
                condition=~Q(status=SetStatus.ENTERED_IN_ERROR) | ~Q(error_reason=""),
                name="a_wrong_set_has_a_reason",
            ),
            SamePatient(field="visit", name="vitals_and_visit_of_one_patient"),
            SamePatient(field="corrects", name="a_correction_is_of_one_patient"),
            models.UniqueConstraint(fields=["id", "patient"], name="set_of_a_patient"),
            models.UniqueConstraint(
                fields=["corrects"],
                condition=~Q(status=SetStatus.ENTERED_IN_ERROR),
                name="a_set_is_corrected_by_one",
            ),
        ]
        indexes = [
            models.Index(fields=["patient", "-taken_at", "-id"], name="vitals_of_a_patient"),
            models.Index(
                fields=["patient", "-taken_at", "-id"],
                condition=BODY_MEASURED,
                name="body_measures_of_a_patient",
            ),
        ]


def last_vitals_at() -> Subquery:
    """When the last set of a patient of a list was taken."""
    valid = VitalSigns.objects.filter(patient=OuterRef("patient_id")).exclude(
        status=SetStatus.ENTERED_IN_ERROR
    )
    return Subquery(valid.order_by("-taken_at", "-id").values("taken_at")[:1])
