"""What follows from who somebody is, and is told by features above this one."""

from collections.abc import Iterable

from django.conf import settings
from django.utils.module_loading import import_string

from features.foundation.audit.actors import Actor
from features.patients.models import Patient

BEARING = frozenset({"birth_date", "birth_precision", "sex", "death_date", "died_at", "status"})
"""What clinical rules go by."""


def bring_in_line(*, patient: Patient, changed: Iterable[str], by: Actor) -> None:
    """Whatever follows from birth, sex or death, such as when the patient is observed, is worked out anew.

    In the transaction of the change; settings name who does it.
    """
    if BEARING.isdisjoint(changed):
        return
    for path in settings.FOLLOWS_PERSON:
        import_string(path)(patient=patient, by=by)
