"""Writes problems, allergies and their denial, pregnancies and immunizations."""

from collections.abc import Iterable

from features.foundation.records.clock import now
from features.problems.models import (
    Allergy,
    AllergyReaction,
    Immunization,
    NoKnownAllergies,
    Pregnancy,
    Problem,
)


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
