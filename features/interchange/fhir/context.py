"""What is known while one bundle is written: whose it is, where it goes, and the records that its resources became."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from features.foundation.access.models import Facility
from features.foundation.records.models import BaseRecord
from features.interchange.fhir.bundles import Entry
from features.interchange.models import SourceResource
from features.labs.models import LabRange
from features.patients.models import Patient
from features.problems.models import Pregnancy

type Key = tuple[str, str]
"""Resource type and source id."""


@dataclass
class Context:
    """`sources` is what was kept of the same resources before, `records` what was made of them now."""

    facility: Facility
    patient: Patient | None = None
    sources: dict[Key, SourceResource] = field(default_factory=dict)
    records: dict[Key, BaseRecord] = field(default_factory=dict)
    report_of: dict[str, str] = field(default_factory=dict)
    """Which report gathers an observation, both by source id."""
    refused: dict[str, str] = field(default_factory=dict)
    """Of a unit of several resources: why one of them has no place in the record, by source id."""

    @cached_property
    def lab_ranges(self) -> dict[tuple[str, str], list[LabRange]]:
        """Our own ranges by the system and code of their test; asked once, and only where a result needs one."""
        return LabRange.objects.by_code()

    @cached_property
    def pregnancies(self) -> list[Pregnancy]:
        """What is recorded of the patient's pregnancies."""
        return list(Pregnancy.objects.filter(patient=self.patient))

    def record[Record: BaseRecord](
        self, model: type[Record], kind: str, source_id: str | None
    ) -> Record | None:
        """The record that a resource became, now or in an earlier import; None where it became none."""
        if source_id is None:
            return None
        key = (kind, source_id)
        source = self.sources.get(key)
        if key not in self.records and source and source.record_id:
            self.records[key] = model._default_manager.get(public_id=source.record_id)
        found = self.records.get(key)
        return found if isinstance(found, model) else None


def kept_before(patient: Patient | None, entries: Iterable[Entry]) -> dict[Key, SourceResource]:
    """What was kept of these resources for the patient, or of a directory; without the long texts."""
    ids = [entry.source_id for entry in entries]
    found = SourceResource.objects.filter(patient=patient, source_id__in=ids).defer("body")
    return {(source.resource_type, source.source_id): source for source in found}
