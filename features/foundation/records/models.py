"""BaseRecord, from which every stored record descends, and the version keys of what regions show."""

import pgtrigger
from django.db import models

from features.foundation.records.clock import now
from features.foundation.records.identifiers import new_public_id


class BaseRecord(models.Model):
    """A record with a public id for URLs, a version that every change raises, and its author.

    `created_by` and `updated_by` hold the public id of a user; this layer lies below users.
    The version is raised by a trigger, so that bulk and raw updates are counted as well.
    """

    public_id = models.UUIDField(default=new_public_id, unique=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(default=now, editable=False)
    created_by = models.UUIDField(null=True, editable=False)
    updated_at = models.DateTimeField(default=now, editable=False)
    updated_by = models.UUIDField(null=True, editable=False)

    class Meta:
        abstract = True
        triggers = [
            pgtrigger.Trigger(
                name="raise_version",
                operation=pgtrigger.Update,
                when=pgtrigger.Before,
                func="NEW.version := OLD.version + 1; RETURN NEW;",
            )
        ]


class Coded(models.Model):
    """A record that says in a code of some system what it is about, and in words as the source wrote them."""

    code_system = models.CharField(max_length=120, blank=True)
    """A URI, such as `http://loinc.org`; empty for words without a code."""
    code = models.CharField(max_length=60, blank=True)
    display = models.CharField(max_length=300)

    class Meta:
        abstract = True


class VersionKey(models.Model):
    """How often something of one kind has changed for one patient; the heart of a region's ETag.

    Raised in the transaction of the write by `services.raise_version`. There is deliberately no key for a whole
    facility: it would make every writer of the hospital wait for every other.
    """

    patient = models.UUIDField()
    kind = models.CharField(max_length=40)
    version = models.BigIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["patient", "kind"], name="one_key_per_patient_and_kind")
        ]
