"""A patient's insurance."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils.translation import gettext_lazy as _

from features.foundation.records.constraints import not_before
from features.foundation.records.history import keeps_history
from features.foundation.records.models import BaseRecord
from features.foundation.records.ordering import known_or_first
from features.patients import triggers
from features.patients.models.patient import Patient
from features.patients.models.providers import Payer
from features.patients.models.version_keys import shown_as


class CoverageKind(models.TextChoices):
    INSURANCE = "insurance", _("insurance")
    SELF_PAY = "self-pay", _("self-pay")


class Period(Func):
    """The days from one date to another, both included; an unknown date leaves its side open."""

    function = "daterange"
    arity = 3
    output_field = DateRangeField()


@keeps_history
class Coverage(BaseRecord):
    """An insurance of a patient, or that they pay themselves. Priority 1 is the primary one, None is not known."""

    patient = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="coverages")
    kind = models.CharField(max_length=10, choices=CoverageKind, default=CoverageKind.INSURANCE)
    payer = models.ForeignKey(Payer, null=True, on_delete=models.PROTECT)
    member_id = models.CharField(max_length=60, blank=True)
    group_number = models.CharField(max_length=60, blank=True)
    plan = models.CharField(max_length=120, blank=True)
    subscriber_name = models.CharField(max_length=240, blank=True)
    """Who holds the policy, where it is not the patient."""
    subscriber_relationship = models.CharField(max_length=20, blank=True)
    """A code of HL7 SubscriberRelationship, such as `parent`; of the patient's relation to the holder."""
    priority = models.PositiveSmallIntegerField(null=True, default=1)
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    verify_by = models.DateField(null=True)
    """When somebody has to ask the payer again whether it still pays."""
    verified_on = models.DateField(null=True)
    """When somebody last did."""

    @property
    def who_pays(self) -> str:
        """The payer, or how it is paid where there is none."""
        return self.payer.name if self.payer else str(CoverageKind(self.kind).label)

    class Meta(BaseRecord.Meta):
        constraints = [
            not_before("starts_on", "ends_on", name="coverage_ends_after_it_starts"),
            models.CheckConstraint(
                condition=Q(kind=CoverageKind.SELF_PAY, payer=None)
                | Q(kind=CoverageKind.INSURANCE, payer__isnull=False),
                name="an_insurance_has_a_payer",
            ),
            models.CheckConstraint(condition=Q(priority__gte=1), name="coverage_priority_counts_from_1"),
            models.UniqueConstraint(fields=["id", "patient"], name="coverage_of_a_patient"),
            ExclusionConstraint(
                name="one_coverage_per_priority_at_a_time",
                expressions=[
                    (F("patient"), RangeOperators.EQUAL),
                    (F("priority"), RangeOperators.EQUAL),
                    (Period(F("starts_on"), F("ends_on"), Value("[]")), RangeOperators.OVERLAPS),
                ],
                condition=Q(priority__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["patient", "priority"], name="coverage_by_priority"),
            models.Index(
                F("patient"), known_or_first("starts_on").desc(), F("id").desc(), name="coverage_by_start"
            ),
        ]
        triggers = [
            *BaseRecord.Meta.triggers,
            triggers.COVERAGE_CHANGED,
            triggers.found_by("patient_id", "member_id"),
            shown_as("coverage"),
        ]
