"""Whether forms have written anything at all."""

from features.foundation.audit.models import AuditEvent
from features.foundation.records.models import SavedForm
from features.patients.models import Coverage, CoverageCard, Patient, Payer
from features.problems.models import Allergy


def nothing_was_written() -> bool:
    written = AuditEvent.objects.filter(
        action__in=("create", "change", "refute", "verify"), outcome="success"
    )
    kinds = (Patient, Allergy, Coverage, CoverageCard, Payer)
    versions = {version for kind in kinds for version in kind.objects.values_list("version", flat=True)}
    return not written.exists() and versions <= {1} and not SavedForm.objects.exists()
