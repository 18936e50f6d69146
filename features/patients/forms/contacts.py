"""How a patient is reached, as a person types it."""

from django.utils.translation import gettext_lazy as _

from features.foundation.ui.fields.emails import EmailField
from features.foundation.ui.fields.phones import PhoneField
from features.foundation.ui.forms import MedicalBaseForm


class ChangeContactsForm(MedicalBaseForm):
    """How a patient is reached; all of it may be unknown."""

    phone_mobile = PhoneField(label=_("Mobile phone"), required=False)
    phone_home = PhoneField(label=_("Home phone"), required=False)
    phone_work = PhoneField(label=_("Work phone"), required=False)
    email = EmailField(label=_("E-mail"), required=False, max_length=254)

    checked_on_blur = ("phone_mobile", "phone_home", "phone_work", "email")
