"""History of records: triggers write what a row was, who changed it and in which request, into the history itself."""

import pghistory
from django.db import models
from pghistory.models import Event


class History(Event):
    """A row of a history. Append-only; the author stands in the row, where nobody can change it afterwards."""

    pgh_id = models.BigAutoField(primary_key=True)

    class Meta:
        abstract = True


keeps_history = pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    pghistory.DeleteEvent(),
    base_model=History,
    context_field=pghistory.ContextJSONField(),
    context_id_field=None,  # type: ignore[arg-type]  # None leaves the column out
)
"""Decorates a model of which every version is kept, whoever writes it: services, bulk updates or SQL by hand."""
