"""What may be typed of people who get a record."""

from features.registration.forms.person import PersonForm
from features.registration.forms.register import NATIONAL_ID, RegisterForm
from features.registration.forms.unnamed import IdentifyForm, NewbornForm, UnidentifiedForm

__all__ = ["NATIONAL_ID", "IdentifyForm", "NewbornForm", "PersonForm", "RegisterForm", "UnidentifiedForm"]
