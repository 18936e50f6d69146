"""Writes what is proposed for vital signs at a facility, and what is decided about it.

The facility changes in the transaction of the approval: whoever asks for anything afterwards is told by it.
"""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext

from features.foundation.access.models import Facility
from features.foundation.audit.actors import Actor
from features.foundation.audit.changes import write_changes, write_new
from features.foundation.records.clock import now
from features.foundation.records.saving import locked
from features.foundation.records.services import one_transaction, retried
from features.vitals.models import Decision, ProposedStandard
from features.vitals.observing import settle_level
from features.vitals.standards import (
    FEATURE,
    LEVELS,
    read_part,
    read_standards,
    standards_of,
    tell_part,
    waits_longer,
)

SETTINGS = "settings"
"""What the audit trail calls the category of standards."""


@retried
def propose_standard(
    *, facility: Facility, part: str, proposed: dict[str, Any], reason: str, by: Actor
) -> ProposedStandard:
    """Proposes what is to hold for a part; nothing changes yet. ValueError where it contradicts itself."""
    read_part(part, proposed)
    with one_transaction(by=by.user, request_id=by.request_id):
        standard = ProposedStandard(
            facility=facility,
            part=part,
            before=tell_part(standards_of(facility), part),
            proposed=proposed,
            reason=reason,
            proposed_by=by.user,  # type: ignore[misc]  # somebody who is signed in
            proposed_at=now(),
        )
        write_new(standard, patient=None, category=SETTINGS, by=by, action="propose")
    return standard


@retried
def propose_otherwise(
    *, standard: ProposedStandard, version: int, proposed: dict[str, Any], reason: str, by: Actor
) -> ProposedStandard:
    """Proposes something else while it waits. StaleVersion unless it still is `version`."""
    read_part(standard.part, proposed)
    with one_transaction(by=by.user, request_id=by.request_id):
        present = _waiting(standard, version)
        values = {"proposed": proposed, "reason": reason, "proposed_by": by.user, "proposed_at": now()}
        write_changes(present, values, patient=None, category=SETTINGS, by=by, action="propose")
        return present


@retried
def approve_standard(*, standard: ProposedStandard, version: int, by: Actor) -> ProposedStandard:
    """What was proposed holds from now on. StaleVersion unless it still is `version`; ValidationError for one's own.

    The clocks that go by a level are settled once that is written, some patients at a time: nobody who records a set
    waits for all of them.
    """
    with one_transaction(by=by.user, request_id=by.request_id):
        present = _waiting(standard, version)
        _somebody_else(present, by)
        read_part(present.part, present.proposed)
        facility = Facility.objects.select_for_update(no_key=True).get(pk=present.facility_id)
        approval = {"approved_by": str(by.user), "approved_at": now().isoformat()}
        ours = {**facility.standards.get(FEATURE, {}), present.part: {**present.proposed, **approval}}
        standards = {**facility.standards, FEATURE: ours}
        if present.part in LEVELS and waits_longer(read_standards(standards).intervals):
            raise ValidationError(
                gettext("After a higher score one would wait longer than after a lower one.")
            )
        write_changes(facility, {"standards": standards}, patient=None, category=SETTINGS, by=by)
        _decide(present, Decision.APPROVED, "", by)
        if present.part in LEVELS:
            level = LEVELS[present.part]
            transaction.on_commit(lambda: settle_level(facility=facility, level=level, by=by))
        return present


@retried
def turn_down_standard(
    *, standard: ProposedStandard, version: int, reason: str, by: Actor
) -> ProposedStandard:
    """What was proposed shall not hold. StaleVersion unless it still is `version`; ValidationError for one's own."""
    with one_transaction(by=by.user, request_id=by.request_id):
        present = _waiting(standard, version)
        _somebody_else(present, by)
        _decide(present, Decision.TURNED_DOWN, reason, by)
        return present


def _waiting(standard: ProposedStandard, version: int) -> ProposedStandard:
    present = locked(standard, version=version)
    if present.decision != Decision.WAITING:
        raise ValidationError(gettext("Somebody has decided about this already."))
    return present


def _somebody_else(present: ProposedStandard, by: Actor) -> None:
    if present.proposed_by == by.user:
        raise ValidationError(gettext("Somebody else decides about what you proposed."))


def _decide(present: ProposedStandard, decision: Decision, reason: str, by: Actor) -> None:
    values = {
        "decision": decision,
        "decided_by": by.user,
        "decided_at": now(),
        "decision_reason": reason,
    }
    action = "approve" if decision == Decision.APPROVED else "turn down"
    write_changes(present, values, patient=None, category=SETTINGS, by=by, action=action)
