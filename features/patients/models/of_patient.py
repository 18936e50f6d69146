"""From which every record in a chart descends: it belongs to one patient, and is seen by whoever may see that one."""

from typing import Any

import pgtrigger
from django.db import models

from features.foundation.access.models import User
from features.foundation.records.models import BaseRecord
from features.patients.models.links import PatientFacility
from features.patients.models.patient import Patient


class OfPatientQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: User) -> "OfPatientQuerySet":
        """Those of patients whom the person may see."""
        return self.filter(patient_id__in=PatientFacility.objects.visible_to(user).values("patient_id"))


class OfPatient(BaseRecord):
    """A record in a patient's chart. Nobody deletes it: what was wrong becomes entered-in-error."""

    patient = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="+")

    objects = OfPatientQuerySet.as_manager()

    class Meta(BaseRecord.Meta):
        abstract = True
        triggers = [
            *BaseRecord.Meta.triggers,
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
        ]
