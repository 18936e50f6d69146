"""Fills an empty database with a made clinic: facilities, staff who can sign in, catalogues, patients with charts."""

from django.conf import settings

from features.foundation.access.models import Facility, User
from features.foundation.audit.actors import Actor
from features.foundation.audit.services import record
from features.foundation.records.clock import now, today
from features.foundation.records.services import one_transaction
from features.interchange.catalogues import make_catalogues, plan_of
from features.interchange.loading import (
    LISTED,
    SEARCHED,
    check_references,
    copy,
    count_rows,
    is_superuser,
    learn_words,
    link,
    loading,
    number_on,
    owns_the_tables,
)
from features.interchange.made.plan import Plan
from features.interchange.made.rows import COLUMNS
from features.interchange.processes import batches
from features.interchange.staff import DEMO_PASSWORD, STAFF, ZONE, make_staff
from features.patients.models import Patient, Payer, Provider
from features.patients.services import forget_lists
from features.vitals.services import settle_all

__all__ = ["DEMO_PASSWORD", "STAFF", "ZONE", "ClinicRefused", "make_clinic"]


class ClinicRefused(Exception):
    """Why no clinic was made, in one sentence."""


def make_clinic(
    *, patients: int, seed: int = 1, processes: int | None = None, triggers: bool | None = None
) -> int:
    """Makes the clinic in one transaction, so that an interrupted one leaves nothing; returns the number of patients.

    `triggers`: leave them on; None leaves them on only where the login cannot switch them off.
    """
    refuse_where_it_must_not_be()
    with_triggers = not is_superuser() if triggers is None else triggers
    with one_transaction(by=None, request_id="make_clinic"):
        with loading(triggers=with_triggers):
            _load(plan_of(patients=patients, seed=seed, at=now(), on=today(ZONE)), processes)
            if not with_triggers:
                check_references()
        settle_all(by=Actor.system("make_clinic"))
        forget_lists(facilities=Facility.objects.values_list("public_id", flat=True))
    return patients


def _load(plan: Plan, processes: int | None) -> None:
    make_staff(plan)
    make_catalogues(plan)
    for numbers, texts in batches(plan, processes):
        copy(texts)
        if numbers.start == 0:
            count_rows(LISTED)
        link(plan, numbers)
        record_batch(f"patients {numbers.start + 1} to {numbers.stop} of {plan.patients}")
    learn_words()
    number_on(plan)
    count_rows([*COLUMNS, *SEARCHED])


def refuse_where_it_must_not_be() -> None:
    """Known passwords stay out of the real world, and made people apart from everybody else."""
    if not settings.DEMO_CLINIC_ALLOWED:
        raise ClinicRefused("A made clinic with known passwords is refused in this environment.")
    if any(model.objects.exists() for model in (User, Facility, Patient, Provider, Payer)):
        raise ClinicRefused("The database is not empty: nothing was made.")
    if not owns_the_tables():
        raise ClinicRefused("The login of DATABASE_URL does not own the tables: nothing was made.")


def record_batch(words: str) -> None:
    """One event of the trail for each batch, in the transaction of the batch."""
    record(action="make-clinic", actor=Actor.system("make_clinic"), category="identity", reason=words)
