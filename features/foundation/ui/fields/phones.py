"""A telephone number, of the facility's country or of the world.

How it is kept: typed with its country code, `+44 7700 900029` (E.123 international, as `phonenumbers` writes it);
typed without, as people of the country write it. In North America that is `212-555-0142`, as records from elsewhere
come. What is kept, typed again, stays the same.
"""

import re

import phonenumbers
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from phonenumbers import PhoneNumber, PhoneNumberFormat, ValidationResult

from features.foundation.ui.fields.signs import refuse_unsafe, showable
from features.foundation.ui.fields.warnings import Warning

EXTENSION = re.compile(r"\s*(?:;ext=|,|#|(?:extension|extn?|x)\.?)\s*[0-9]{1,9}#?$", re.IGNORECASE)
SHAPE = re.compile(r"\+?[0-9 ().\-/\u2010-\u2013\u00a0]+")
NORTH_AMERICA = 1
LONGEST = 30
"""Characters that the patient's columns hold."""
LONGEST_TYPED = 60

IMPOSSIBLE = {
    ValidationResult.IS_POSSIBLE_LOCAL_ONLY: (
        "area_code",
        gettext_lazy("The area code is missing. Write it in front."),
    ),
    ValidationResult.TOO_SHORT: (
        "too_short",
        gettext_lazy("There are digits missing in this number. Check it."),
    ),
    ValidationResult.TOO_LONG: (
        "too_long",
        gettext_lazy("There are too many digits in this number. Check it."),
    ),
    ValidationResult.INVALID_COUNTRY_CODE: (
        "country",
        gettext_lazy("No country has this code. Check what follows the +."),
    ),
}


class PhoneField(forms.CharField):
    """Cleans to the number as it is kept and shown, with its extension: `212-555-0142 ext. 7`.

    `country` is the facility's, as ISO 3166 writes it; a form may set it later. A number that cannot be is refused;
    one that could be but that nobody was given gets a warning.
    """

    def __init__(self, *, country: str = "US", **kwargs) -> None:
        super().__init__(**kwargs)
        self.country = country

    def widget_attrs(self, widget) -> dict:
        return {**super().widget_attrs(widget), "inputmode": "tel", "autocomplete": "off", "dir": "ltr"}

    def to_python(self, value) -> str:
        text = str(value or "").strip()
        if not text:
            return ""
        refuse_unsafe(text)
        number = self.read(text)
        kept = self.written(number, is_international=text.startswith("+"))
        if self.read(kept) != number:
            raise self.impossible()  # such as nothing but zeros: written, it would be another number
        if len(kept) > LONGEST:
            raise ValidationError(_("The extension is too long. Write at most 7 digits."), code="too_long")
        return kept

    def read(self, text: str) -> PhoneNumber:
        """The number that `text` means; ValidationError where it can mean none."""
        if len(text) > LONGEST_TYPED or not SHAPE.fullmatch(EXTENSION.sub("", text, count=1)):
            raise ValidationError(
                _("Write the number in digits, such as %(example)s. An extension comes last: ext. 7."),
                code="signs",
                params={"example": self.example()},
            )
        try:
            number = phonenumbers.parse(text, self.country)
        except phonenumbers.NumberParseException as error:
            is_country = error.error_type == phonenumbers.NumberParseException.INVALID_COUNTRY_CODE
            reason = ValidationResult.INVALID_COUNTRY_CODE if is_country else -1
            raise self.impossible(reason) from None
        reason = phonenumbers.is_possible_number_with_reason(number)
        if reason != ValidationResult.IS_POSSIBLE:
            raise self.impossible(reason)
        return number

    def impossible(self, reason: int = -1) -> ValidationError:
        no_number = gettext_lazy(
            "This is no telephone number. Write one such as %(example)s or +44 20 7946 0000."
        )
        code, words = IMPOSSIBLE.get(reason, ("impossible", no_number))
        return ValidationError(words, code=code, params={"example": self.example()})

    def written(self, number: PhoneNumber, *, is_international: bool) -> str:
        if is_international:
            return phonenumbers.format_number(number, PhoneNumberFormat.INTERNATIONAL)
        if number.country_code == NORTH_AMERICA:
            return phonenumbers.format_number(number, PhoneNumberFormat.INTERNATIONAL).removeprefix("+1 ")
        return phonenumbers.format_number(number, PhoneNumberFormat.NATIONAL)

    def example(self) -> str:
        number = phonenumbers.example_number(self.country)
        return self.written(number, is_international=False) if number else "+44 20 7946 0000"

    def e164(self, value: str) -> str:
        """A cleaned number for machines: `+12125550142`, without the extension."""
        return phonenumbers.format_number(phonenumbers.parse(value, self.country), PhoneNumberFormat.E164)

    def bound_data(self, data, initial):
        return showable(super().bound_data(data, initial))

    def warn(self, value: str) -> Warning | None:
        if not value or phonenumbers.is_valid_number(phonenumbers.parse(value, self.country)):
            return None
        return Warning(
            "phone-not-given-out", _("No telephone is known to have such a number. Check the digits.")
        )
