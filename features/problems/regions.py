"""What the regions of problems show, and what the banner says of allergies and pregnancy."""

import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q, QuerySet
from django.db.models.functions import JSONObject
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from features.foundation.access.models import User
from features.foundation.records.prepared import WrittenOnce
from features.foundation.ui import formats
from features.patients.models import Patient
from features.patients.regions import MOST_TOLD, ChartRegion, PreviewFact, PreviewLine, once
from features.problems.models import (
    Allergy,
    AllergyReaction,
    Immunization,
    NoKnownAllergies,
    Pregnancy,
    Problem,
)
from features.problems.rules import (
    NEVER_WERE,
    PRESENT_PROBLEMS,
    AllergyStatus,
    Criticality,
    ImmunizationStatus,
    PregnancyStatus,
    ProblemStatus,
    Severity,
    Verification,
)

MOST_SHOWN = 12


@dataclass(frozen=True, slots=True)
class SomeAllergy:
    """That there are allergies, for whom it is not told which: the front desk."""

    is_severe: bool = False

    @property
    def words(self) -> str:
        return gettext("Allergies recorded")


@dataclass(frozen=True, slots=True)
class ShownAllergy:
    """An allergy in the words of the banner: the substance, and what happened."""

    public_id: str
    substance: str
    reactions: str
    is_severe: bool
    status: str
    verification: str
    criticality: str
    since: str

    @property
    def is_active(self) -> bool:
        return self.status == AllergyStatus.ACTIVE

    @property
    def standing(self) -> str:
        """How sure it is while it is active, else what became of it."""
        return verification_words(self.verification) if self.is_active else status_words(self.status)

    @property
    def words(self) -> str:
        return f"{self.substance}: {self.reactions}" if self.reactions else self.substance


@WrittenOnce
def _alerts_of(patient: int) -> QuerySet:
    """The allergies that are not refuted, when somebody said that there are none, and the present pregnancy."""
    reactions = AllergyReaction.objects.filter(allergy=OuterRef("pk"), in_error=False).order_by("id")
    allergies = (
        Allergy.objects.filter(patient=OuterRef("pk"))
        .exclude(verification__in=NEVER_WERE)
        .annotate(
            happened=ArraySubquery(reactions.values(pair=JSONObject(display="display", severity="severity")))
        )
        .order_by("id")
    )
    none_known = NoKnownAllergies.objects.filter(patient=OuterRef("pk"), withdrawn_at=None)
    pregnancy = Pregnancy.objects.filter(patient=OuterRef("pk"), status=PregnancyStatus.PREGNANT)
    return (
        Patient.objects.filter(pk=patient)
        .annotate(
            allergy_rows=ArraySubquery(
                allergies.values(
                    row=JSONObject(
                        public_id="public_id", substance="display", status="status", verification="verification",
                        criticality="criticality", onset_on="onset_on", onset_precision="onset_precision",
                        happened="happened",
                    )
                )
            ),
            denied_at=none_known.values("stated_at")[:1],
            pregnancy=pregnancy.values(row=JSONObject(due_on="due_on"))[:1],
        )
        .values("allergy_rows", "denied_at", "pregnancy")
    )  # fmt: skip


def recorded_allergies(patient: Patient) -> tuple[list[ShownAllergy], datetime | None, dict | None]:
    """What a banner and the region of allergies show, in one statement for both."""
    row = _alerts_of(patient.pk)[0]
    allergies = [_shown(json.loads(told)) for told in row["allergy_rows"]]
    pregnant = json.loads(row["pregnancy"]) if row["pregnancy"] else None
    shown = sorted(allergies, key=lambda one: (not one.is_active, not one.is_severe))
    return shown, row["denied_at"], pregnant


def _shown(row: dict[str, Any]) -> ShownAllergy:
    happened = row["happened"] or []
    severe = row["criticality"] == Criticality.HIGH or any(r["severity"] == Severity.SEVERE for r in happened)
    onset = date.fromisoformat(row["onset_on"]) if row["onset_on"] else None
    return ShownAllergy(
        public_id=row["public_id"],
        substance=row["substance"],
        reactions=", ".join(r["display"] for r in happened),
        is_severe=severe,
        status=row["status"],
        verification=row["verification"],
        criticality=row["criticality"],
        since=formats.day(onset, row["onset_precision"]) if onset else "",
    )


def verification_words(verification: str) -> str:
    return {
        Verification.UNCONFIRMED: gettext("unconfirmed"),
        Verification.PROVISIONAL: gettext("provisional"),
        Verification.DIFFERENTIAL: gettext("differential"),
        Verification.CONFIRMED: gettext("confirmed"),
        Verification.REFUTED: gettext("refuted"),
        Verification.ENTERED_IN_ERROR: gettext("entered in error"),
    }[Verification(verification)]


def status_words(status: str) -> str:
    """The status of an allergy or a problem; nothing where there is none."""
    return {
        ProblemStatus.ACTIVE: gettext("active"),
        ProblemStatus.RECURRENCE: gettext("recurrence"),
        ProblemStatus.RELAPSE: gettext("relapse"),
        ProblemStatus.INACTIVE: gettext("inactive"),
        ProblemStatus.REMISSION: gettext("in remission"),
        ProblemStatus.RESOLVED: gettext("resolved"),
    }.get(status, "")  # type: ignore[call-overload]


def alerts(patient: Patient, user: User) -> dict[str, Any]:
    """What the banner says: active allergies, severe ones first; that none are known; or that nobody asked.

    Who may only be alerted learns that there are some, and not which.
    """
    if not (user.may("allergies.read") or user.may("allergies.alert")):
        return {"allergies": [], "tells_allergies": False, "pregnancy": ""}
    shown, denied_at, pregnant = once(patient, recorded_allergies)
    active = [one for one in shown if one.is_active]
    return {
        "tells_allergies": True,
        "allergies": active if user.may("allergies.read") else [SomeAllergy()] * bool(active),
        "denied_at": None if active else denied_at,
        "pregnancy": _pregnancy_words(pregnant) if pregnant is not None and user.may("problems.read") else "",
    }


def _pregnancy_words(pregnant: dict) -> str:
    if not pregnant["due_on"]:
        return gettext("Pregnant")
    return gettext("Pregnant, due %(day)s") % {"day": formats.day(date.fromisoformat(pregnant["due_on"]))}


def show_allergies(patient: Patient, user: User) -> dict[str, Any]:
    shown, denied_at, _pregnant = once(patient, recorded_allergies)
    active = any(one.is_active for one in shown)
    return {
        "allergies": shown,
        "denied_at": None if active else denied_at,
        "may_create": user.may("allergies.create"),
        "may_change": user.may("allergies.change"),
        "may_deny": user.may("allergies.create") and not active and not denied_at,
    }


def present_problems(patient: int | OuterRef) -> QuerySet[Problem]:
    """The present problems, the latest first."""
    present = Problem.objects.filter(patient=patient, status__in=PRESENT_PROBLEMS)
    return present.exclude(verification__in=NEVER_WERE).order_by("-onset_on", "-id")


@WrittenOnce
def _problems_of(patient: int) -> QuerySet:
    """The present problems, and one more than are shown."""
    rows = present_problems(patient)
    told = ("public_id", "display", "onset_on", "onset_precision", "verification", "icd10_code")
    return rows.values(*told)[: MOST_SHOWN + 1]


def show_problems(patient: Patient, user: User) -> dict[str, Any]:
    shown = [{**row, "doubt": _doubt(row["verification"])} for row in _problems_of(patient.pk)]
    return {"problems": shown[:MOST_SHOWN], "has_more": len(shown) > MOST_SHOWN}


def _doubt(verification: str) -> str:
    """How unsure a problem is, in words; nothing where it is confirmed."""
    return "" if verification == Verification.CONFIRMED else verification_words(verification)


def told_problems() -> ArraySubquery:
    """The present problems of a patient of a preview."""
    row = JSONObject(display="display", verification="verification")
    return ArraySubquery(present_problems(OuterRef("pk")).values(row=row)[: MOST_TOLD + 1])


def tell_problems(rows: list[dict[str, Any]], patient: Patient, user: User) -> list[PreviewLine]:
    return [PreviewLine(row["display"], note=_doubt(row["verification"])) for row in rows]


@WrittenOnce
def _immunizations_of(patient: int) -> QuerySet:
    """The last immunizations, and one more than are shown."""
    rows = Immunization.objects.filter(~Q(status=ImmunizationStatus.ENTERED_IN_ERROR), patient=patient)
    told = ("display", "given_at", "status", "not_done_reason")
    return rows.order_by("-given_at", "-id").values(*told)[: MOST_SHOWN // 2 + 1]


def show_immunizations(patient: Patient, user: User) -> dict[str, Any]:
    shown = _immunizations_of(patient.pk)
    return {"immunizations": shown[: MOST_SHOWN // 2], "has_more": len(shown) > MOST_SHOWN // 2}


ALLERGIES = ChartRegion("problems:allergies", "allergies.read", "allergies", ("allergies",), show_allergies)
PROBLEMS = ChartRegion("problems:problems", "problems.read", "problems", ("problems",), show_problems)
IMMUNIZATIONS = ChartRegion(
    "problems:immunizations", "problems.read", "immunizations", ("immunizations",), show_immunizations
)
PREVIEW = PreviewFact(
    heading=_("Problems"),
    nothing=_("No present problem is recorded."),
    permission="problems.read",
    kinds=("problems",),
    event="problems-changed",
    rows=told_problems,
    tell=tell_problems,
)
