"""What the regions of a patient show: each has its own URL, and stands in the pages that compose it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from typing import Any

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import CharField, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Concat
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.module_loading import import_string

from features.foundation.access.models import User
from features.foundation.access.requests import SignedInRequest
from features.foundation.records.clock import now, today
from features.foundation.records.models import VersionKey
from features.foundation.ui import formats
from features.foundation.ui.around import address
from features.foundation.ui.dues import Due
from features.foundation.ui.responses import etag_of
from features.patients.codes import MARITAL_STATUSES
from features.patients.details import details_of, told_of
from features.patients.forms.coverage import VerifyCoverageForm
from features.patients.models import CardSide, CoverageKind, Patient

IDENTITY = "identity"
"""The version key of what the banner shows of the patient."""
COVERAGE = "coverage"


@dataclass(frozen=True, slots=True)
class PartOfChart:
    """A part of a chart: its partial, id and URL of one name, and who may read it.

    `kinds` are the version keys that its writers raise; with them its ETag is told without reading its rows.
    """

    name: str
    permission: str
    category: str
    kinds: tuple[str, ...]

    @property
    def template(self) -> str:
        feature, _, partial = self.name.partition(":")
        return f"{feature}/partials/{partial}.html"

    @property
    def key(self) -> str:
        """Under which name its template finds what it shows: `labs_latest`."""
        return self.name.replace(":", "_")

    def version(self, patient: Patient, user: User) -> tuple:
        """Changes with its rows, with the patient, and with the day, for ages; with nothing else."""
        return versions(patient, self.kinds), patient.version, today(user.zone)


@dataclass(frozen=True, slots=True)
class ChartRegion(PartOfChart):
    """A part that stands in pages of others, the same for every address; `show` tells what it shows."""

    show: Callable[[Patient, User], dict[str, Any]]

    def url(self, patient: Patient) -> str:
        return reverse(self.name, args=[patient.public_id])

    def context(self, request: SignedInRequest, patient: Patient) -> dict[str, Any]:
        """What its template reads: what it shows, and the address and the ETag by which it fetches itself."""
        url = self.url(patient)
        shown = self.show(patient, request.user)
        etag = etag_of(request, self.version(patient, request.user), path=url)
        return {self.key: {**shown, "url": url, "etag": etag}}


LONGEST_ASKED = 200
"""Characters of one value of a query; what is longer was written by nobody of ours."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address asks of a page: the things in its path, and of its query the names that the page heeds."""

    path: str
    things: Mapping[str, str] = field(default_factory=dict)
    query: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def by(cls, request: SignedInRequest, names: Iterable[str]) -> "Asked":
        arguments = request.resolver_match.kwargs if request.resolver_match else {}
        things = {name: str(value) for name, value in arguments.items() if name != "public_id"}
        query = {name: request.GET[name][:LONGEST_ASKED] for name in names if request.GET.get(name)}
        return cls(request.path, things, query)

    def url(self, **changes: str) -> str:
        """The page's address with `changes` to what is asked; an empty value takes a name away."""
        return address(self.path, {**self.query, **changes}.items())


@dataclass(frozen=True, slots=True)
class ChartPage(PartOfChart):
    """A part that is a page of its own, read at length: what it shows follows from its address as well.

    `heeds` are the names that it reads in the query.
    """

    show: Callable[[Patient, User, Asked], dict[str, Any]]
    heeds: tuple[str, ...] = ()

    def context(self, request: SignedInRequest, patient: Patient) -> dict[str, Any]:
        """What its template reads: what it shows, and the address and the ETag by which it fetches itself."""
        asked = Asked.by(request, self.heeds)
        url = asked.url()
        etag = etag_of(request, self.version(patient, request.user), path=url)
        return {self.key: {**self.show(patient, request.user, asked), "url": url, "etag": etag}}


@dataclass(frozen=True, slots=True)
class PageOfTheHour(ChartPage):
    """A page whose content also changes by itself as time goes on: its ETag lasts a minute."""

    def version(self, patient: Patient, user: User) -> tuple:
        return (*ChartPage.version(self, patient, user), now().replace(second=0, microsecond=0))


MOST_COVERAGES = 20
MOST_TOLD = 30
"""Rows of one kind that a preview reads; one more says that there are more."""


@dataclass(frozen=True, slots=True)
class PreviewLine:
    """One thing that a preview tells: a sign with its value, flag and time, or a drug, a problem, a visit in words."""

    what: str
    value: str = ""
    unit: str = ""
    flag: str = ""
    note: str = ""
    at: datetime | None = None
    is_missing: bool = False
    """Not recorded, which is said and never left out."""
    due: Due | None = None
    """When it is due, and whether it is overdue by now."""


@dataclass(frozen=True, slots=True)
class PreviewFact:
    """What a feature above the patients tells of one of them in a preview; settings name it in PREVIEW_FACTS.

    `rows` is an expression over the row of a patient, so that all facts are read in one statement; `tell` puts what it
    read into lines for the person who asks, and `nothing` stands where there are none.
    """

    heading: str | Promise
    nothing: str | Promise
    permission: str
    kinds: tuple[str, ...]
    event: str
    rows: Callable[[], Subquery]
    tell: Callable[[list[dict[str, Any]], Patient, User], list[PreviewLine]]
    is_wide: bool = False
    """Its lines stand side by side over the whole width."""


def with_versions(patients: QuerySet[Patient]) -> QuerySet[Patient]:
    """Each patient with all their version keys, in the same statement."""
    keys = VersionKey.objects.filter(patient=OuterRef("public_id"))
    written = keys.values_list(Concat("kind", Value(":"), Cast("version", CharField())))
    return patients.annotate(version_keys=ArraySubquery(written))


def versions(patient: Any, kinds: Iterable[str]) -> tuple[int, ...]:
    """The version key of each kind, of a patient who was read `with_versions`; 0 where nothing was ever written."""
    known = dict(key.split(":") for key in patient.version_keys)
    return tuple(int(known.get(kind, 0)) for kind in kinds)


def once[Read](patient: Patient, read: Callable[[Patient], Read]) -> Read:
    """What `read` tells of the patient, read once for all regions of a page that show it."""
    known = patient.__dict__.setdefault("_read_once", {})
    if read not in known:
        known[read] = read(patient)
    return known[read]


def alerts_of(patient: Patient, user: User) -> dict[str, Any]:
    """What alerts about the patient, as far as the person who asks may know it."""
    return _alerts()(patient, user)


@cache
def _alerts() -> Callable[[Patient, User], dict[str, Any]]:
    """What stands in the banner beside the person: told by a feature above this one, which settings name."""
    return import_string(settings.BANNER_ALERTS)


def show_banner(patient: Patient, user: User) -> dict[str, Any]:
    on = patient.death_date or today(user.zone)
    return {
        "age": formats.age_in_words(patient.birth_date, on, patient.birth_precision),
        "born": formats.day(patient.birth_date, patient.birth_precision),
        "died": formats.day(patient.death_date) if patient.death_date else "",
        **alerts_of(patient, user),
    }


def show_insurance(patient: Patient, user: User) -> dict[str, Any]:
    """All coverages, the present ones first in the order in which they pay."""
    on = today(user.zone)
    may_change = user.may("demographics.change")
    shown = [_as_shown(row, on) for row in _coverages_of(patient, user)]
    for row in shown:
        if may_change and row["is_due"]:
            row["verify"] = VerifyCoverageForm.of(
                row["public_id"], row["version"], patient=patient.public_id, user=user
            )
    return {
        "coverages": sorted(shown, key=lambda row: not row["is_present"]),
        "may_create": user.may("demographics.create"),
        "may_change": may_change,
    }


def _coverages_of(patient: Patient, user: User) -> Iterable[dict[str, Any]]:
    """As JSON tells them, with days that are days."""
    days = ("ends_on", "verify_by")
    for row in told_of(patient, user)["insured"]:
        yield {**row, **{name: date.fromisoformat(row[name]) if row[name] else None for name in days}}


def _as_shown(coverage: dict[str, Any], on: date) -> dict[str, Any]:
    """Who pays, in words; whether it still does, whether it is to be verified, and which pictures there are of it."""
    is_present = coverage["ends_on"] is None or coverage["ends_on"] >= on
    is_late = coverage["verify_by"] is not None and coverage["verify_by"] <= on
    return {
        **coverage,
        "payer": coverage["payer__name"] or CoverageKind(coverage["kind"]).label,
        "is_present": is_present,
        "is_due": is_present and is_late,
        "has_card": coverage["kind"] == CoverageKind.INSURANCE,
        "sides": [side for side in CardSide if coverage[f"has_{side}"]],
    }


def show_identity(patient: Patient, user: User) -> dict[str, Any]:
    return {
        "born": formats.day(patient.birth_date, patient.birth_precision),
        "marital_status": dict(MARITAL_STATUSES).get(patient.marital_status, patient.marital_status),
        "language": formats.language_name(patient.language),
        "may_change": user.may("demographics.change"),
        "photo_version": getattr(patient, "photo_version", None),
        **details_of(patient, user),
    }


BANNER = ChartRegion(
    "patients:banner", "find_patient.read", "identity", (IDENTITY, "allergies", "pregnancies"), show_banner
)
INSURANCE = ChartRegion("patients:insurance", "demographics.read", "identity", (COVERAGE,), show_insurance)
WHO = ChartRegion("patients:identity", "demographics.read", "identity", (IDENTITY,), show_identity)
