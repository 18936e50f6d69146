"""What the registration remembers beside the patient: whom it let in, who is nobody else, who is not identified."""

from django.db import models
from django.db.models import Q

from features.foundation.records.history import keeps_history
from features.foundation.records.models import BaseRecord
from features.patients.models import Patient


class RegisteredIdentity(models.Model):
    """Who was registered at a desk. Two desks that register the same person at once meet at this constraint.

    `number` counts people of the same name, birth date and sex whom somebody said to be different.
    """

    patient = models.OneToOneField(Patient, on_delete=models.PROTECT, related_name="+")
    name_key = models.CharField(max_length=250)
    """As lists sort it: lower case, without accents."""
    birth_date = models.DateField()
    sex = models.CharField(max_length=10)
    number = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["name_key", "birth_date", "sex", "number"], name="one_registration_of_an_identity"
            )
        ]


class NotDuplicate(BaseRecord):
    """That two records are two people, and how that is known. The older record stands first."""

    patient = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="+")
    other = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=300)

    class Meta(BaseRecord.Meta):
        constraints = [
            models.UniqueConstraint(fields=["patient", "other"], name="a_pair_is_told_apart_once"),
            models.CheckConstraint(
                condition=Q(patient__lt=models.F("other")), name="the_older_record_stands_first"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="telling_apart_has_a_reason"),
        ]


@keeps_history
class UnidentifiedPerson(BaseRecord):
    """A patient whom nobody could name yet, with what is known instead."""

    patient = models.OneToOneField(Patient, on_delete=models.PROTECT, related_name="+")
    description = models.CharField(max_length=500)
    """Where and when they were found, what they look like, what they wear."""
    identified_at = models.DateTimeField(null=True)
