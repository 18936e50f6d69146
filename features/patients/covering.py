"""Writes coverages: added, changed, verified with the payer."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext

from features.foundation.audit.actors import Actor
from features.foundation.audit.changes import write_changes, write_new
from features.foundation.live.announcing import announce
from features.foundation.records.saving import locked
from features.foundation.records.services import one_transaction, retried
from features.foundation.ui import formats
from features.patients.events import COVERAGE_CHANGED, chart_topic
from features.patients.models import Coverage, Patient, PatientFacility, Payer
from features.patients.services import forget_lists

IDENTITY = "identity"
"""What the audit trail calls them."""


def next_verification(verified_on: date) -> date:
    """When a coverage that was verified on a day is to be verified again."""
    return verified_on + timedelta(days=settings.COVERAGE_VERIFIED_FOR_DAYS)


@retried
def add_coverage(*, patient: Patient, coverage: Mapping[str, Any], by: Actor) -> Coverage:
    """Adds a coverage; `coverage` are its fields, the payer by their public id.

    ValidationError where another coverage of the same priority holds on one of its days.
    """
    with one_transaction(by=by.user, request_id=by.request_id):
        written = Coverage(patient=patient, **{"priority": None, **_with_payer(coverage)})
        _refuse_second(written)
        write_new(written, patient=patient.public_id, category=IDENTITY, by=by)
        _tell(patient)
        return written


@retried
def change_coverage(*, coverage: Coverage, version: int, values: Mapping[str, Any], by: Actor) -> Coverage:
    """Changes a coverage; what is equal is not written. StaleVersion unless it still is `version`.

    ValidationError where another coverage of the same priority holds on one of its days.
    """
    with one_transaction(by=by.user, request_id=by.request_id):
        present = locked(coverage, version=version)
        told = _with_payer(values)
        after = {name: getattr(present, name) for name in ("priority", "starts_on", "ends_on")}
        after |= {name: value for name, value in told.items() if name in after}
        _refuse_second(Coverage(pk=present.pk, patient=coverage.patient, **after))
        if write_changes(present, told, patient=coverage.patient.public_id, category=IDENTITY, by=by):
            _tell(coverage.patient)
        return present


@retried
def verify_coverage(*, coverage: Coverage, version: int, on: date, by: Actor) -> Coverage:
    """Says that the payer was asked on a day, and when to ask again. StaleVersion unless it still is `version`."""
    with one_transaction(by=by.user, request_id=by.request_id):
        present = locked(coverage, version=version)
        values = {"verified_on": on, "verify_by": next_verification(on)}
        patient = coverage.patient
        if write_changes(
            present, values, patient=patient.public_id, category=IDENTITY, by=by, action="verify"
        ):
            _tell(patient)
        return present


def _with_payer(told: Mapping[str, Any]) -> dict[str, Any]:
    """The fields with the payer's row in the place of their public id."""
    if "payer" not in told:
        return {**told}
    offered = Payer.objects.filter(is_retired=False)
    payer = offered.filter(public_id=told["payer"]).first() if told["payer"] else None
    if told["payer"] and payer is None:
        raise ValidationError({"payer": gettext("This payer is no longer in the list. Choose another.")})
    return {**told, "payer": payer}


def _refuse_second(coverage: Coverage) -> None:
    """The database refuses it as well, but cannot say which one stands in the way."""
    if coverage.priority is None:
        return
    others = Coverage.objects.filter(patient=coverage.patient, priority=coverage.priority)
    others = others.exclude(pk=coverage.pk).select_related("payer").order_by("id")
    if coverage.ends_on:
        others = others.filter(Q(starts_on=None) | Q(starts_on__lte=coverage.ends_on))
    if coverage.starts_on:
        others = others.filter(Q(ends_on=None) | Q(ends_on__gte=coverage.starts_on))
    other = others.first()
    if other is None:
        return
    words = gettext(
        "%(payer)s (%(days)s) has this priority on some of these days. End that one first, or choose another."
    )
    raise ValidationError({"priority": words % {"payer": other.who_pays, "days": _days_of(other)}})


def _days_of(coverage: Coverage) -> str:
    words = gettext("%(from)s to %(until)s")
    open_side = "…"
    return words % {
        "from": formats.day(coverage.starts_on) if coverage.starts_on else open_side,
        "until": formats.day(coverage.ends_on) if coverage.ends_on else open_side,
    }


def _tell(patient: Patient) -> None:
    """Open charts show it anew; so do the lists, which name the first payer."""
    announce(COVERAGE_CHANGED, chart_topic(patient))
    theirs = PatientFacility.objects.filter(patient=patient)
    forget_lists(facilities=theirs.values_list("facility__public_id", flat=True))
