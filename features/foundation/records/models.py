"""BaseRecord, from which every stored record descends, version keys of regions, and the forms that were saved."""

import pgtrigger
from django.contrib.postgres.fields import ArrayField
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


class SavedForm(models.Model):
    """A form that was saved, by the key that it carried: sent again, it is answered from here and saves nothing.

    Written in the transaction of the save, so that there is never one without the other.
    """

    saved_by = models.UUIDField()
    """The public id of a user; the key of somebody else means nothing."""
    key = models.UUIDField()
    digest = models.CharField(max_length=64)
    """Of the address and of everything that was sent, keyed: the same key with another content is no repetition."""
    status = models.PositiveSmallIntegerField()
    """As HTTP says it: 201 for something new, 200 for a change."""
    object_id = models.UUIDField(null=True)
    confirmed = ArrayField(models.CharField(max_length=60), default=list)
    """The codes of the warnings that the person confirmed."""
    saved_at = models.DateTimeField(default=now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["saved_by", "key"], name="a_form_is_saved_once"),
        ]
        indexes = [models.Index(fields=["saved_at"], name="forms_by_saving")]
