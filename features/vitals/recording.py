"""Writes sets of vital signs: new, corrected, withdrawn, undone; nothing is overwritten and nothing goes."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext

from features.foundation.audit.actors import Actor
from features.foundation.audit.changes import write_changes, write_new
from features.foundation.live.announcing import announce
from features.foundation.records.clock import now
from features.foundation.records.saving import locked
from features.foundation.records.services import one_transaction, retried
from features.patients.events import chart_topic
from features.patients.models import Patient, Provider
from features.patients.services import tell_lists
from features.visits.models import Visit
from features.visits.rules import OPEN
from features.vitals.events import VITALS_CHANGED
from features.vitals.models import VitalSigns
from features.vitals.observing import settle
from features.vitals.rules import SIGNS, SetStatus, may_be_undone

CATEGORY = "vitals"
"""What the audit trail calls them."""
UNDONE = "undone by author"
KEPT = ("oxygen_device", "consciousness", "taken_at", "not_measured", "typed", "confirmed", *SIGNS)
"""What a correction takes over from the set that it corrects."""


@retried
def record_vitals(
    *,
    patient: Patient,
    taken_at: datetime,
    signs: Mapping[str, Any],
    by: Actor,
    not_measured: Mapping[str, str] | None = None,
    typed: Mapping[str, Sequence[str]] | None = None,
    confirmed: Sequence[str] = (),
) -> VitalSigns:
    """Writes a set. `signs` are its columns in the units of the signs; `typed` the numbers in another unit.

    `not_measured` says why a sign could not be measured; `confirmed` are signs beyond their soft limits that
    somebody confirmed. It belongs to the visit that is open, if one is.
    """
    with one_transaction(by=by.user, request_id=by.request_id):
        _one_at_a_time(patient)
        written = VitalSigns(
            patient=patient,
            visit_id=_open_visit(patient),
            taken_by=_provider(by),
            taken_at=taken_at,
            not_measured=dict(not_measured or {}),
            typed=dict(typed or {}),
            confirmed=list(confirmed),
            **signs,
        )
        write_new(written, patient=patient.public_id, category=CATEGORY, by=by)
        _announce(patient, by)
        return written


BEYOND = 3
"""By so much the version of a correction exceeds that of its set: more than entering that in error, or undoing the
correction, makes it. So a form that was opened on the one is never taken for one of the other."""


@retried
def correct_vitals(
    *,
    vitals: VitalSigns,
    version: int,
    values: Mapping[str, Any],
    typed: Mapping[str, Sequence[str]],
    confirmed: Sequence[str],
    reason: str,
    by: Actor,
) -> VitalSigns:
    """Puts another set in the place of `vitals`, which is entered in error with `reason` and still to be seen.

    `values` are the columns that change. StaleVersion unless it still is `version`; ValidationError for a set that
    is entered in error already.
    """
    with one_transaction(by=by.user, request_id=by.request_id):
        patient = vitals.patient
        _one_at_a_time(patient)
        present = locked(vitals, version=version)
        _refuse_wrong(present)
        kept = {name: getattr(present, name) for name in KEPT}
        changed_units = {name: units for name, units in present.typed.items() if name not in values}
        _enter_in_error(present, reason, by, action="correct")
        written = VitalSigns(
            patient=patient,
            visit_id=present.visit_id,
            taken_by_id=present.taken_by_id,
            status=SetStatus.CORRECTED,
            corrects=present,
            version=version + BEYOND,
            **{**kept, **values, "typed": {**changed_units, **typed}},
        )
        written.confirmed = sorted({*written.confirmed, *confirmed})
        write_new(written, patient=patient.public_id, category=CATEGORY, by=by)
        _announce(patient, by)
        return written


@retried
def withdraw_vitals(*, vitals: VitalSigns, version: int, reason: str, by: Actor) -> VitalSigns:
    """Enters a set in error. StaleVersion unless it still is `version`; ValidationError where it is already."""
    with one_transaction(by=by.user, request_id=by.request_id):
        _one_at_a_time(vitals.patient)
        present = locked(vitals, version=version)
        _refuse_wrong(present)
        _enter_in_error(present, reason, by, action="withdraw")
        _announce(vitals.patient, by)
        return present


@retried
def undo_vitals(*, vitals: VitalSigns, by: Actor) -> VitalSigns:
    """Takes back a set within five minutes, by its author alone; one that is undone already stays so.

    The set that an undone correction had corrected stands again. ValidationError for anybody else, and later.
    """
    with one_transaction(by=by.user, request_id=by.request_id):
        _one_at_a_time(vitals.patient)
        present = VitalSigns.objects.select_for_update(of=("self",), no_key=True).get(pk=vitals.pk)
        if present.error_reason == UNDONE:
            return present
        if not may_undo(present, by):
            raise ValidationError(
                gettext("It can be undone by its author within five minutes. Correct it instead.")
            )
        _enter_in_error(present, UNDONE, by, action="undo")
        former = present.corrects
        if former is not None:
            stood = SetStatus.CORRECTED if former.corrects_id else SetStatus.FINAL
            values = {"status": stood, "error_reason": ""}
            write_changes(
                former, values, patient=vitals.patient.public_id, category=CATEGORY, by=by, action="undo"
            )
        _announce(vitals.patient, by)
        return present


def standing_for(vitals: VitalSigns) -> VitalSigns:
    """The set that stands in the place of one that was corrected; the set itself where none does."""
    while vitals.status == SetStatus.ENTERED_IN_ERROR:
        later = VitalSigns.objects.filter(corrects=vitals).order_by("-id").first()
        if later is None:
            break
        vitals = later
    return vitals


def may_undo(vitals: VitalSigns, by: Actor) -> bool:
    """Whether the person wrote the set less than five minutes ago, and it still stands."""
    is_fresh = may_be_undone(vitals.created_at, now())
    return is_fresh and vitals.created_by == by.user and vitals.status != SetStatus.ENTERED_IN_ERROR


def _one_at_a_time(patient: Patient) -> None:
    """Whoever else writes sets of this patient waits: clock and escalations follow from all of them."""
    Patient.objects.select_for_update(no_key=True).get(pk=patient.pk)


def _refuse_wrong(vitals: VitalSigns) -> None:
    if vitals.status == SetStatus.ENTERED_IN_ERROR:
        raise ValidationError(gettext("This set is entered in error already."))


def _enter_in_error(vitals: VitalSigns, reason: str, by: Actor, *, action: str) -> None:
    values = {"status": SetStatus.ENTERED_IN_ERROR, "error_reason": reason}
    patient = vitals.patient.public_id
    write_changes(vitals, values, patient=patient, category=CATEGORY, by=by, action=action)


def _announce(patient: Patient, by: Actor) -> None:
    """Clock and escalations follow; open charts of the patient, and the lists and rounds that hold them, are told."""
    has_told_lists = settle(patient=patient, by=by)
    announce(VITALS_CHANGED, chart_topic(patient))
    if not has_told_lists:
        tell_lists(patient=patient)


def _open_visit(patient: Patient) -> int | None:
    visits = Visit.objects.filter(patient=patient, status__in=OPEN).order_by("-starts_at", "-id")
    return visits.values_list("pk", flat=True).first()


def _provider(by: Actor) -> Provider | None:
    return Provider.objects.filter(user__public_id=by.user).first() if by.user else None
