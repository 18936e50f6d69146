"""How a patient is reached, as a person types it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from features.foundation.ui.fields.emails import EmailField
from features.foundation.ui.fields.phones import PhoneField
from features.foundation.ui.fields.pictures import PictureField
from features.foundation.ui.forms import MedicalBaseForm
from features.patients.models import PatientPhoto

LONGEST_SIDE = 640
"""Pixels of a photo, larger than it is shown anywhere: about 60 kB."""


class ChangeContactsForm(MedicalBaseForm):
    """How a patient is reached; all of it may be unknown."""

    phone_mobile = PhoneField(label=_("Mobile phone"), required=False)
    phone_home = PhoneField(label=_("Home phone"), required=False)
    phone_work = PhoneField(label=_("Work phone"), required=False)
    email = EmailField(label=_("E-mail"), required=False, max_length=254)

    checked_on_blur = ("phone_mobile", "phone_home", "phone_work", "email")


class ChangePhotoForm(MedicalBaseForm):
    """A new photo, or that the present one goes; who has none is only asked for one."""

    photo = PictureField(
        label=_("Photo"),
        longest_side=LONGEST_SIDE,
        required=False,
        help_text=_(
            "JPEG, PNG or WebP, up to 8 MB. A file is not kept as a draft: "
            "choose it again if this form comes back."
        ),
    )
    removal = forms.BooleanField(label=_("Remove the present photo"), required=False)

    all_optional = True

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if self.record is None:
            del self.fields["removal"]

    def initial_of(self, record: PatientPhoto) -> dict[str, Any]:
        return {"removal": False}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if "photo" in self.errors:
            return cleaned
        if self.picture and self.removes:
            self.add_error("removal", _("Choose either a new photo or its removal."))
        if not self.picture and not self.removes:
            self.add_error("photo", _("Choose a photo."))
        return cleaned

    @property
    def picture(self) -> bytes:
        return self.cleaned_data.get("photo") or b""

    @property
    def removes(self) -> bool:
        return bool(self.cleaned_data.get("removal"))
