"""What a person at the desk may type of somebody, and the words when it is wrong."""

from dataclasses import replace
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from features.foundation.clinical.ages import Precision
from features.foundation.records.clock import today
from features.foundation.ui.fields.emails import EmailField
from features.foundation.ui.fields.partial_dates import DayField
from features.foundation.ui.fields.phones import PhoneField
from features.foundation.ui.fields.text import LineField, NameField, TextField
from features.foundation.ui.fields.warnings import Warning
from features.foundation.ui.formats import day
from features.foundation.ui.forms import MedicalBaseForm
from features.patients.catalogues import payers, providers_of
from features.patients.models import Payer, Provider, Sex
from features.registration.catalogues import CONSENTS, INTERPRETER, LANGUAGES, NOT_TOLD, RELATIONSHIPS, YES
from features.registration.duplicates import Candidate, candidates, last_seven
from features.registration.fields import BirthDateField, estimated_from
from features.registration.rules import Person

SEXES = [
    (Sex.FEMALE.value, _("Female")),
    (Sex.MALE.value, _("Male")),
    (Sex.OTHER.value, _("Other")),
    (Sex.UNKNOWN.value, _("Unknown")),
]
ADDRESS = ("lines", "city", "postal_code", "state")
SAME_NAMES = (
    "family_name",
    "given_names",
    "preferred_name",
    "sex",
    "phone_mobile",
    "phone_home",
    "email",
    "language",
)


class PersonForm(MedicalBaseForm):
    """Who somebody is, with everybody who may be the same; the base of all forms that make a record of a person."""

    compares = False
    """Whether people who may be the same are looked for when it is cleaned: not while drafts and fields are read."""

    different = TextField(
        label=_("Why is this somebody else?"),
        required=False,
        max_length=300,
        help_text=_("It is kept with both records. For example: two cousins, both passports seen."),
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.found: list[Candidate] = []
        self.fields["different"] = self.fields.pop("different")  # asked last
        if not self.sent.get("different"):
            self.fields["different"].widget = forms.HiddenInput()

    @property
    def person(self) -> Person:
        """Who was typed so far, as far as it can be read."""
        told = getattr(self, "cleaned_data", {})
        birth = told.get("birth")
        phones = (last_seven(told.get(name) or "") for name in ("phone_mobile", "phone_home"))
        return Person(
            family_name=told.get("family_name") or "",
            given_names=told.get("given_names") or "",
            birth_date=birth.on if birth else None,
            is_day_known=not birth or birth.precision == Precision.DAY,
            sex=told.get("sex") or Sex.UNKNOWN.value,
            phones=frozenset(filter(None, phones)),
            email=told.get("email") or "",
            postal_code=told.get("postal_code") or "",
        )

    def compare(self) -> list[Candidate]:
        """Looks for people who may be the same; everything that was typed so far and can be read counts."""
        self.found = candidates(person=self.person, facility=self.user.facility_id)
        return self.found

    @property
    def very_likely(self) -> list[Candidate]:
        return [one for one in self.found if one.comparison.is_very_likely]

    def clean(self) -> dict[str, Any]:
        if self.compares:
            self.compare()
        if self.very_likely and not self.cleaned_data.get("different"):
            self.ask_why()
        return super().clean()

    def ask_why(self) -> None:
        """Somebody very like this one has a record: it is used, or said why this is somebody else."""
        self.show_why()
        self.add_error(
            "different",
            gettext("Somebody very like this is registered already. Use that record, or say why not."),
        )

    def show_why(self) -> None:
        self.fields["different"].widget = forms.Textarea(attrs={"rows": 2, "dir": "auto"})

    def birth_of(self, birth: Any) -> dict[str, Any]:
        """The fields of the patient that tell the birth."""
        estimated = estimated_from(
            self.sent.get("birth", "").strip(), today(timezone.get_current_timezone_name())
        )
        return {
            "birth_date": birth.on,
            "birth_precision": birth.precision.value,
            "birth_date_estimated": estimated is not None,
        }


class RegisterForm(PersonForm):
    """A person who comes for the first time. Three answers are needed; the others can follow."""

    family_name = NameField(label=_("Family name"), max_length=120)
    given_names = NameField(label=_("Given names"), max_length=120, required=False)
    birth = BirthDateField(label=_("Birth date"))
    sex = forms.ChoiceField(label=_("Sex"), choices=SEXES, widget=forms.RadioSelect)
    preferred_name = NameField(label=_("Called"), max_length=120, required=False)
    national_id = LineField(label=_("Identity document or national number"), max_length=60, required=False)

    phone_mobile = PhoneField(label=_("Mobile phone"), required=False)
    phone_home = PhoneField(label=_("Home phone"), required=False)
    email = EmailField(label=_("E-mail"), required=False, max_length=254)

    lines = LineField(label=_("Street and number"), required=False, max_length=200)
    city = LineField(label=_("City"), required=False, max_length=120)
    postal_code = forms.RegexField(
        label=_("Postcode"),
        required=False,
        regex=r"^[0-9A-Za-z][0-9A-Za-z \-]{1,11}$",
        error_messages={"invalid": _("A postcode has 2 to 12 letters, digits, spaces or hyphens.")},
    )
    state = LineField(label=_("State or county"), required=False, max_length=60)

    contact_name = NameField(label=_("Emergency contact"), required=False, max_length=240)
    contact_relationship = forms.ChoiceField(label=_("Who that is"), choices=RELATIONSHIPS, required=False)
    contact_phone = PhoneField(label=_("Phone"), required=False)
    contact_2_name = NameField(label=_("Another contact"), required=False, max_length=240)
    contact_2_relationship = forms.ChoiceField(label=_("Who that is"), choices=RELATIONSHIPS, required=False)
    contact_2_phone = PhoneField(label=_("Phone"), required=False)

    payer = forms.ChoiceField(label=_("Insurer"), choices=[NOT_TOLD], required=False)
    member_id = LineField(label=_("Member number"), required=False, max_length=60)
    until = DayField(label=_("Valid until"), required=False, may_be_future=True, help_text="")
    subscriber_name = NameField(label=_("Holder, if somebody else"), required=False, max_length=240)

    provider = forms.ChoiceField(label=_("Primary provider"), choices=[NOT_TOLD], required=False)
    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES, required=False)
    interpreter = forms.ChoiceField(label=_("Interpreter needed"), choices=INTERPRETER, required=False)
    consent = forms.ChoiceField(label=_("Consent to treatment"), choices=CONSENTS, required=False)

    checked_on_blur = ("birth", "phone_mobile", "phone_home", "email", "until")
    side_by_side = (
        ("family_name", "given_names"),
        ("birth", "sex"),
        ("preferred_name", "national_id"),
        ("phone_mobile", "phone_home", "email"),
        ("lines", "city"),
        ("postal_code", "state"),
        ("contact_name", "contact_relationship", "contact_phone"),
        ("contact_2_name", "contact_2_relationship", "contact_2_phone"),
        ("payer", "member_id"),
        ("until", "subscriber_name"),
        ("provider", "language"),
        ("interpreter", "consent"),
    )
    sections = (
        (_("Person"), "family_name"),
        (_("Contact"), "phone_mobile"),
        (_("Address"), "lines"),
        (_("Emergency contacts"), "contact_name"),
        (_("Insurance"), "payer"),
        (_("Care, language and consent"), "provider"),
        ("", "different"),
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        choices = {"payer": payers(), "provider": providers_of(self.user.facility_id or 0)}
        for name, known in choices.items():
            self.fields[name].choices = [NOT_TOLD, *known]  # type: ignore[attr-defined]  # ChoiceField

    @property
    def person(self) -> Person:
        number = getattr(self, "cleaned_data", {}).get("national_id")
        numbers = frozenset({(NATIONAL_ID, number)}) if number else frozenset()
        return replace(super().person, identifiers=numbers)

    def clean(self) -> dict[str, Any]:
        told = self.cleaned_data
        for end in ("", "_2"):
            has_more = told.get(f"contact{end}_phone") or told.get(f"contact{end}_relationship")
            if has_more and f"contact{end}_name" in told and not told[f"contact{end}_name"]:
                self.add_error(f"contact{end}_name", gettext("Say who this is, or leave out the rest."))
        if told.get("member_id") and "payer" in told and not told["payer"]:
            self.add_error("payer", gettext("Choose whose number this is."))
        return super().clean()

    def warnings(self) -> list[tuple[str, Warning]]:
        until = self.cleaned_data.get("until")
        if not until or until >= today(timezone.get_current_timezone_name()):
            return []
        return [
            ("until", Warning("cover-ended", gettext("This cover ended on %(day)s.") % {"day": day(until)}))
        ]

    @property
    def patient(self) -> dict[str, Any]:
        """The fields of the patient."""
        told = self.values
        provider = Provider.objects.filter(public_id=told["provider"]).first() if told["provider"] else None
        return {
            **{name: told[name] for name in SAME_NAMES},
            **self.birth_of(told["birth"]),
            "needs_interpreter": told["interpreter"] == YES if told["interpreter"] else None,
            "primary_provider": provider,
        }

    @property
    def address(self) -> dict[str, str]:
        return {name: self.values[name] for name in ADDRESS if self.values[name]}

    @property
    def contacts(self) -> list[dict[str, Any]]:
        told = self.values
        return [
            {
                "full_name": told[f"contact{end}_name"],
                "relationship": told[f"contact{end}_relationship"] or "EXT",
                "phone": told[f"contact{end}_phone"],
            }
            for end in ("", "_2")
            if told[f"contact{end}_name"]
        ]

    @property
    def coverage(self) -> dict[str, Any]:
        told = self.values
        if not told["payer"]:
            return {}
        return {
            "payer": Payer.objects.get(public_id=told["payer"]),
            "member_id": told["member_id"],
            "ends_on": told["until"],
            "subscriber_name": told["subscriber_name"],
        }


NATIONAL_ID = "urn:chartside:identity-document"
"""The naming system of a number that the desk copies from a document."""
