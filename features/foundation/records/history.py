"""History of records: before a row changes or goes, triggers keep what it was, and who changed it in which request."""

import pghistory
from django.db import models
from pghistory.models import Event


class History(Event):
    """A row of a history. Append-only; the author stands in the row, where nobody can change it afterwards."""

    pgh_id = models.BigAutoField(primary_key=True)

    class Meta:
        abstract = True


def keeps_history[Model: type[models.Model]](model: Model) -> Model:
    """Decorates a model of which every version is kept, whoever writes it: services, bulk updates or SQL by hand.

    The present version is the row itself, each former one a row of its history; the first is not written twice.
    """
    track = pghistory.track(
        pghistory.UpdateEvent(row=pghistory.Old),  # these remember their model: new ones for each
        pghistory.DeleteEvent(row=pghistory.Old),
        base_model=History,
        context_field=pghistory.ContextJSONField(),
        context_id_field=None,  # type: ignore[arg-type]  # None leaves the column out
    )
    return track(model)
