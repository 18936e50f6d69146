"""What a person may type about a patient, section by section, and the words when it is wrong."""

from features.patients.forms.contacts import ChangeContactsForm, ChangePhotoForm
from features.patients.forms.details import (
    AddressForm,
    ConsentForm,
    EndForm,
    EndRelativeForm,
    NameForm,
    RelativeForm,
    WithdrawConsentForm,
)
from features.patients.forms.sections import CareForm, IdentityForm

__all__ = [
    "AddressForm",
    "CareForm",
    "ChangeContactsForm",
    "ChangePhotoForm",
    "ConsentForm",
    "EndForm",
    "EndRelativeForm",
    "IdentityForm",
    "NameForm",
    "RelativeForm",
    "WithdrawConsentForm",
]
