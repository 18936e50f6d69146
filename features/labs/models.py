"""Laboratory tests with their ranges; orders, reports and results of patients."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import IntegerRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value

from features.foundation.clinical.interpretation import Limits
from features.foundation.records.constraints import SamePatient, not_before, one_of
from features.foundation.records.history import keeps_history
from features.foundation.records.models import BaseRecord, Coded
from features.labs.rules import (
    ABNORMAL_FLAGS,
    COMPARATORS,
    FLAGS,
    WITHOUT_VALUE,
    OrderStatus,
    ReportStatus,
    ResultStatus,
)
from features.patients.models import OfPatient, Provider, shown_as
from features.visits.models import Visit


class LabTest(BaseRecord, Coded):
    """A test that the laboratory does; the code is LOINC's."""

    unit = models.CharField(max_length=40, blank=True)
    """UCUM; empty for tests that are not numbers."""
    places = models.PositiveSmallIntegerField(default=1)
    """Decimals shown."""

    class Meta(BaseRecord.Meta):
        constraints = [models.UniqueConstraint(fields=["code_system", "code"], name="one_test_per_code")]


class Ages(Func):
    """Ages in months, from the first up to but not including the second."""

    function = "int4range"
    arity = 2
    output_field = IntegerRangeField()


class LabRangeQuerySet(models.QuerySet["LabRange"]):
    def for_patient(self, *, months: int, sex: str, pregnant: bool | None) -> "LabRangeQuerySet":
        """Those that fit a patient of so many completed months, the most specific first, as `range_for` chooses."""
        of_age = Q(from_months__lte=months) & (Q(to_months=None) | Q(to_months__gt=months))
        carrying = Q(pregnant=None) if pregnant is None else Q(pregnant=None) | Q(pregnant=pregnant)
        return self.filter(of_age, carrying, sex__in={"", sex}).order_by(
            F("pregnant").asc(nulls_last=True), F("sex").desc(), "id"
        )

    def by_code(self) -> dict[tuple[str, str], list["LabRange"]]:
        """All ranges by the system and code of their test."""
        found: dict[tuple[str, str], list[LabRange]] = {}
        for each in self.select_related("test"):
            found.setdefault((each.test.code_system, each.test.code), []).append(each)
        return found


class LabRange(BaseRecord):
    """What is normal and what is critical of a test, for an age in months `[from, to)`, a sex and pregnancy.

    An empty sex or an unknown pregnancy stands for all. Bands of the same kind never overlap; of bands of different
    kinds the more specific one counts (`range_for`).
    """

    test = models.ForeignKey(LabTest, on_delete=models.PROTECT, related_name="ranges")
    sex = models.CharField(max_length=10, blank=True)
    pregnant = models.BooleanField(null=True)
    from_months = models.PositiveIntegerField(default=0)
    to_months = models.PositiveIntegerField(null=True)
    unit = models.CharField(max_length=40)
    low = models.DecimalField(null=True)
    high = models.DecimalField(null=True)
    critical_low = models.DecimalField(null=True)
    critical_high = models.DecimalField(null=True)
    source = models.CharField(max_length=300, blank=True)
    approved_by = models.UUIDField(null=True)
    approved_at = models.DateTimeField(null=True)

    objects = LabRangeQuerySet.as_manager()

    class Meta(BaseRecord.Meta):
        constraints = [
            one_of("sex", ["", "female", "male"], name="range_sex_is_known"),
            not_before("low", "high", name="range_low_is_not_above_high"),
            not_before("critical_low", "low", name="critical_low_is_not_above_low"),
            not_before("high", "critical_high", name="critical_high_is_not_below_high"),
            not_before("critical_low", "high", name="critical_low_is_not_above_high"),
            not_before("low", "critical_high", name="critical_high_is_not_below_low"),
            not_before("critical_low", "critical_high", name="critical_limits_ascend"),
            models.CheckConstraint(
                condition=Q(to_months=None) | Q(to_months__gt=F("from_months")), name="range_has_an_age"
            ),
            ExclusionConstraint(
                name="ranges_do_not_overlap",
                expressions=[
                    (F("test"), RangeOperators.EQUAL),
                    (F("sex"), RangeOperators.EQUAL),
                    (
                        Func(
                            Func(F("pregnant"), template="%(expressions)s::text"),
                            Value(""),
                            function="coalesce",
                        ),
                        RangeOperators.EQUAL,
                    ),
                    (Ages(F("from_months"), F("to_months")), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    @property
    def limits(self) -> Limits:
        """As laboratories print them: with one normal limit alone the other side is open."""
        return Limits.as_printed(
            self.low, self.high, self.critical_low, self.critical_high, source=self.source
        )


@keeps_history
class LabOrder(OfPatient, Coded):
    """A test or panel that was ordered."""

    visit = models.ForeignKey(Visit, null=True, on_delete=models.PROTECT, related_name="+")
    ordered_by = models.ForeignKey(Provider, null=True, on_delete=models.PROTECT, related_name="+")
    ordered_at = models.DateTimeField()
    status = models.CharField(max_length=20, choices=[(s.value, s.value) for s in OrderStatus])
    priority = models.CharField(max_length=10, default="routine")
    requisition = models.UUIDField(null=True)
    """Orders that were placed together share it."""
    note = models.CharField(max_length=500, blank=True)

    class Meta(OfPatient.Meta):
        abstract = False
        constraints = [
            one_of("status", OrderStatus, name="lab_order_status_is_known"),
            one_of("priority", ["routine", "urgent", "asap", "stat"], name="lab_order_priority_is_known"),
            models.UniqueConstraint(fields=["id", "patient"], name="lab_order_of_a_patient"),
            SamePatient(field="visit", name="lab_order_and_visit_of_one_patient"),
        ]
        indexes = [models.Index(fields=["patient", "-ordered_at", "-id"], name="lab_orders_of_a_patient")]


@keeps_history
class LabReport(OfPatient, Coded):
    """Results that belong together."""

    visit = models.ForeignKey(Visit, null=True, on_delete=models.PROTECT, related_name="+")
    order = models.ForeignKey(LabOrder, null=True, on_delete=models.PROTECT, related_name="reports")
    status = models.CharField(max_length=20, choices=[(s.value, s.value) for s in ReportStatus])
    category = models.CharField(max_length=40, blank=True)
    effective_at = models.DateTimeField()
    """When what was examined was taken."""
    issued_at = models.DateTimeField(null=True)
    conclusion = models.CharField(max_length=2000, blank=True)

    class Meta(OfPatient.Meta):
        abstract = False
        constraints = [
            one_of("status", ReportStatus, name="report_status_is_known"),
            models.UniqueConstraint(fields=["id", "patient"], name="report_of_a_patient"),
            SamePatient(field="visit", name="report_and_visit_of_one_patient"),
            SamePatient(field="order", name="report_and_order_of_one_patient"),
        ]
        indexes = [models.Index(fields=["patient", "-effective_at", "-id"], name="reports_of_a_patient")]


@keeps_history
class LabResult(OfPatient, Coded):
    """The value of one test: a number with its unit and perhaps a comparator, a code, or text.

    The range that was used is stored with it.
    """

    visit = models.ForeignKey(Visit, null=True, on_delete=models.PROTECT, related_name="+")
    order = models.ForeignKey(LabOrder, null=True, on_delete=models.PROTECT, related_name="results")
    report = models.ForeignKey(LabReport, null=True, on_delete=models.PROTECT, related_name="results")
    status = models.CharField(max_length=20, choices=[(s.value, s.value) for s in ResultStatus])
    effective_at = models.DateTimeField()
    issued_at = models.DateTimeField(null=True)
    comparator = models.CharField(max_length=2, blank=True)
    number = models.DecimalField(null=True)
    unit = models.CharField(max_length=40, blank=True)
    """UCUM."""
    value_system = models.CharField(max_length=120, blank=True)
    value_code = models.CharField(max_length=60, blank=True)
    value_text = models.CharField(max_length=2000, blank=True)
    flag = models.CharField(max_length=2, blank=True)
    """HL7 0078; empty: not interpreted, which is not normal."""
    range_low = models.DecimalField(null=True)
    range_high = models.DecimalField(null=True)
    range_unit = models.CharField(max_length=40, blank=True)
    critical_low = models.DecimalField(null=True)
    critical_high = models.DecimalField(null=True)

    class Meta(OfPatient.Meta):
        abstract = False
        triggers = [*OfPatient.Meta.triggers, shown_as("labs")]
        constraints = [
            one_of("status", ResultStatus, name="result_status_is_known"),
            one_of("comparator", COMPARATORS, name="comparator_is_known"),
            one_of("flag", ["", *FLAGS], name="flag_is_known"),
            models.CheckConstraint(
                condition=Q(comparator="") | Q(number__isnull=False), name="a_comparator_compares_a_number"
            ),
            models.CheckConstraint(
                condition=Q(number__isnull=False)
                | ~Q(value_text="")
                | ~Q(value_code="")
                | Q(status__in=WITHOUT_VALUE),
                name="a_result_has_a_value",
            ),
            SamePatient(field="visit", name="result_and_visit_of_one_patient"),
            SamePatient(field="order", name="result_and_order_of_one_patient"),
            SamePatient(field="report", name="result_and_report_of_one_patient"),
        ]
        indexes = [
            models.Index(fields=["patient", "code", "-effective_at", "-id"], name="results_of_a_test"),
            models.Index(fields=["patient", "-effective_at", "-id"], name="results_of_a_patient"),
            models.Index(fields=["report", "id"], name="results_of_a_report"),
            models.Index(
                fields=["patient", "-effective_at", "-id"],
                condition=Q(flag__in=ABNORMAL_FLAGS),
                name="abnormal_results",
            ),
        ]
