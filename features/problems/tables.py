"""The columns of what a chart holds of problems, allergies and immunizations."""

import json
from datetime import date

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from features.foundation.ui.history import HistoryTable, LongColumn, WhatColumn
from features.foundation.ui.tables import Column
from features.problems.regions import status_words, verification_words
from features.problems.rules import AllergyCategory, Criticality, ImmunizationStatus, Severity

VERIFICATION = '<span data-verification="{{ verification }}">{{ verification_words(verification) }}</span>'
RECORDED = "{{ recorded_at|moment }}"
GIVEN = (
    "{% if status == 'not-done' %}{{ words[status] }}"
    "{% if not_done_reason %}: <bdi>{{ not_done_reason }}</bdi>{% endif %}"
    "{% else %}{{ words[status] }}{% endif %}"
)


class ProblemTable(HistoryTable):
    """Every problem, whatever became of it, with its dates as far as they are known."""

    problem = WhatColumn(_("Problem"), value="display", wrong="verification == 'entered-in-error'")
    code = Column(_("ICD-10"), cell="{{ icd10_code }}", css="h-desk w-short")
    status = LongColumn(_("Status"), value="status_words(status)", css="h-lead w-mid")
    verification = Column(_("Verification"), cell=VERIFICATION, css="h-sure w-mid")
    onset = Column(
        _("Onset"), cell="{{ onset_on|day(onset_precision) }}", css="h-when end w-date", sort="onset"
    )
    abated = Column(_("Abated"), cell="{{ abated_on|day(abated_precision) }}", css="h-desk end w-date")
    recorded = Column(_("Recorded"), cell=RECORDED, css="h-desk end w-time", sort="recorded")

    values = (
        "public_id",
        "display",
        "icd10_code",
        "status",
        "verification",
        "onset_on",
        "onset_precision",
        "abated_on",
        "abated_precision",
        "recorded_at",
    )
    sorts = {"onset": ["onset_known", "id"], "recorded": ["recorded_at", "id"]}
    default_sort = "-onset"

    @classmethod
    def beside(cls, on: date) -> dict[str, object]:
        return {"status_words": status_words, "verification_words": verification_words}

    @classmethod
    def shown_words(cls, shown: int) -> str:
        return ngettext("%(shown)d problem", "%(shown)d problems", shown) % {"shown": shown}


class AllergyTable(HistoryTable):
    """Every allergy that was ever recorded: those that turned out to be none say so and stay in sight."""

    substance = WhatColumn(_("Allergy"), value="display", wrong="verification == 'entered-in-error'")
    reactions = LongColumn(_("Reactions"), value="reaction_words(happened)", css="h-more")
    criticality = LongColumn(_("Criticality"), value="criticality_words[criticality]", css="h-desk w-mid")
    category = LongColumn(_("Category"), value="category_words[category]", css="h-desk w-mid")
    status = LongColumn(_("Status"), value="status_words(status)", css="h-lead w-short")
    verification = Column(_("Verification"), cell=VERIFICATION, css="h-sure w-mid")
    onset = Column(_("Onset"), cell="{{ onset_on|day(onset_precision) }}", css="h-desk end w-date")
    recorded = Column(_("Recorded"), cell=RECORDED, css="h-when end w-time", sort="recorded")

    values = (
        "public_id",
        "display",
        "category",
        "status",
        "verification",
        "criticality",
        "happened",
        "onset_on",
        "onset_precision",
        "recorded_at",
    )
    sorts = {"recorded": ["recorded_at", "id"]}
    default_sort = "-recorded"

    @classmethod
    def beside(cls, on: date) -> dict[str, object]:
        return {
            "status_words": status_words,
            "verification_words": verification_words,
            "reaction_words": reaction_words,
            "criticality_words": {
                "": "",
                Criticality.LOW: gettext("low"),
                Criticality.HIGH: gettext("high"),
                Criticality.UNABLE_TO_ASSESS: gettext("cannot be told"),
            },
            "category_words": {
                "": "",
                AllergyCategory.FOOD: gettext("food"),
                AllergyCategory.MEDICATION: gettext("medication"),
                AllergyCategory.ENVIRONMENT: gettext("environment"),
                AllergyCategory.BIOLOGIC: gettext("biologic"),
            },
        }

    @classmethod
    def shown_words(cls, shown: int) -> str:
        return ngettext("%(shown)d allergy", "%(shown)d allergies", shown) % {"shown": shown}


def reaction_words(happened: str | None) -> str:
    """Each reaction with how severe it was, of the JSON that PostgreSQL gathers: `hives (mild), dyspnoea (severe)`."""
    severities = {
        Severity.MILD: gettext("mild"),
        Severity.MODERATE: gettext("moderate"),
        Severity.SEVERE: gettext("severe"),
    }
    words = []
    for display, severity in json.loads(happened or "[]"):
        said = severities.get(severity)
        words.append(f"{display} ({said})" if said else display)
    return ", ".join(words)


class ImmunizationTable(HistoryTable):
    """Every vaccine that was given or was not, with the reason."""

    vaccine = WhatColumn(_("Vaccine"), value="display", wrong="status == 'entered-in-error'", sort="vaccine")
    status = Column(_("Status"), cell=GIVEN, css="h-lead w-long")
    dose = LongColumn(_("Dose"), value="dose", css="h-desk w-short")
    lot = LongColumn(_("Lot"), value="lot_number", css="h-desk w-mid")
    source = Column(_("Known from"), cell="{{ sources[from_primary_source] }}", css="h-more w-mid")
    given = Column(_("Date"), cell="{{ given_at|moment }}", css="h-when end w-time", sort="given")

    values = (
        "public_id",
        "display",
        "status",
        "not_done_reason",
        "dose",
        "lot_number",
        "from_primary_source",
        "given_at",
    )
    sorts = {"given": ["given_at", "id"], "vaccine": ["display", "given_at", "id"]}
    default_sort = "-given"

    @classmethod
    def beside(cls, on: date) -> dict[str, object]:
        return {
            "sources": {True: gettext("record"), False: gettext("told")},
            "words": {
                ImmunizationStatus.COMPLETED: gettext("given"),
                ImmunizationStatus.NOT_DONE: gettext("not given"),
                ImmunizationStatus.ENTERED_IN_ERROR: gettext("entered in error"),
            },
        }

    @classmethod
    def shown_words(cls, shown: int) -> str:
        return ngettext("%(shown)d immunization", "%(shown)d immunizations", shown) % {"shown": shown}
