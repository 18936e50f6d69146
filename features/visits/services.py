"""Writes visits."""

from features.visits.models import Visit

from features.foundation.records.clock import now


def import_visit(*, visit: Visit) -> Visit:
    """Writes a visit as another system tells it, new or changed. The caller's transaction audits it."""
    visit.updated_at = now()
    visit.save()
    return visit
