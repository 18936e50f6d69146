"""The preview of a patient: who it is and what alerts, and what each feature above tells, in one look from the list."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

from features.foundation.access.models import User
from features.foundation.records.clock import now
from features.patients import regions
from features.patients.models import Patient
from features.patients.regions import MOST_TOLD, ChartRegion, PreviewFact, PreviewLine, versions

FEW = 4
"""Lines of a kind that are shown; the chart has the rest."""


@dataclass(frozen=True, slots=True)
class ToldFact:
    """A fact about this patient: its first lines, and how many more there are."""

    fact: PreviewFact
    lines: list[PreviewLine]

    @property
    def first(self) -> list[PreviewLine]:
        return self.lines if self.fact.is_wide else self.lines[:FEW]

    @property
    def more(self) -> int:
        return len(self.lines) - len(self.first)

    @property
    def at(self) -> datetime | None:
        """When the newest of the lines was taken; a line of another time says so itself."""
        return max((line.at for line in self.lines if line.at), default=None)

    @property
    def is_capped(self) -> bool:
        """Whether nobody counted how many more there are."""
        return len(self.lines) > MOST_TOLD


@cache
def all_facts() -> tuple[PreviewFact, ...]:
    """What the features above tell, as settings name it, in the order of the preview."""
    return tuple(import_string(path) for path in settings.PREVIEW_FACTS)


def facts_for(user: User) -> list[PreviewFact]:
    return [fact for fact in all_facts() if user.may(fact.permission)]


def show_preview(patient: Patient, user: User) -> dict[str, Any]:
    """What the banner says, how to reach the patient, and each fact that the person may read."""
    return {
        **regions.show_banner(patient, user),
        "phone": patient.phone_mobile or patient.phone_home if user.may("demographics.read") else "",
        "facts": _told(patient, user),
    }


def _told(patient: Patient, user: User) -> list[ToldFact]:
    """All facts in one statement."""
    facts = facts_for(user)
    if not facts:
        return []
    read = Patient.objects.filter(pk=patient.pk).values_list(*(fact.rows() for fact in facts)).get()
    return [ToldFact(fact, fact.tell(found, patient, user)) for fact, found in zip(facts, read, strict=True)]


class PreviewRegion(ChartRegion):
    """It shows what several features keep, some of which begins and ends by itself: its ETag lasts a minute."""

    def version(self, patient: Patient, user: User) -> tuple:
        kinds = [kind for fact in facts_for(user) for kind in fact.kinds]
        minute = now().replace(second=0, microsecond=0)
        return (*super().version(patient, user), versions(patient, kinds), minute)


PREVIEW = PreviewRegion(
    "patients:preview",
    "find_patient.read",
    "chart",
    regions.BANNER.kinds,
    show_preview,
)
