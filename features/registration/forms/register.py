"""What the desk asks of a person who comes for the first time."""

from dataclasses import replace
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from features.foundation.records.clock import today
from features.foundation.ui.fields.emails import EmailField
from features.foundation.ui.fields.partial_dates import DayField
from features.foundation.ui.fields.phones import PhoneField
from features.foundation.ui.fields.text import LineField, NameField
from features.foundation.ui.fields.warnings import Warning
from features.foundation.ui.formats import day
from features.patients.catalogues import payers, providers_of
from features.patients.codes import COUNTRIES, LANGUAGES, RELATIONSHIPS, wrong_postal_code
from features.patients.models import Payer, Provider
from features.patients.rules import is_postal_code
from features.registration.catalogues import CONSENTS, INTERPRETER, NOT_TOLD, YES
from features.registration.duplicates import identifier
from features.registration.fields import BirthDateField
from features.registration.forms.person import SEXES, PersonForm, birth_of
from features.registration.national_numbers import CHOICES, identifier_of, refusal
from features.registration.rules import Person

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


class RegisterForm(PersonForm):
    """A person who comes for the first time. Three answers are needed; the others can follow."""

    family_name = NameField(label=_("Family name"), max_length=120)
    given_names = NameField(label=_("Given names"), max_length=120, required=False)
    birth = BirthDateField(label=_("Birth date"))
    sex = forms.ChoiceField(label=_("Sex"), choices=SEXES, widget=forms.RadioSelect)
    preferred_name = NameField(label=_("Called"), max_length=120, required=False)
    national_id = LineField(label=_("Number of a document"), max_length=60, required=False)
    id_kind = forms.ChoiceField(label=_("Which number"), choices=CHOICES, required=False)

    phone_mobile = PhoneField(label=_("Mobile phone"), required=False)
    phone_home = PhoneField(label=_("Home phone"), required=False)
    email = EmailField(label=_("E-mail"), required=False, max_length=254)

    lines = LineField(label=_("Street and number"), required=False, max_length=200)
    city = LineField(label=_("City"), required=False, max_length=120)
    postal_code = LineField(label=_("Postcode"), required=False, max_length=20)
    state = LineField(label=_("State or county"), required=False, max_length=60)
    country = forms.ChoiceField(label=_("Country"), choices=COUNTRIES, required=False)

    contact_name = NameField(label=_("Emergency contact"), required=False, max_length=240)
    contact_relationship = forms.ChoiceField(
        label=_("Who that is"), choices=[NOT_TOLD, *RELATIONSHIPS], required=False
    )
    contact_phone = PhoneField(label=_("Phone"), required=False)
    contact_2_name = NameField(label=_("Another contact"), required=False, max_length=240)
    contact_2_relationship = forms.ChoiceField(
        label=_("Who that is"), choices=[NOT_TOLD, *RELATIONSHIPS], required=False
    )
    contact_2_phone = PhoneField(label=_("Phone"), required=False)

    payer = forms.ChoiceField(label=_("Insurer"), choices=[NOT_TOLD], required=False)
    member_id = LineField(label=_("Member number"), required=False, max_length=60)
    until = DayField(label=_("Valid until"), required=False, may_be_future=True, help_text="")
    subscriber_name = NameField(label=_("Holder, if somebody else"), required=False, max_length=240)

    provider = forms.ChoiceField(label=_("Primary provider"), choices=[NOT_TOLD], required=False)
    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES, required=False)
    interpreter = forms.ChoiceField(label=_("Interpreter needed"), choices=INTERPRETER, required=False)
    consent = forms.ChoiceField(label=_("Consent to treatment"), choices=CONSENTS, required=False)

    folded = ("contact_2_name", "contact_2_phone")
    checked_on_blur = ("birth", "national_id", "phone_mobile", "phone_home", "email", "postal_code", "until")
    side_by_side = (
        ("family_name", "given_names"),
        ("birth", "sex"),
        ("national_id", "id_kind"),
        ("phone_mobile", "phone_home"),
        ("lines", "city"),
        ("postal_code", "state"),
        ("contact_name", "contact_relationship"),
        ("contact_2_name", "contact_2_relationship"),
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

    def for_new(self) -> dict[str, Any]:
        return {"country": "US"}

    @property
    def person(self) -> Person:
        number = self.identifier
        numbers = frozenset({identifier(number["system"], number["value"])}) if number else frozenset()
        return replace(super().person, identifiers=numbers)

    def clean(self) -> dict[str, Any]:
        told = self.cleaned_data
        if wrong := refusal(told.get("id_kind") or "", told.get("national_id") or ""):
            self.add_error("national_id", str(wrong))
        code, country = told.get("postal_code"), told.get("country") or ""
        if code and not is_postal_code(code, country=country):
            self.add_error("postal_code", wrong_postal_code(country))
        for end in ("", "_2"):
            has_more = told.get(f"contact{end}_phone") or told.get(f"contact{end}_relationship")
            if has_more and f"contact{end}_name" in told and not told[f"contact{end}_name"]:
                self.add_error(f"contact{end}_name", gettext("Say who this is, or leave out the rest."))
        if told.get("member_id") and "payer" in told and not told["payer"]:
            self.add_error("payer", gettext("Choose whose number this is."))
        return super().clean()

    def warnings(self) -> list[tuple[str, Warning]]:
        told, asked = self.cleaned_data, []
        until, number = told.get("until"), told.get("national_id")
        if until and until < today(timezone.get_current_timezone_name()):
            words = gettext("This cover ended on %(day)s.") % {"day": day(until)}
            asked.append(("until", Warning("cover-ended", words)))
        if number and not any(sign.isdigit() for sign in number):
            words = gettext("This has no digit. Is it the number of the document?")
            asked.append(("national_id", Warning("no-digit", words)))
        return asked

    @property
    def patient(self) -> dict[str, Any]:
        """The fields of the patient."""
        told = self.values
        provider = Provider.objects.filter(public_id=told["provider"]).first() if told["provider"] else None
        return {
            **{name: told[name] for name in SAME_NAMES},
            **birth_of(self, told["birth"]),
            "needs_interpreter": told["interpreter"] == YES if told["interpreter"] else None,
            "primary_provider": provider,
        }

    @property
    def identifier(self) -> dict[str, str]:
        """The fields of the identifier, as far as a number was typed that can be right."""
        told = getattr(self, "cleaned_data", {})
        return (
            identifier_of(told.get("id_kind") or "", told["national_id"]) if told.get("national_id") else {}
        )

    @property
    def address(self) -> dict[str, str]:
        """The fields of the address; a country alone is none."""
        told = {name: self.values[name] for name in ADDRESS if self.values[name]}
        return {**told, "country": self.values["country"]} if told else {}

    @property
    def contacts(self) -> list[dict[str, Any]]:
        told = self.values
        return [
            {
                "full_name": told[f"contact{end}_name"],
                "relationship": told[f"contact{end}_relationship"] or "FAMMEMB",
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
