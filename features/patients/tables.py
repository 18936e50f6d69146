"""The columns of the patient list (who someone is; for clinicians when they were last seen), and of insurance."""

from datetime import date, datetime

from django.conf import settings
from django.db.models.expressions import BaseExpression
from django.urls import reverse
from django.utils.html import format_html
from django.utils.module_loading import import_string
from django.utils.translation import gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from features.foundation.ui.dues import Due, due_as_of
from features.foundation.ui.history import HistoryTable, LongColumn, WhatColumn
from features.foundation.ui.tables import DASH, Column, ListTable, TextColumn
from features.patients.models import NO_SET_DUE, PatientStatus, Sex

SEX_LETTERS = {
    Sex.FEMALE: pgettext_lazy("sex, one letter", "F"),
    Sex.MALE: pgettext_lazy("sex, one letter", "M"),
    Sex.OTHER: pgettext_lazy("sex, one letter", "O"),
    Sex.UNKNOWN: pgettext_lazy("sex, one letter", "U"),
}
NAME_CELL = (
    "{% set name = family_name|listed_with(given_names) %}"
    '<a href="{{ base }}{{ public_id }}/" title="{{ name }}">{{ name }}</a>'
)


class PatientTable(ListTable):
    """Name, MRN, age, sex, birth date, phone, provider, insurance, status."""

    name = Column(_("Patient"), cell=NAME_CELL, css="p-name", sort="name")
    mrn = Column(_("MRN"), cell="{{ mrn }}", css="p-mrn", sort="mrn")
    age = Column(_("Age"), cell="{{ birth_date|age(today, birth_precision) }}", css="p-age end")
    sex = Column(_("Sex"), cell="{{ sex_cells[sex] }}", css="p-sex")
    born = Column(_("Born"), cell="{{ birth_date|day(birth_precision) }}", css="p-born end", sort="born")
    phone = TextColumn(_("Phone"), value="phone", css="p-phone")
    provider = TextColumn(_("Provider"), value="provider_name", css="p-provider", sort="provider")
    payer = TextColumn(_("Insurance"), value="payer_name", css="p-payer", sort="insurance")
    status = Column(_("Status"), cell="{{ status_cells[status] }}", css="p-status", sort="status")

    values: tuple[str, ...] = (
        "public_id",
        "family_name",
        "given_names",
        "mrn",
        "birth_date",
        "birth_precision",
        "sex",
        "phone",
        "provider_name",
        "payer_name",
        "status",
    )
    sorts = {
        "name": ["name_key", "patient_id"],
        "mrn": ["mrn_number", "patient_id"],
        "born": ["birth_date", "name_key", "patient_id"],
        "status": ["status", "name_key", "patient_id"],
        "provider": ["provider_key", "name_key", "patient_id"],
        "insurance": ["payer_key", "name_key", "patient_id"],
    }
    default_sort = "name"

    @classmethod
    def beside(cls, on: date) -> dict[str, object]:
        return {
            "today": on,
            "base": reverse("patients:list"),
            "sex_cells": {
                sex.value: format_html('<abbr title="{}">{}</abbr>', sex.label, letter)
                for sex, letter in SEX_LETTERS.items()
            },
            "status_cells": {
                status.value: format_html('<span data-status="{}">{}</span>', status.value, status.label)
                for status in PatientStatus
            },
        }

    @classmethod
    def shown_words(cls, shown: int) -> str:
        return ngettext("%(shown)d patient shown", "%(shown)d patients shown", shown) % {"shown": shown}


def _seen(fact: str) -> str:
    """The cell of a moment that may never have been: its day."""
    return f"{{% if {fact} %}}{{{{ {fact}|day_of }}}}{{% else %}}{DASH}{{% endif %}}"


NEXT_SET = len(PatientTable.values)
"""Where a row for clinicians tells when the next set of vital signs is due and when it is overdue."""


def _next_set(row: tuple, at: datetime) -> Due | None:
    due_at, overdue_at = row[NEXT_SET : NEXT_SET + 2]
    return None if due_at == NO_SET_DUE else due_as_of(due_at, overdue_at, at)


class ClinicalPatientTable(PatientTable):
    """For clinicians: when the patient is to be measured next, was last measured and last here, and how much they
    take; no phone, no payer.

    What these columns show is read by features above this one, which settings name.
    """

    next_set = Column(
        _("Next set"),
        cell=f"{{% if next_set_due_at %}}{{{{ next_set_due_at|due }}}}{{% else %}}{DASH}{{% endif %}}",
        css="p-next",
        sort="next",
    )
    vitals = Column(_("Last vitals"), cell=_seen("last_vitals_at"), css="p-vitals end")
    visit = Column(_("Last visit"), cell=_seen("last_visit_at"), css="p-visit end")
    drugs = Column(_("Drugs"), cell="{{ active_medications or '' }}", css="p-drugs end")

    class Meta:
        exclude = ("phone", "payer")

    values = (*PatientTable.values, "next_set_due_at", "next_set_overdue_at", *settings.LIST_FACTS)
    sorts = {**PatientTable.sorts, "next": ["next_set_overdue_at", "name_key", "patient_id"]}

    @classmethod
    def as_of(cls, rows: list[tuple], at: datetime) -> list[tuple]:
        """With how near the next set is, in the place of the two moments."""
        return [(*row[:NEXT_SET], _next_set(row, at), None, *row[NEXT_SET + 2 :]) for row in rows]

    @classmethod
    def facts(cls) -> dict[str, BaseExpression]:
        return {name: import_string(path)() for name, path in settings.LIST_FACTS.items()}


COVERAGE_WHO = "<bdi>{{ payer__name or self_pay }}</bdi>"
VERIFY_CELL = (
    "{% if verify_by %}{{ verify_by|day }}"
    "{% if verify_by <= today and not (ends_on and ends_on < today) %} <b>{{ due }}</b>{% endif %}{% endif %}"
)


class CoverageTable(HistoryTable):
    """Who pays or paid, under which number, plan and holder, and from when to when."""

    payer = WhatColumn(_("Insurance"), value="(payer__name or self_pay)", wrong="False")
    member = LongColumn(_("Member"), value="member_id", css="h-more w-long")
    group = LongColumn(_("Group"), value="group_number", css="h-desk w-mid")
    plan = LongColumn(_("Plan"), value="plan", css="h-desk")
    subscriber = LongColumn(
        _("Policy holder"), value="holder_words(subscriber_name, subscriber_relationship)", css="h-desk"
    )
    priority = LongColumn(_("Priority"), value="priority_words(priority)", css="h-lead w-mid")
    starts = Column(_("From"), cell="{{ starts_on|day }}", css="h-desk end w-date", sort="from")
    ends = Column(
        _("Until"),
        cell='{% if ends_on %}<span class="touch-only">{{ until }} </span>{% endif %}{{ ends_on|day }}',
        css="h-when end w-date",
    )
    verify = Column(_("Verify by"), cell=VERIFY_CELL, css="h-desk end w-time")

    values = (
        "public_id",
        "patient__public_id",
        "payer__name",
        "member_id",
        "group_number",
        "plan",
        "subscriber_name",
        "subscriber_relationship",
        "priority",
        "starts_on",
        "ends_on",
        "verify_by",
    )
    sorts = {"from": ["start_known", "id"]}
    default_sort = "-from"

    @classmethod
    def beside(cls, on: date) -> dict[str, object]:
        return {
            "today": on,
            "address": coverage_address,
            "due": gettext("due"),
            "self_pay": gettext("self-pay"),
            "until": gettext("until"),
            "holder_words": holder_words,
            "priority_words": priority_words,
        }

    @classmethod
    def shown_words(cls, shown: int) -> str:
        return ngettext("%(shown)d coverage", "%(shown)d coverages", shown) % {"shown": shown}


class ChangeableCoverageTable(CoverageTable):
    """The same for who may change them: each leads to its form."""

    payer = Column(
        _("Insurance"),
        cell=f'<a href="{{{{ address(patient__public_id, public_id) }}}}">{COVERAGE_WHO}</a>',
        css="h-what",
    )


def coverage_address(patient: object, coverage: object) -> str:
    return reverse("patients:change_coverage", args=[patient, coverage])


def holder_words(name: str, relationship: str) -> str:
    """Who holds the policy, and what the patient is to them; the patient where nobody else does."""
    relations = {
        "self": gettext("the patient"),
        "spouse": gettext("spouse"),
        "child": gettext("child"),
        "parent": gettext("parent"),
        "common": gettext("common-law spouse"),
        "other": gettext("other"),
        "injured": gettext("injured party"),
    }
    relation = relations.get(relationship, relationship)
    return f"{name} ({relation})" if name and relation else name or relation


def priority_words(priority: int | None) -> str:
    """In which order coverages pay; nobody's guess where it is not known."""
    if priority is None:
        return gettext("priority unknown")
    words = {1: gettext("primary"), 2: gettext("secondary"), 3: gettext("tertiary")}
    return words.get(priority, gettext("further"))
