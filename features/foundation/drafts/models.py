"""One row for each form that somebody typed into: what they typed is sealed, and only they are ever asked for it."""

from django.db import models

from features.foundation.records.clock import now
from features.foundation.records.identifiers import new_public_id


class Draft(models.Model):
    """The last state of a form that was not saved, or what remains of one that was: a number that late states fail at.

    It has no history and its content is in no audit row: what was never saved was never part of a chart.
    """

    public_id = models.UUIDField(default=new_public_id, unique=True)
    kept_by = models.UUIDField()
    """The public id of the person who typed; nobody else reads the row."""
    form_key = models.UUIDField()
    """The key that the form carries: another window of the same form has another, and a draft of its own."""
    path = models.CharField(max_length=300)
    """The form's own address, which says what it is about."""
    patient = models.UUIDField(null=True)
    sequence = models.BigIntegerField()
    """Of the state: one that comes late, with a lower number, changes nothing."""
    sealed = models.BinaryField(null=True)
    """What stands in the fields (`sealing.py`); nothing once it was saved."""
    fields = models.PositiveSmallIntegerField(default=0)
    """How many hold something that is not saved."""
    started_at = models.DateTimeField(default=now)
    kept_at = models.DateTimeField(default=now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kept_by", "form_key"], name="a_draft_for_each_form"),
        ]
        indexes = [
            models.Index(fields=["kept_by", "path"], name="drafts_by_form"),
            models.Index(fields=["kept_at"], name="drafts_by_age"),
        ]
