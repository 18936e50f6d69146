"""Any other observation of a patient."""

from django.db import models
from django.db.models import Q

from features.foundation.clinical.statuses import ObservationStatus
from features.foundation.records.constraints import SamePatient, one_of
from features.foundation.records.history import keeps_history
from features.foundation.records.models import Coded
from features.patients.models import OfPatient, shown_as
from features.visits.models import Visit


@keeps_history
class Measurement(OfPatient, Coded):
    """Any other observation: a score, a habit, a finding; a number with its unit, a code, or text."""

    visit = models.ForeignKey(Visit, null=True, on_delete=models.PROTECT, related_name="+")
    category = models.CharField(max_length=40)
    """A code of HL7 observation-category, such as `survey`, `social-history`."""
    status = models.CharField(max_length=20, choices=[(s.value, s.value) for s in ObservationStatus])
    taken_at = models.DateTimeField()
    number = models.DecimalField(null=True)
    unit = models.CharField(max_length=40, blank=True)
    """UCUM."""
    value_system = models.CharField(max_length=120, blank=True)
    value_code = models.CharField(max_length=60, blank=True)
    value_text = models.CharField(max_length=2000, blank=True)
    parts = models.JSONField(default=list, blank=True)
    """Components, each with code, display, number as text, unit, text."""

    class Meta(OfPatient.Meta):
        abstract = False
        triggers = [*OfPatient.Meta.triggers, shown_as("measurements")]
        constraints = [
            models.CheckConstraint(
                condition=Q(number__isnull=False) | ~Q(value_text="") | ~Q(value_code="") | ~Q(parts=[]),
                name="a_measurement_holds_something",
            ),
            one_of("status", ObservationStatus, name="measurement_status_is_known"),
            SamePatient(field="visit", name="measurement_and_visit_of_one_patient"),
        ]
        indexes = [
            models.Index(fields=["patient", "code", "-taken_at", "-id"], name="measurements_of_a_kind"),
            models.Index(fields=["patient", "-taken_at", "-id"], name="measurements_of_a_patient"),
        ]
