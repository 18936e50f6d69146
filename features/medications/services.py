"""Writes medication orders."""

from features.foundation.records.clock import now
from features.medications.models import Drug, MedicationOrder


def import_order(*, order: MedicationOrder, drug: Drug) -> MedicationOrder:
    """Writes an order as another system tells it, new or changed, and its drug where the catalogue lacks it.

    In the caller's transaction, which audits it.
    """
    same = {"code_system": drug.code_system, "code": drug.code}
    if not drug.code:
        same["display"] = drug.display
    order.drug, _ = Drug.objects.get_or_create(**same, defaults={"display": drug.display})
    order.updated_at = now()
    order.save()
    return order
