"""Writes laboratory orders, reports and results."""

from features.foundation.records.clock import now
from features.labs.models import LabOrder, LabReport, LabResult


def import_lab_order(*, order: LabOrder) -> LabOrder:
    """Writes an order as another system tells it, new or changed. The caller's transaction audits it."""
    order.updated_at = now()
    order.save()
    return order


def import_report(*, report: LabReport) -> LabReport:
    """Writes a report as another system tells it, new or changed. The caller's transaction audits it."""
    report.updated_at = now()
    report.save()
    return report


def import_result(*, result: LabResult) -> LabResult:
    """Writes a result as another system tells it, new or changed. The caller's transaction audits it."""
    result.updated_at = now()
    result.save()
    return result
