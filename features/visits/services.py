"""Writes visits."""

from features.foundation.records.clock import now
from features.visits.models import Visit


def import_visit(*, visit: Visit) -> Visit:
    """Writes a visit as another system tells it, new or changed. The caller's transaction audits it."""
    visit.updated_at = now()
    visit.save()
    return visit
