"""The card of an insurance, as it was photographed."""

from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.lookups import In, LessThanOrEqual
from django.utils.translation import gettext_lazy as _

from features.foundation.records.constraints import SamePatient
from features.foundation.records.history import keeps_history
from features.foundation.records.models import BaseRecord
from features.patients.models.coverage import Coverage
from features.patients.models.details import ByteLength
from features.patients.models.patient import Patient
from features.patients.models.version_keys import shown_as

CARD_BYTES = 2_000_000
"""Of one side; a picture of `cards.LONGEST_SIDE` never needs them."""
PICTURES_BEGIN = ("ffd8ff", "89504e", "524946")
"""The first bytes of a JPEG, a PNG and a WebP, in hexadecimal."""


class CardSide(models.TextChoices):
    FRONT = "front", _("front")
    BACK = "back", _("back")


class FirstBytes(Func):
    template = "encode(substring(%(expressions)s from 1 for 3), 'hex')"
    arity = 1
    output_field = models.CharField()


@keeps_history
class CoverageCard(BaseRecord):
    """Both sides of a card; None where there is no picture of one.

    The pictures are re-encoded by us before they come here, or are another Chartside's. What a side was before stays in
    the history.
    """

    patient = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="+")
    coverage = models.OneToOneField(Coverage, on_delete=models.PROTECT, related_name="card")
    front = models.BinaryField(null=True)
    back = models.BinaryField(null=True)

    class Meta(BaseRecord.Meta):
        constraints = [
            SamePatient(field="coverage", name="card_and_coverage_of_one_patient"),
            models.CheckConstraint(
                condition=Q(front=None) | Q(In(FirstBytes(F("front")), PICTURES_BEGIN)),
                name="card_front_is_a_picture",
            ),
            models.CheckConstraint(
                condition=Q(back=None) | Q(In(FirstBytes(F("back")), PICTURES_BEGIN)),
                name="card_back_is_a_picture",
            ),
            models.CheckConstraint(
                condition=Q(LessThanOrEqual(ByteLength(F("front")), Value(CARD_BYTES))),
                name="card_front_is_small",
            ),
            models.CheckConstraint(
                condition=Q(LessThanOrEqual(ByteLength(F("back")), Value(CARD_BYTES))),
                name="card_back_is_small",
            ),
        ]
        triggers = [*BaseRecord.Meta.triggers, shown_as("coverage")]
