"""Visits of patients."""

from django.db import models
from django.db.models import OuterRef, Subquery

from features.foundation.access.models import Facility
from features.foundation.records.constraints import not_before, one_of
from features.foundation.records.history import keeps_history
from features.patients.models import OfPatient, Organization, Provider, shown_as
from features.visits.rules import OPEN, VisitClass, VisitStatus


@keeps_history
class Visit(OfPatient):
    """A patient was, is or will be here, or was at an organization elsewhere."""

    facility = models.ForeignKey(Facility, null=True, on_delete=models.PROTECT, related_name="+")
    organization = models.ForeignKey(Organization, null=True, on_delete=models.PROTECT, related_name="+")
    provider = models.ForeignKey(Provider, null=True, on_delete=models.PROTECT, related_name="+")
    status = models.CharField(max_length=20, choices=[(s.value, s.value) for s in VisitStatus])
    visit_class = models.CharField(max_length=10, choices=[(c.value, c.value) for c in VisitClass])
    type_system = models.CharField(max_length=120, blank=True)
    type_code = models.CharField(max_length=60, blank=True)
    type_display = models.CharField(max_length=300, blank=True)
    reason_system = models.CharField(max_length=120, blank=True)
    reason_code = models.CharField(max_length=60, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)
    ward = models.CharField(max_length=60, blank=True)
    bed = models.CharField(max_length=20, blank=True)

    class Meta(OfPatient.Meta):
        abstract = False
        triggers = [*OfPatient.Meta.triggers, shown_as("visits")]
        constraints = [
            one_of("status", VisitStatus, name="visit_status_is_known"),
            one_of("visit_class", VisitClass, name="visit_class_is_known"),
            not_before("starts_at", "ends_at", name="visit_ends_after_it_starts"),
            models.UniqueConstraint(fields=["id", "patient"], name="visit_of_a_patient"),
        ]
        indexes = [
            models.Index(fields=["patient", "-starts_at", "-id"], name="visits_of_a_patient"),
            models.Index(fields=["facility", "status", "starts_at", "id"], name="visits_of_a_facility"),
        ]


def open_visits(facility_id: int | OuterRef) -> models.QuerySet[Visit]:
    """The visits of those who are at a facility now, the last begun first."""
    return Visit.objects.filter(facility=facility_id, status__in=OPEN).order_by("-starts_at", "-id")


def visits_that_were(patient: OuterRef) -> models.QuerySet[Visit]:
    """The visits at which a patient was here, the last first: planned and cancelled ones are none."""
    were = Visit.objects.filter(patient=patient, status__in=[*OPEN, VisitStatus.FINISHED])
    return were.order_by("-starts_at", "-id")


def last_visit_at() -> Subquery:
    """When a patient of a list was last here."""
    return Subquery(visits_that_were(OuterRef("patient_id")).values("starts_at")[:1])
