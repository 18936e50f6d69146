"""Every change of a registration: when, who, which field, before and after; the newest first, a page at a time."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from features.foundation.access.models import User
from features.foundation.records.identifiers import public_ids
from features.foundation.ui import formats
from features.patients.codes import (
    CONSENT_SCOPES,
    COUNTRIES,
    MARITAL_STATUSES,
    RELATIONSHIPS,
    SUBSCRIBER_RELATIONSHIPS,
)
from features.patients.models import (
    Consent,
    Coverage,
    Patient,
    PatientAddress,
    PatientFacility,
    PatientName,
    Payer,
    Provider,
    RelatedPerson,
)
from features.patients.regions import COVERAGE, IDENTITY, Asked, ChartPage
from features.patients.registration_steps import UNTOLD, Step, steps_of

KINDS: dict[Any, str | Promise] = {
    Patient: _("Patient"),
    PatientName: _("Other name"),
    PatientAddress: _("Address"),
    RelatedPerson: _("Related person"),
    Coverage: _("Insurance"),
    Consent: _("Consent"),
}
WORDS: dict[str, str | Promise] = {
    "family_name": _("Family name"),
    "given_names": _("Given names"),
    "name_prefix": _("Prefix"),
    "name_suffix": _("Suffix"),
    "preferred_name": _("Preferred name"),
    "birth_date": _("Birth date"),
    "birth_precision": _("Known of the birth date"),
    "birth_time": _("Time of birth"),
    "birth_date_estimated": _("Birth date is estimated"),
    "multiple_birth_order": _("Order of a multiple birth"),
    "sex": _("Sex"),
    "sex_at_birth": _("Sex at birth"),
    "gender_identity": _("Gender identity"),
    "phone_mobile": _("Mobile phone"),
    "phone_home": _("Home phone"),
    "phone_work": _("Work phone"),
    "email": _("E-mail"),
    "status": _("Status"),
    "death_date": _("Date of death"),
    "died_at": _("Time of death"),
    "language": _("Language"),
    "needs_interpreter": _("Needs an interpreter"),
    "marital_status": _("Marital status"),
    "restricted": _("Restricted"),
    "primary_provider": _("Primary provider"),
    "use": _("Use"),
    "lines": _("Street and house"),
    "city": _("City"),
    "district": _("District or county"),
    "state": _("State"),
    "postal_code": _("Postal code"),
    "country": _("Country"),
    "starts_on": _("From"),
    "ends_on": _("Until"),
    "end_reason": _("Why it ended"),
    "relationship": _("Relationship"),
    "full_name": _("Name"),
    "other_patient": _("Patient here"),
    "phone": _("Phone"),
    "is_emergency_contact": _("Called in an emergency"),
    "scope": _("Consent to"),
    "given_on": _("Given on"),
    "note": _("Note"),
    "payer": _("Payer"),
    "kind": _("Kind"),
    "member_id": _("Member"),
    "group_number": _("Group"),
    "plan": _("Plan"),
    "priority": _("Priority"),
    "subscriber_name": _("Policy holder"),
    "subscriber_relationship": _("Relation to the policy holder"),
}


LISTS: dict[str, Any] = {
    "country": COUNTRIES,
    "marital_status": MARITAL_STATUSES,
    "relationship": RELATIONSHIPS,
    "subscriber_relationship": SUBSCRIBER_RELATIONSHIPS,
    "scope": CONSENT_SCOPES,
}
"""In which list a code of a field stands."""


@dataclass(frozen=True, slots=True)
class Change:
    """One field of one record that became another."""

    at: datetime
    who: str
    kind: str | Promise
    field: str | Promise
    before: str
    after: str


def show_history(patient: Patient, user: User, asked: Asked) -> dict[str, Any]:
    steps, older = steps_of(patient, after=asked.query.get("before", ""))
    names = _Names(steps, user)
    changes = [change for step in steps for change in _changes(step, names)]
    return {"changes": changes, "older": asked.url(before=older) if older else ""}


HISTORY = ChartPage(
    "patients:identity_history",
    "demographics.read",
    "identity",
    (IDENTITY, COVERAGE),
    show_history,
    heeds=("before",),
)


class _Names:
    """What the ids in these steps are called, read for all of them at once."""

    def __init__(self, steps: list[Step], user: User) -> None:
        people = User.objects.filter(public_id__in=public_ids(step.who for step in steps))
        self.people = {str(key): name for key, name in people.values_list("public_id", "full_name")}
        rows = [row for step in steps for row in (step.before, step.after) if row]
        self.of: dict[str, dict[int, str]] = {
            "primary_provider": self._told(Provider.objects.all(), rows, "primary_provider_id"),
            "payer": self._told(Payer.objects.all(), rows, "payer_id"),
            "other_patient": self._seen(rows, user),
        }

    def _told(self, records: models.QuerySet, rows: list[Any], name: str) -> dict[int, str]:
        wanted = {getattr(row, name, None) for row in rows} - {None}
        return {record.pk: str(record) for record in records.filter(pk__in=wanted)} if wanted else {}

    def _seen(self, rows: list[Any], user: User) -> dict[int, str]:
        wanted: set[Any] = {getattr(row, "other_patient_id", None) for row in rows} - {None}
        links = PatientFacility.objects.visible_to(user).filter(patient_id__in=wanted)
        return {pk: f"MRN {mrn}" for pk, mrn in links.values_list("patient_id", "mrn")} if wanted else {}

    def who(self, step: Step) -> str:
        return self.people.get(step.who) or gettext("Another system")


def _changes(step: Step, names: _Names) -> list[Change]:
    told = []
    for field in step.model._meta.concrete_fields:
        if field.name in UNTOLD:
            continue
        before, after = (_words(field, row, names) if row else "" for row in (step.before, step.after))
        if before != after:
            label = WORDS.get(field.name) or field.verbose_name
            told.append(Change(step.at, names.who(step), KINDS[step.model], label, before, after))
    return told


def _words(field: Any, row: Any, names: _Names) -> str:
    """A value as a person reads it; nothing where there is none."""
    value = getattr(row, field.attname)
    if value is None or value == "":
        return ""
    if field.name in names.of:
        return names.of[field.name].get(value, gettext("not visible to you"))
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    if isinstance(value, datetime):
        return formats.moment(value)
    if isinstance(value, date):
        precision = row.birth_precision if field.name == "birth_date" else "day"
        return formats.day(value, precision)
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if field.name == "language":
        return formats.language_name(value)
    return str(dict(LISTS.get(field.name) or field.choices or ()).get(value, value))
