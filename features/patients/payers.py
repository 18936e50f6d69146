"""Writes payers: added, renamed, retired. Their catalogue is read anew at once, by everybody."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext

from features.foundation.access.models import Facility
from features.foundation.audit.actors import Actor
from features.foundation.audit.changes import write_changes, write_new
from features.foundation.records.saving import locked
from features.foundation.records.services import one_transaction, retried
from features.patients.models import Payer
from features.patients.services import forget_lists

PAYERS = "payers"
"""What the audit trail calls them."""


@retried
def add_payer(*, values: Mapping[str, Any], by: Actor) -> Payer:
    """Adds a payer; ValidationError for a name that another one has, IntegrityError for such an identifier."""
    with one_transaction(by=by.user, request_id=by.request_id):
        payer = Payer(**values)
        _refuse_second(payer, payer.name)
        write_new(payer, patient=None, category=PAYERS, by=by)
        _tell()
        return payer


@retried
def change_payer(*, payer: Payer, version: int, values: Mapping[str, Any], by: Actor) -> Payer:
    """Changes what is known of a payer, or retires them; lists follow a new name. StaleVersion unless still `version`.

    ValidationError for a name that another one has, IntegrityError for such an identifier.
    """
    with one_transaction(by=by.user, request_id=by.request_id):
        present = locked(payer, version=version)
        _refuse_second(present, values.get("name", ""))
        if write_changes(present, values, patient=None, category=PAYERS, by=by):
            _tell()
        return present


def _refuse_second(payer: Payer, name: str) -> None:
    """The database knows equal names only: one in another spelling is the same payer twice."""
    if name and Payer.objects.filter(name__iexact=name).exclude(pk=payer.pk).exists():
        raise ValidationError({"name": gettext("Another payer has this name. Look at the directory first.")})


def _tell() -> None:
    """The lists of every facility name payers, and the catalogue is everybody's."""
    forget_lists(facilities=Facility.objects.values_list("public_id", flat=True))
