"""One row for each thing that happened to patient data or to access (ASTM E2147, ONC 170.210)."""

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now

from features.foundation.records.clock import now

TRUNCATE_SETTING = "chartside.truncate_allowed"
"""A session setting that only the tests' database owner switches on, to empty the tables between tests."""


class Outcome(models.TextChoices):
    SUCCESS = "success"
    REFUSED = "refused"
    FAILED = "failed"


class Purpose(models.TextChoices):
    """Why (HL7 PurposeOfUse)."""

    TREATMENT = "TREAT"
    EMERGENCY = "ETREAT"
    OPERATIONS = "HOPERAT"


class AuditEvent(models.Model):
    """What happened. Never changed, never deleted: missing rights and triggers both see to it."""

    append_only = True

    recorded_at = models.DateTimeField(db_default=Now())
    happened_at = models.DateTimeField(default=now)
    patient = models.UUIDField(null=True)
    user = models.UUIDField(null=True)
    role = models.CharField(max_length=120)
    action = models.CharField(max_length=40)
    category = models.CharField(max_length=40)
    object_kind = models.CharField(max_length=40)
    object_id = models.UUIDField(null=True)
    object_version = models.PositiveIntegerField(null=True)
    outcome = models.CharField(max_length=10, choices=Outcome)
    reason = models.CharField(max_length=300)
    purpose = models.CharField(max_length=10, choices=Purpose)
    shown = ArrayField(models.UUIDField(), default=list)
    """Public ids of the records that a list showed."""
    query = models.CharField(max_length=300)
    """What was searched for, as typed."""
    session = models.CharField(max_length=64)
    """SHA-256 of the session key."""
    address = models.GenericIPAddressField(null=True)
    request_id = models.CharField(max_length=36)
    release = models.CharField(max_length=20)

    class Meta:
        indexes = [
            models.Index(fields=["patient", "-happened_at", "-id"], name="audit_by_patient"),
            models.Index(fields=["user", "-happened_at", "-id"], name="audit_by_user"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(outcome__in=Outcome.values), name="audit_outcome_is_known"
            ),
            models.CheckConstraint(
                condition=models.Q(purpose__in=Purpose.values), name="audit_purpose_is_known"
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="never_changed", operation=pgtrigger.Update),
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
            pgtrigger.Trigger(
                name="never_truncated",
                level=pgtrigger.Statement,
                when=pgtrigger.Before,
                operation=pgtrigger.Truncate,
                func=f"""
                    IF current_setting('{TRUNCATE_SETTING}', true) = 'on' THEN RETURN NULL; END IF;
                    RAISE EXCEPTION 'The audit trail is never truncated';
                """,
            ),
        ]
