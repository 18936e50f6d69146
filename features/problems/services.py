"""Writes problems, allergies and their denial, pregnancies and immunizations."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext

from features.foundation.audit.actors import Actor
from features.foundation.audit.changes import STAMPED, assign, stamp, write_changes, write_new
from features.foundation.live.announcing import announce
from features.foundation.records.clock import now
from features.foundation.records.saving import locked
from features.foundation.records.services import one_transaction, retried
from features.patients.events import chart_topic
from features.patients.models import Patient
from features.problems.events import ALLERGIES_CHANGED
from features.problems.models import (
    Allergy,
    AllergyReaction,
    Immunization,
    NoKnownAllergies,
    Pregnancy,
    Problem,
)
from features.problems.rules import NEVER_WERE, AllergyStatus, Verification

ALLERGIES = "allergies"
"""What the audit trail calls them."""


@retried
def record_allergy(
    *, patient: Patient, allergy: Mapping[str, Any], reactions: Sequence[Mapping[str, Any]], by: Actor
) -> Allergy:
    """Adds an active allergy with what it did; a standing "no known allergies" is withdrawn with it.

    `allergy` and each of `reactions` are fields of their models. ValidationError where the patient has the same
    allergy already: two would be corrected one without the other.
    """
    with one_transaction(by=by.user, request_id=by.request_id):
        _one_at_a_time(patient)
        announce(ALLERGIES_CHANGED, chart_topic(patient))
        _not_twice(patient, allergy)
        written = Allergy(patient=patient, status=AllergyStatus.ACTIVE, recorded_at=now(), **allergy)
        write_new(written, patient=patient.public_id, category=ALLERGIES, by=by)
        _write_reactions(written, reactions, by)
        for denial in NoKnownAllergies.objects.filter(patient=patient, withdrawn_at=None):
            values = {"withdrawn_at": now()}
            write_changes(
                denial, values, patient=patient.public_id, category=ALLERGIES, by=by, action="withdraw"
            )
        return written


@retried
def correct_allergy(
    *,
    allergy: Allergy,
    version: int,
    values: Mapping[str, Any],
    reactions: Sequence[Mapping[str, Any]],
    by: Actor,
) -> Allergy:
    """Changes an allergy and what it did. StaleVersion unless it still is `version`.

    `reactions` stand in the order of those recorded, each with what changed; one with empty words did not happen.
    """
    with one_transaction(by=by.user, request_id=by.request_id):
        patient = allergy.patient
        _one_at_a_time(patient)
        announce(ALLERGIES_CHANGED, chart_topic(patient))
        present = locked(allergy, version=version)
        _not_twice(patient, values, but=present)
        also = ["reactions"] if _write_reactions(present, reactions, by) else []
        write_changes(present, values, patient=patient.public_id, category=ALLERGIES, by=by, also=also)
        return present


@retried
def refute_allergy(
    *, allergy: Allergy, version: int, verification: Verification, why: str, by: Actor
) -> Allergy:
    """Says that it was none: refuted by what was seen since, or entered in error. It stays in the history.

    StaleVersion unless it still is `version`.
    """
    with one_transaction(by=by.user, request_id=by.request_id):
        present = locked(allergy, version=version)
        is_error = verification == Verification.ENTERED_IN_ERROR
        values = {
            "verification": verification,
            "status": "" if is_error else AllergyStatus.INACTIVE,
            "never_was": why,
        }
        announce(ALLERGIES_CHANGED, chart_topic(allergy.patient))
        patient = allergy.patient.public_id
        write_changes(present, values, patient=patient, category=ALLERGIES, by=by, action="refute")
        return present


@retried
def deny_allergies(*, patient: Patient, by: Actor) -> NoKnownAllergies:
    """Records that somebody asked and no allergies are known; said twice, the first stands.

    ValidationError while an allergy is active: it has to be refuted first.
    """
    with one_transaction(by=by.user, request_id=by.request_id):
        _one_at_a_time(patient)
        announce(ALLERGIES_CHANGED, chart_topic(patient))
        if _present(patient).exists():
            raise ValidationError(gettext("An allergy is recorded. Refute it first if there are none."))
        standing = NoKnownAllergies.objects.filter(patient=patient, withdrawn_at=None).first()
        if standing:
            return standing
        denial = NoKnownAllergies(patient=patient, stated_at=now())
        write_new(denial, patient=patient.public_id, category=ALLERGIES, by=by, action="deny")
        return denial


def _one_at_a_time(patient: Patient) -> None:
    """Whoever else writes allergies of this patient waits: what they all are is looked at before one is written."""
    Patient.objects.select_for_update(no_key=True).get(pk=patient.pk)


def _present(patient: Patient):
    active = Allergy.objects.filter(patient=patient, status=AllergyStatus.ACTIVE)
    return active.exclude(verification__in=NEVER_WERE)


def _not_twice(patient: Patient, values: Mapping[str, Any], but: Allergy | None = None) -> None:
    others = _present(patient).exclude(pk=but.pk if but else None)
    if "display" in values and others.filter(display__iexact=values["display"]).exists():
        words = gettext("%(substance)s is recorded already. Correct that one instead.")
        raise ValidationError({"substance": words % {"substance": values["display"]}})


def _write_reactions(allergy: Allergy, told: Sequence[Mapping[str, Any]], by: Actor) -> bool:
    """Brings what is recorded in line with `told`, one by one; whether anything changed."""
    recorded = list(allergy.reactions.filter(in_error=False).order_by("id"))
    changed = False
    for place, values in enumerate(told):
        known = recorded[place] if place < len(recorded) else None
        if known is None and values.get("display"):
            reaction = AllergyReaction(patient=allergy.patient, allergy=allergy, **values)
            reaction.created_by = reaction.updated_by = by.user
            reaction.save(force_insert=True)
            changed = True
        elif known is not None:
            changed |= _change_reaction(known, values, by)
    return changed


def _change_reaction(known: AllergyReaction, values: Mapping[str, Any], by: Actor) -> bool:
    now_told = {"in_error": True} if values.get("display") == "" else values
    changed = assign(known, now_told)
    if not changed:
        return False
    stamp(known, by=by)
    known.save(update_fields=[*changed, *STAMPED])
    return True


def import_problem(*, problem: Problem) -> Problem:
    """Writes a problem as another system tells it, new or changed. The caller's transaction audits it."""
    problem.updated_at = now()
    problem.save()
    return problem


def import_immunization(*, immunization: Immunization) -> Immunization:
    """Writes an immunization as another system tells it, new or changed. The caller's transaction audits it."""
    immunization.updated_at = now()
    immunization.save()
    return immunization


def import_allergy(*, allergy: Allergy, reactions: Iterable[AllergyReaction]) -> Allergy:
    """Writes an allergy as another system tells it, and those of its reactions that are not known yet.

    In the caller's transaction, which audits it.
    """
    allergy.updated_at = now()
    allergy.save()
    known = set(allergy.reactions.values_list("code_system", "code", "display", "severity"))
    for reaction in reactions:
        if (reaction.code_system, reaction.code, reaction.display, reaction.severity) not in known:
            reaction.allergy = allergy
            reaction.save()
    return allergy


def import_denial(*, denial: NoKnownAllergies) -> NoKnownAllergies:
    """Writes that no allergies are known, as another system tells it. The caller's transaction audits it."""
    denial.updated_at = now()
    denial.save()
    return denial


def import_pregnancy(*, pregnancy: Pregnancy) -> Pregnancy:
    """Writes a pregnancy as another system tells it, new or changed. The caller's transaction audits it."""
    pregnancy.updated_at = now()
    pregnancy.save()
    return pregnancy
