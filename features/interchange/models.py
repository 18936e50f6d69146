"""What other systems sent, kept whole: every imported resource, and what could not become a record."""

from django.db import models
from django.db.models import Q

from features.foundation.records.clock import now
from features.foundation.records.identifiers import new_public_id
from features.patients.models import Patient, shown_as


class ImportOutcome(models.TextChoices):
    IMPORTED = "imported"
    KEPT = "kept"
    REFUSED = "refused"


class SourceResourceQuerySet(models.QuerySet["SourceResource"]):
    def kept(self) -> "SourceResourceQuerySet":
        """Those that could not become a record: what a chart calls documents."""
        return self.exclude(outcome=ImportOutcome.IMPORTED)


class SourceResource(models.Model):
    """One resource as it came. The same digest means that nothing has changed since; `patient` None: of a directory."""

    public_id = models.UUIDField(default=new_public_id, unique=True, editable=False)
    patient = models.ForeignKey(Patient, null=True, on_delete=models.PROTECT, related_name="+")
    resource_type = models.CharField(max_length=40)
    source_id = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)
    """SHA-256 of `body`."""
    body = models.TextField()
    """The JSON as it was sent; text, so that decimals keep their digits."""
    outcome = models.CharField(max_length=10, choices=ImportOutcome)
    reason = models.CharField(max_length=200, blank=True)
    record_kind = models.CharField(max_length=40, blank=True)
    record_id = models.UUIDField(null=True)
    """The public id of the record that was made of it."""
    received_at = models.DateTimeField(default=now)

    objects = SourceResourceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["patient", "resource_type", "source_id"],
                nulls_distinct=False,
                name="one_source_resource",
            ),
            models.CheckConstraint(
                condition=Q(outcome__in=ImportOutcome.values), name="import_outcome_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(outcome=ImportOutcome.IMPORTED) | Q(record_id__isnull=False),
                name="what_is_imported_has_a_record",
            ),
        ]
        indexes = [
            models.Index(fields=["resource_type", "source_id"], name="source_by_id"),
            models.Index(
                fields=["patient", "-received_at", "-id"],
                condition=~Q(outcome=ImportOutcome.IMPORTED),
                name="documents_of_a_patient",
            ),
        ]
        triggers = [shown_as("documents")]
