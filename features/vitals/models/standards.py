"""What somebody proposes to hold for vital signs at a facility, and who decided about it."""

from enum import StrEnum

import pgtrigger
from django.db import models
from django.db.models import F, Q

from features.foundation.access.models import Facility, User
from features.foundation.records.constraints import not_before, one_of
from features.foundation.records.history import keeps_history
from features.foundation.records.models import BaseRecord
from features.vitals.standards import PARTS


class Decision(StrEnum):
    WAITING = "waiting"
    APPROVED = "approved"
    TURNED_DOWN = "turned-down"


class ProposedStandardQuerySet(models.QuerySet["ProposedStandard"]):
    """Reads proposals."""

    def visible_to(self, user: User) -> "ProposedStandardQuerySet":
        """Those of the facility where the person works now; nobody's where they work nowhere."""
        return self.filter(facility=user.facility_id) if user.facility_id else self.none()

    def waiting(self) -> "ProposedStandardQuerySet":
        return self.filter(decision=Decision.WAITING)


@keeps_history
class ProposedStandard(BaseRecord):
    """That a part of the standards (a sign, or a level of NEWS2) is to be another at a facility.

    Nothing changes before somebody else approves it. One waits for each part; proposing again changes that one.
    """

    facility = models.ForeignKey(Facility, on_delete=models.PROTECT, related_name="+")
    part = models.CharField(max_length=40)
    before = models.JSONField()
    """What held when it was proposed, as `tell_part` tells it."""
    proposed = models.JSONField()
    reason = models.CharField(max_length=300)
    proposed_by = models.UUIDField()
    proposed_at = models.DateTimeField()
    decision = models.CharField(max_length=20, default=Decision.WAITING)
    decided_by = models.UUIDField(null=True)
    decided_at = models.DateTimeField(null=True)
    decision_reason = models.CharField(max_length=300, blank=True)

    objects = ProposedStandardQuerySet.as_manager()

    class Meta(BaseRecord.Meta):
        abstract = False
        triggers = [
            *BaseRecord.Meta.triggers,
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="decided_once",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__decided_at__isnull=False),
            ),
        ]
        constraints = [
            one_of("part", PARTS, name="a_standard_is_of_a_known_part"),
            one_of("decision", Decision, name="decision_about_a_standard_is_known"),
            models.CheckConstraint(condition=~Q(reason=""), name="a_proposed_standard_has_a_reason"),
            models.CheckConstraint(
                condition=Q(decision=Decision.WAITING, decided_by=None, decided_at=None)
                | ~Q(decision=Decision.WAITING) & Q(decided_by__isnull=False, decided_at__isnull=False),
                name="who_decides_about_a_standard_says_when",
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("proposed_by")),
                name="nobody_approves_what_they_proposed",
            ),
            models.CheckConstraint(
                condition=~Q(decision=Decision.TURNED_DOWN) | ~Q(decision_reason=""),
                name="a_standard_is_turned_down_with_a_reason",
            ),
            models.UniqueConstraint(
                fields=["facility", "part"],
                condition=Q(decision=Decision.WAITING),
                name="one_standard_of_a_part_waits",
            ),
            not_before("proposed_at", "decided_at", name="a_standard_is_proposed_before_it_is_decided"),
        ]
        indexes = [
            models.Index(fields=["facility", "decision", "part", "id"], name="standards_of_a_facility")
        ]
